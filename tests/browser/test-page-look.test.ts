import type { Browser } from 'playwright-core';
import { sandboxEnvironment } from '../support/bridge';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { startNpm, type Running } from '../support/npm-start';
import { openTestPage, overflow, type TestPage } from '../support/test-page';

/** What everybody must be able to read and use: axe-core in each state, and no width at which the page breaks out. */

const password = sandboxEnvironment['CONSOLE_PASSWORD'] ?? '';

let browser: Browser;
let running: Running;

beforeAll(async () => {
  [browser, running] = await Promise.all([openBrowser(), startNpm()]);
});
afterAll(async () => {
  await Promise.all([browser.close(), running.stop()]);
});

type State = [name: string, reach: (tab: TestPage) => Promise<void>];

/** One after the other, in one tab. */
const states: State[] = [
  ['first asked for the password', ({ page }) => page.getByLabel('Console password').waitFor()],
  [
    'refused',
    async ({ page, button }) => {
      await page.getByLabel('Console password').fill('not the password');
      await button('Open').click();
      await page.getByRole('alert').waitFor();
    },
  ],
  [
    'open',
    async ({ page, button }) => {
      await page.getByLabel('Console password').fill(password);
      await button('Open').click();
      await page.locator('#number-list li').first().waitFor();
      await page.locator('#status table').first().waitFor();
    },
  ],
  [
    'sent and approved, with all that folds open',
    async (tab) => {
      await tab.send({ caller: 'auth0-send-phone-message' });
      await tab.phone.first().waitFor();
      await tab.button('Play the outcome').click();
      await tab.report.getByText('Approved: Verify counts').first().waitFor();
      for (const summary of await tab.page.locator('summary').all()) await summary.click();
      await tab.page.locator('#conversion').scrollIntoViewIfNeeded();
      await tab.page.locator('#conversion table').waitFor();
    },
  ],
  [
    'blocked',
    async (tab) => {
      await tab.send({ to: '+15005550410' });
      await tab.reply.getByText('Sending to this number is blocked').first().waitFor();
    },
  ],
];

test('in each state axe-core finds nothing wrong, light and dark, and nothing sticks out at any width', async () => {
  const tab = await openTestPage(browser, running.url);
  const { page } = tab;
  const size = page.viewportSize() ?? { width: 1280, height: 800 };
  for (const [name, reach] of states) {
    await reach(tab);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([name, colorScheme, await violations(page)]).toEqual([name, colorScheme, []]);
    }
    for (const width of [360, 768, 1280, 1600]) {
      await page.setViewportSize({ ...size, width });
      expect([name, width, await overflow(page)]).toEqual([name, width, 0]);
    }
    await page.setViewportSize(size);
  }
  await tab.close();
  expect(tab.wrongs).toEqual([]);
});

test('its policy forbids what it does not need, and what these tests watch for is seen', async () => {
  const html = await (await fetch(running.url)).text();
  const [, policy = ''] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html) ?? [];
  expect(policy.split('; ').sort()).toEqual([
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "form-action 'self'",
    "img-src 'self' data:",
    "script-src 'self'",
    "style-src 'self'",
  ]);
  expect(html).not.toMatch(/\s(style|on\w+)="|<style|<script(?![^>]+src="\/)/i);
  const tab = await openTestPage(browser, running.url);
  await tab.page.evaluate(`
    const image = new Image();
    image.src = 'http://127.0.0.1:1/elsewhere.png';
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.body.append(image, script);
    document.body.setAttribute('style', 'color: red');`);
  expect(await tab.page.title()).not.toBe('run');
  for (const directive of ['img-src', 'script-src', 'style-src'])
    expect(tab.wrongs).toContainEqual(expect.stringContaining(directive));
  await tab.close();
});
