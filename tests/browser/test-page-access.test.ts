import type { Browser } from 'playwright-core';
import { sandboxEnvironment } from '../support/bridge';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { startNpm, type Running } from '../support/npm-start';
import { openTestPage, type TestPage } from '../support/test-page';

/** Who gets into the test page, and what it says where something is missing. */

const password = sandboxEnvironment['CONSOLE_PASSWORD'] ?? '';

let browser: Browser;
let running: Running;
/** A console without a password, and a bridge without its Verify service. */
let closed: Running;
let lacking: Running;
let tab: TestPage;

beforeAll(async () => {
  [browser, running] = await Promise.all([openBrowser(), startNpm()]);
  const changes = {
    TWILIO_API_BASE_URL: running.sandboxUrl,
    VERIFY_SERVICE_SID: '',
    PINGONE_PASSWORD: 'short',
  };
  [closed, lacking] = await Promise.all([startNpm({ CONSOLE_PASSWORD: '' }), startNpm(changes)]);
});
afterEach(async () => {
  await tab.close();
  expect(tab.wrongs).toEqual([]);
});
afterAll(async () => {
  await Promise.all([browser.close(), running.stop(), closed.stop(), lacking.stop()]);
});

const isOpen = () => tab.page.locator('#console').isVisible();
const stored = () =>
  tab.page.evaluate<string>('JSON.stringify([Object.values(sessionStorage), Object.values(localStorage)])');
const asked = () =>
  tab.requests
    .map((request) => new URL(request.url()).pathname)
    .filter((path) => path.startsWith('/console/'));

test.each(['/', '/index.html', '/assets/index.html'])('%s is the page', async (path) => {
  tab = await openTestPage(browser, running.url + path);
  expect(await tab.page.title()).toBe('verify-bridge: the test page');
  await tab.page.getByLabel('Console password').waitFor();
  // Whether the console is on, and nothing else.
  expect(asked()).toEqual(['/console/status']);
  expect(await tab.page.getByRole('alert').count()).toBe(0);
});

test('the page, its script and its style are small', async () => {
  const files = await Promise.all(['/', '/page.js', '/style.css'].map((path) => fetch(running.url + path)));
  const texts = await Promise.all(files.map((file) => file.text()));
  const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  expect(bytes).toBeLessThan(56_000);
  tab = await openTestPage(browser, running.url);
  const loaded = tab.requests.map((request) => new URL(request.url()).pathname);
  expect(loaded.filter((path) => !path.startsWith('/console/')).sort()).toEqual([
    '/',
    '/page.js',
    '/style.css',
  ]);
});

test('the address brings the password once; it stays in the tab, and not in the address', async () => {
  tab = await openTestPage(browser, `${running.url}/#${password}`);
  await tab.button('Send').waitFor();
  expect(tab.page.url()).toBe(`${running.url}/`);
  expect(await stored()).toBe(JSON.stringify([[password], []]));
  await tab.page.reload();
  await tab.button('Send').waitFor();
  await tab.button('Lock').click();
  await tab.page.getByLabel('Console password').waitFor();
  expect(await stored()).toBe('[[],[]]');
  await tab.page.reload();
  await tab.page.getByLabel('Console password').waitFor();
});

