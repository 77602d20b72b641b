import type { Browser } from 'playwright-core';
import { sandboxEnvironment } from '../support/bridge';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { startNpm, type Running } from '../support/npm-start';
import { openTestPage, overflow, type TestPage } from '../support/test-page';

/** Verify's own codes on the test page: started, checked; and an authenticator app, which the page stands for. */

const password = sandboxEnvironment['CONSOLE_PASSWORD'] ?? '';

let browser: Browser;
let running: Running;
let tab: TestPage;

beforeAll(async () => {
  [browser, running] = await Promise.all([openBrowser(), startNpm()]);
});
beforeEach(async () => {
  tab = await openTestPage(browser, `${running.url}/#${password}`);
});
afterEach(async () => {
  await tab.close();
  expect(tab.wrongs).toEqual([]);
});
afterAll(async () => {
  await Promise.all([browser.close(), running.stop()]);
});

const sent = () => tab.page.locator('#own-reply');
const factor = () => tab.page.locator('#factor-reply');
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

test.each([
  ['sms', '+12025550142', 'Verify sends a text message to +1******0142.', 'Text message'],
  ['call', '+12025550143', 'Verify calls +1******0143.', 'Phone call'],
  ['whatsapp', '+12025550144', 'Verify sends a WhatsApp message to +1******0144.', 'WhatsApp'],
  ['email', 'robin@example.com', 'Verify sends an e-mail to r***@example.com.', 'E-mail'],
])('a code by %s: started, a wrong one, the right one, and once more', async (channel, to, said, arrived) => {
  const { page, button } = tab;
  await page.getByLabel('Number with +, or e-mail address').fill(to);
  await page.getByLabel('Channel', { exact: true }).selectOption(channel);
  await button('Start').click();
  await sent().getByText(said, { exact: true }).first().waitFor();
  const message = tab.phone.filter({ hasText: to }).first();
  await message.waitFor();
  expect(await message.innerText()).toContain(arrived);
  const code = await message.locator('mark').innerText();
  const check = async (given: string) => {
    await page.getByLabel('Code that arrived').fill(given);
    await button('Check').click();
  };
  await check(wrong(code));
  await sent().getByText('Pending: the code is wrong.').first().waitFor();
  await check(code);
  await sent().getByText('Approved: the code is right').first().waitFor();
  await check(code);
  await sent().getByText('There is no code to check').first().waitFor();
  expect(await sent().innerText()).toContain('Start a new verification');
});

test('a refusal is told, and there is nothing to check', async () => {
  await tab.page.getByLabel('Number with +, or e-mail address').fill('+19005550100');
  await tab.button('Start').click();
  await sent().getByText('Sending to this number is blocked').first().waitFor();
  expect(await tab.button('Check').isVisible()).toBe(false);
});

async function createFactor(): Promise<void> {
  await tab.button('Create a factor').click();
  await factor().getByText('Created').first().waitFor();
}

test('an authenticator app: created, verified, checked, removed', async () => {
  const { page, button } = tab;
  await createFactor();
  const [uri = '', secret = ''] = await page.locator('#factor code').allInnerTexts();
  expect(uri).toMatch(new RegExp(`^otpauth://totp/Sandbox:Test\\?secret=${secret}&`));
  await button('Copy Secret').click();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(secret);
  await button('Check the code').click();
  expect(await page.evaluate('document.getElementById("app-code").validity.valueMissing')).toBe(true);
  await button('Enter what the app would show').click();
  await page.waitForFunction('document.getElementById("app-code").value !== ""');
  const code = await page.getByLabel('Code of the app').inputValue();
  expect(code).toMatch(/^\d{6}$/);
  await page.getByLabel('Code of the app').fill(wrong(code));
  await button('Verify the factor').click();
  await factor().getByText('Unverified: the code is wrong.').first().waitFor();
  await button('Enter what the app would show').click();
  await page.waitForFunction(
    `!${JSON.stringify([wrong(code)])}.includes(document.getElementById("app-code").value)`,
  );
  await button('Verify the factor').click();
  await factor().getByText('Verified: the app is set up.').first().waitFor();
  await button('Check the code').click();
  await factor().getByText('Approved: the code is that of the app.').first().waitFor();
  await button('Remove').click();
  await factor().getByText('Removed').first().waitFor();
  expect(await page.locator('#factor code').count()).toBe(0);
  expect(await button('Check the code').isVisible()).toBe(false);
});

test('an identity that Verify would not take is refused by name', async () => {
  await tab.page.getByLabel('Identity').fill('robin@example.com');
  await tab.button('Create a factor').click();
  await factor().getByText('identity must be').first().waitFor();
});

test('axe-core finds nothing wrong in it, light and dark, and nothing sticks out at any width', async () => {
  const { page } = tab;
  await tab.button('Start').click();
  await sent().locator('.good').waitFor();
  await createFactor();
  for (const summary of await page.locator('#own summary').all()) await summary.click();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect([colorScheme, await violations(page)]).toEqual([colorScheme, []]);
  }
  for (const width of [360, 768, 1280, 1600]) {
    await page.setViewportSize({ height: 800, width });
    expect([width, await overflow(page)]).toEqual([width, 0]);
  }
});
