import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { PASSWORD } from '../../sandbox/auth0/users';
import { newcomer } from '../support/auth0-login';
import { violations } from '../support/axe';
import { openBrowser } from '../support/browser';
import { startNpm, type Running } from '../support/npm-start';
import { conversions, latestTo, messagesTo } from '../support/verify';

/** People at the pages of the local Auth0. Each test has a user of its own, and a number of its own. */

const FRAUD_GUARD = '+15005550410';

let running: Running;
let browser: Browser;

beforeAll(async () => {
  [running, browser] = await Promise.all([startNpm(), openBrowser()]);
});

afterAll(async () => {
  await Promise.all([running?.stop(), browser?.close()]);
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${running.sandboxUrl}/auth0/login`);
  return page;
}

async function signIn(page: Page, email: string, tenant = 'Unified phone experience'): Promise<void> {
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByLabel(tenant).check();
  await press(page, 'Continue');
}

/** And waits for what comes after it. */
const press = (page: Page, name: string) =>
  Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();

const enterCode = async (page: Page, to: string) => {
  await page.getByLabel('Enter the 6-digit code').fill((await latestTo(running, to)).code);
  await press(page, 'Continue');
};

const ways = (['custom-phone-provider', 'send-phone-message'] as const).flatMap((action) =>
  (['Text message', 'Voice call'] as const).map((by) => [action, by] as const),
);

test.each(ways)(
  '%s.js, %s: enrolment and then a sign-in, each approved in Verify, without any script',
  async (action, by) => {
    const { email, phone } = newcomer();
    const tenant = action === 'send-phone-message' ? 'Older tenant' : 'Unified phone experience';
    const [channel, how] = by === 'Text message' ? ['sms', 'a text message'] : ['call', 'a voice call'];

    const first = await open({ javaScriptEnabled: false });
    await signIn(first, email, tenant);
    expect(await heading(first)).toBe('Secure Your Account');
    await first.getByLabel('Phone number').fill(phone);
    await press(first, by);
    expect(await heading(first)).toBe('Verify Your Identity');
    expect(await conversions(running, phone)).toEqual(['unconverted']);
    // The phone is beside the page.
    const { text } = await latestTo(running, phone);
    expect(await first.getByLabel('On the phone').innerText()).toContain(text);
    await enterCode(first, phone);
    const enrolled = await first.getByRole('main').innerText();
    expect(enrolled).toContain('You are signed in');
    expect(enrolled).toContain(`${email} signed in with a password and a code by ${how}`);
    expect(enrolled).toContain(`actions/${action}.js`);
    expect(enrolled).toMatch(
      /gd_enrollment_complete, s as JSONARRAY: 200 received \d, approved 1, irrelevant \d/,
    );
    expect(await conversions(running, phone)).toEqual(['converted']);
    await first.context().close();

    const second = await open({ javaScriptEnabled: false });
    await signIn(second, email, tenant);
    await press(second, by);
    await enterCode(second, phone);
    const signedIn = await second.getByRole('main').innerText();
    expect(signedIn).toContain('You are signed in');
    expect(signedIn).toMatch(/gd_auth_succeed, s as JSONARRAY: 200 received \d, approved 1, irrelevant \d/);
    expect(await conversions(running, phone)).toEqual(['converted', 'converted']);
    expect(await messagesTo(running, phone)).toMatchObject([{ channel }, { channel }]);
    await second.context().close();
  },
);

test.each([
  ['Older tenant', 'Secure Your Account', ['There was a problem sending the SMS']],
  ['Unified phone experience', 'Verify Your Identity', []],
])('Fraud Guard refuses, %s: the page is %j and says %j', async (tenant, title, alerts) => {
  const page = await open();
  await signIn(page, newcomer().email, tenant);
  await page.getByLabel('Phone number').fill(FRAUD_GUARD);
  await press(page, 'Text message');
  expect(await heading(page)).toBe(title);
  expect(await page.getByRole('alert').allInnerTexts()).toEqual(alerts);
  expect(await page.getByLabel('On the phone').innerText()).toContain('Nothing.');
  expect(await page.getByLabel('In the tenant’s log').innerText()).toMatch(
    /gd_send_sms_failure .*Fraud Guard/,
  );
  expect(await messagesTo(running, FRAUD_GUARD)).toEqual([]);
  await page.context().close();
});

test('the keyboard alone: a wrong code, a call instead, and in', async () => {
  const { email, phone } = newcomer();
  const page = await open();
  const { keyboard } = page;
  const focused = () => page.evaluate('document.activeElement.name || document.activeElement.innerText');
  const tabTo = async (name: string) => {
    for (let n = 0; n < 12 && (await focused()) !== name; n += 1) await keyboard.press('Tab');
    expect(await focused()).toBe(name);
  };
  const type = async (name: string, text: string) => {
    await tabTo(name);
    await keyboard.type(text);
  };
  const enter = async () => {
    await Promise.all([page.waitForNavigation(), keyboard.press('Enter')]);
  };
  await type('email', email);
  await type('password', PASSWORD);
  await enter();
  await type('phone', phone);
  await enter();
  await type('code', '12');
  await enter();
  expect(await page.getByRole('alert').innerText()).toBe('OTP Code must have 6 numeric characters');
  await tabTo('channel');
  await keyboard.press('Tab');
  await enter();
  expect(await messagesTo(running, phone)).toMatchObject([{ channel: 'sms' }, { channel: 'call' }]);
  await type('code', (await latestTo(running, phone)).code);
  await enter();
  expect(await heading(page)).toBe('You are signed in');
  await page.context().close();
});

test('nobody is shut out, and nothing sticks out, light and dark', async () => {
  const { email, phone } = newcomer();
  const page = await open();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  const check = async () => {
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect([colorScheme, await violations(page)]).toEqual([colorScheme, []]);
    }
  };
  await check();
  await signIn(page, email);
  await check();
  await page.getByLabel('Phone number').fill(phone);
  await press(page, 'Voice call');
  await check();
  await page.getByLabel('Enter the 6-digit code').fill('1');
  await press(page, 'Continue');
  await check();
  await enterCode(page, phone);
  await check();
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await signIn(page, email);
  await check();
  // The one wrong code is a 400; and no policy was broken.
  expect(problems.filter((text) => !text.includes('400 (Bad Request)'))).toEqual([]);
  await page.context().close();
});