test('in a frame there is nothing to click on', async () => {
  tab = await openTestPage(browser, `${running.url}/problems.html`);
  await tab.page.route('**/framing', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="/#${password}"></iframe>` }),
  );
  await tab.page.goto(`${running.url}/framing`);
  const frame = tab.page.frameLocator('iframe');
  await frame.getByText('verify-bridge').waitFor();
  await tab.page.waitForLoadState('networkidle');
  expect(await frame.getByRole('button').count()).toBe(0);
  expect(asked()).toEqual([]);
});

test('a part of the page in the address is no password', async () => {
  tab = await openTestPage(browser, `${running.url}/#status`);
  await tab.page.getByLabel('Console password').waitFor();
  expect(tab.page.url()).toBe(`${running.url}/#status`);
  expect(await stored()).toBe('[[],[]]');
});

test('a wrong password says so, is not kept, and the right one opens', async () => {
  tab = await openTestPage(browser, `${running.url}/#not-the-password-at-all`);
  const alert = tab.page.getByRole('alert');
  await alert.getByText('That is not the console password').first().waitFor();
  expect(await alert.innerText()).toContain('CONSOLE_PASSWORD');
  expect(await isOpen()).toBe(false);
  expect(await stored()).toBe('[[],[]]');
  expect(asked()).toEqual(['/console/status']);
  expect(await tab.page.locator(':focus').getAttribute('id')).toBe('password');
  await tab.page.keyboard.type('wrong again');
  await Promise.all([tab.page.waitForResponse('**/console/status'), tab.page.keyboard.press('Enter')]);
  await tab.page.locator('#open:not([aria-disabled])').waitFor();
  expect(await alert.innerText()).toContain('That is not the console password');
  await tab.page.getByLabel('Console password').fill(password);
  await tab.button('Open').click();
  await tab.button('Send').waitFor();
  expect(await tab.page.locator('#gate').isVisible()).toBe(false);
  expect(await tab.page.locator(':focus').getAttribute('id')).toBe('title');
});

test('a password that no header can carry is a wrong one', async () => {
  tab = await openTestPage(browser, running.url);
  await tab.page.getByLabel('Console password').fill('пароль-пароль-пароль');
  await tab.button('Open').click();
  await tab.page.getByText('That is not the console password').waitFor();
});

test('a console that is off says how to switch it on', async () => {
  tab = await openTestPage(browser, closed.url);
  const alert = tab.page.getByRole('alert');
  await alert.getByText('The test page is switched off').first().waitFor();
  const told = await alert.innerText();
  for (const word of ['CONSOLE_PASSWORD', '.env', 'npm run deploy', 'openssl rand -hex 24'])
    expect(told).toContain(word);
  expect(await tab.page.getByLabel('Console password').isVisible()).toBe(false);
  expect(await violations(tab.page)).toEqual([]);
  expect(await isOpen()).toBe(false);
});

test('a bridge that lacks something says what, before and after sending', async () => {
  tab = await openTestPage(browser, `${lacking.url}/#${password}`);
  const { page } = tab;
  await page.locator('#readiness').getByText('VERIFY_SERVICE_SID is not set.').first().waitFor();
  const status = await page.locator('#status').innerText();
  expect(status).toMatch(/VERIFY_SERVICE_SID\s+every send\s+is not set/);
  expect(status).toMatch(/PINGONE_PASSWORD\s+calls from PingOne\s+is shorter than 16 characters/);
  expect(status).toMatch(/\/pingone\/sms\s+PingOne\s+closed/);
  await tab.send();
  await tab.reply.getByText('The bridge is not configured').first().waitFor();
  expect(await tab.reply.innerText()).toContain('What to do: Set each variable');
  expect(await violations(tab.page)).toEqual([]);
  await page.locator('#conversion').scrollIntoViewIfNeeded();
  await page.locator('#conversion').getByText('VERIFY_SERVICE_SID is not set.').first().waitFor();
});

test('outside the sandbox no number is filled in, and no phone is looked at', async () => {
  tab = await openTestPage(browser, running.url);
  await tab.page.route('**/console/status', async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Record<string, unknown>;
    await route.fulfill({ response, json: { ...body, sandbox: false } });
  });
  await tab.page.getByLabel('Console password').fill(password);
  await tab.button('Open').click();
  await tab.page.getByText('Messages reach real phones').waitFor();
  expect(await tab.page.getByLabel('Phone number').inputValue()).toBe('');
  expect(await tab.page.locator('#phone').isVisible()).toBe(false);
  expect(await tab.page.locator('#numbers').isVisible()).toBe(false);
  await tab.button('Send').click();
  expect(asked()).not.toContain('/console/send');
  expect(asked()).not.toContain('/console/messages');
});
