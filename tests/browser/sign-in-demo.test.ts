import type { Browser } from 'playwright-core';
import { violations } from '../support/axe';
import { sandboxEnvironment } from '../support/bridge';
import { openBrowser } from '../support/browser';
import { startNpm, type Running } from '../support/npm-start';
import { localPingone, type LocalPingone } from '../support/pingone-sign-in';
import { openTestPage } from '../support/test-page';
import { conversions, eventually, latestTo, messagesTo } from '../support/verify';
import { section } from '../unit/docs/documents';

/** A person at the demo's form, at the local PingOne, and back. Where a passcode is sent, no other test has the number. */

let running: Running;
let browser: Browser;
let pingone: LocalPingone;

beforeAll(async () => {
  [running, browser] = await Promise.all([startNpm(), openBrowser()]);
  pingone = localPingone(running, browser);
});
afterAll(async () => {
  await Promise.all([running?.stop(), browser?.close()]);
});

describe('who signs in', () => {
  test.each([
    ['robin.doe', 'Robin Doe', '+14155552670', 'sms', 'a text message', 'sms'],
    ['sam.roe', 'Sam Roe', '+14155552672', 'call', 'a telephone call', 'tel'],
  ] as const)('%s, and Verify hears of it', async (username, name, phone, channel, how, method) => {
    const email = `${username}@example.com`;
    const { page, press, password, enter, heading, text, claims } = await pingone.post({ email, phone });
    expect(await violations(page)).toEqual([]);
    expect(await heading()).toBe('On the way to PingOne');
    expect(await text()).toContain(`(415) 555-${phone.slice(-4)} is a mobile number.`);
    await press('Continue to PingOne', 'link');
    expect(await page.getByLabel('E-mail address').inputValue()).toBe(email);
    await password();
    const message = await latestTo(running, phone);
    expect(message.channel).toBe(channel);
    expect(await conversions(running, phone)).toEqual(['unconverted']);
    await enter(message.code);
    expect(await heading()).toBe('You are signed in');
    const shown = await text();
    for (const part of [name, email, phone, how]) expect(shown).toContain(part);
    const amr = JSON.stringify(['pwd', 'otp', method, 'mfa']);
    expect(await claims()).toMatchObject({ iss: pingone.issuer, amr, acr: 'Multi_Factor', name, email });
    expect(await violations(page)).toEqual([]);
    await pingone.approved(phone);
    expect(await conversions(running, phone)).toEqual(['converted']);
    expect(await pingone.typesOf(username)).toEqual(['NOTIFICATION.CREATED', 'OTP.CHECK_SUCCESS']);
  });

  test('for the first time enrols a phone, and the next time is asked at once', async () => {
    const phone = '+14155552680';
    const first = await pingone.enrol('alex.poe@example.com', '+1 (415) 555-2680');
    await first.enter((await latestTo(running, phone)).code);
    expect(await first.heading()).toBe('You are signed in');
    expect(await first.text()).toContain(phone);
    await pingone.approved(phone);
    expect(await pingone.typesOf('alex.poe')).toEqual([
      ...['DEVICE.CREATED', 'NOTIFICATION.CREATED', 'DEVICE.ACTIVATED'],
    ]);
    const second = await pingone.begin({ email: 'alex.poe@example.com' });
    await second.password();
    expect(await second.heading()).toBe('Enter your passcode');
    expect(await messagesTo(running, phone)).toHaveLength(2);
  });

  test('reads the passcode off the phone of the test page', async () => {
    const { page, press, password, enter, heading } = await pingone.begin({ email: 'reader@example.org' });
    await password();
    await page.getByLabel('Phone number').fill('+14155552692');
    await press('Send a passcode');
    const address = `${running.url}/#${sandboxEnvironment['CONSOLE_PASSWORD']}`;
    const tab = await openTestPage(browser, address);
    const message = tab.phone.filter({ hasText: '+14155552692' });
    await enter(await message.locator('mark').innerText());
    expect(await heading()).toBe('You are signed in');
    expect(tab.wrongs).toEqual([]);
  });

  test('with a password alone is told so, and nothing is sent', async () => {
    const { page, password, text } = await pingone.begin({ email: 'kim.loe@example.com' });
    await password();
    expect(await text()).toContain('Only a password was used.');
    expect(await violations(page)).toEqual([]);
    expect(await pingone.activities('kim.loe')).toEqual([]);
  });
});

describe('the number in the form', () => {
  test.each([
    ['that is invalid', '+15005550200', 'There is no such number'],
    ['of a landline', '+15005550205', '(500) 555-0205 is a landline.'],
  ])('%s is told so, beside its field, and another goes on', async (_, phone, words) => {
    const { page, press, heading } = await pingone.post({ email: 'robin.doe@example.com', phone });
    expect(await heading()).toBe('Not with this number');
    const field = page.getByLabel('Mobile number');
    expect(await page.locator('#phone:focus').count()).toBe(1);
    expect(await field.inputValue()).toBe(phone);
    expect(await page.getByText(words).isVisible()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await field.fill('+14155552671');
    await press('Check the number and go on');
    expect(await heading()).toBe('On the way to PingOne');
    await page.keyboard.press('Enter');
    await page.getByLabel('E-mail address').waitFor();
  });

  test('and the form at another address of this machine leads to the right one', async () => {
    const elsewhere = { ...running, url: running.url.replace('localhost', '127.0.0.1') };
    const { press, heading } = await localPingone(elsewhere, browser).post({
      email: 'robin.doe@example.com',
    });
    expect(await heading()).toBe('This did not come from the form');
    await press(`${running.url}/demo/index.html`, 'link');
    expect(await heading()).toBe('Sign in with PingOne');
  });
});

describe('nobody is signed in', () => {
  test('by three wrong passcodes, which lock the phone for two minutes', async () => {
    const [email, phone] = ['wrong@example.org', '+14155552683'];
    const newcomer = await pingone.enrol(email, phone);
    await newcomer.enter((await latestTo(running, phone)).code);
    await pingone.approved(phone);

    const { press, password, enter, problem, heading, text } = await pingone.begin({ email });
    await pingone.control('pingone/next-otp', { otp: '111111' });
    await password();
    await enter('222222');
    expect(await problem()).toBe('This passcode is wrong. 2 attempts are left.');
    await enter('333333');
    expect(await problem()).toBe('This passcode is wrong. One attempt is left.');
    await enter('444444');
    expect(await heading()).toBe('Too many wrong passcodes');
    await press('Back to the application');
    expect(await heading()).toBe('PingOne did not sign you in');
    expect(await text()).not.toContain(email);
    const end = ['OTP.CHECK_INVALID', 'OTP.CHECK_INVALID', 'OTP.CHECK_FAILED', 'DEVICE.LOCKED'];
    expect((await pingone.typesOf(email)).slice(-4)).toEqual(end);
    expect(await conversions(running, phone)).toEqual(['unconverted', 'converted']);

    const again = await pingone.begin({ email });
    await again.password();
    expect(await again.heading()).toBe('Too many wrong passcodes');
    expect(await messagesTo(running, phone)).toHaveLength(2);
    await pingone.control('clock', { advance_seconds: 120 });
    const later = await pingone.begin({ email });
    await later.password();
    expect(await later.heading()).toBe('Enter your passcode');
  });

  test('where Fraud Guard refuses: the user is told little, the administrator all', async () => {
    const [email, phone] = ['fraud@example.org', '+15005550410'];
    const { page, press, heading } = await pingone.enrol(email, phone);
    expect(await heading()).toBe('No passcode was sent');
    const hint = page.locator('.hint');
    const behind = await hint.innerText();
    expect(await violations(page)).toEqual([]);
    await hint.evaluate((element) => element.remove());
    const shown = await page.locator('body').innerText();
    expect(shown).toContain('We could not send you a passcode.');
    expect(shown).not.toMatch(/fraud|403|blocked|Twilio|Verify/i);
    expect(await messagesTo(running, phone)).toEqual([]);
    const rejected = (await pingone.activities(email)).at(-1);
    expect(rejected).toMatchObject({
      action: { type: 'NOTIFICATION.REJECTED' },
      result: { status: 'FAILED' },
    });
    const reason = rejected?.result.description ?? '';
    expect(reason).toMatch(/^The provider answered 403: .*Fraud Guard/);
    expect(behind).toContain(reason);
    await press('Use another number');
    expect(await heading()).toBe('Add your phone');
  });

  test('who cancels', async () => {
    const { page, press, heading, text } = await pingone.begin({ email: 'robin.doe@example.com' });
    await press('Cancel');
    expect(await heading()).toBe('PingOne did not sign you in');
    expect(await text()).toContain('access_denied');
    expect(await violations(page)).toEqual([]);
    await press('Begin again', 'link');
    expect(await heading()).toBe('Sign in with PingOne');
    expect(await violations(page)).toEqual([]);
  });

  test('with the state of another sign-in, whoever proved to be there', async () => {
    const { page, press, password, heading, text } = await pingone.post({ email: 'kim.loe@example.com' });
    await page.evaluate(`
      const link = document.querySelector('a.button');
      const address = new URL(link.href);
      address.searchParams.set('state', 'x'.repeat(43));
      link.href = address;`);
    await press('Continue to PingOne', 'link');
    await password();
    expect(new URL(page.url()).searchParams.get('code')).toMatch(/^[\w-]{20,}$/);
    expect(await heading()).toBe('This answer belongs to another sign-in');
    expect(await text()).not.toMatch(/kim/i);
    expect(await violations(page)).toEqual([]);
  });

  test('a second time by the same answer, not even with the cookie that came before it', async () => {
    const { page, password, heading, text } = await pingone.begin({ email: 'kim.loe@example.com' });
    const kept = await page.context().cookies(running.url);
    expect(kept.map(({ name }) => name)).toContain('__Host-sign-in');
    await password();
    expect(await heading()).toBe('You are signed in');
    const answer = page.url();
    await page.reload();
    expect(await heading()).toBe('No sign-in was begun here');
    expect(await text()).not.toContain('Kim');
    await page.context().addCookies(kept);
    await page.goto(answer);
    expect(await heading()).toBe('The sign-in could not be completed');
    expect(await text()).toContain('it was used before');
    expect(await text()).not.toContain('Kim');
  });
});

describe('docs/sign-in-demo.md', () => {
  const commands = [
    ...section('docs/sign-in-demo.md', '## In the sandbox').matchAll(
      /^curl http:\/\/127\.0\.0\.1:3001(\/sandbox\/\S+)(?: -d '([^']+)')?$/gm,
    ),
  ].map(([, path = '', body]) => [path, body] as const);

  test('shows commands that the sandbox takes', async () => {
    expect(commands.length).toBeGreaterThan(5);
    for (const [path, body] of commands) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const init = body === undefined ? {} : { method: 'POST', headers, body };
      const { status } = await fetch(running.sandboxUrl + path, init);
      expect([path, status]).toEqual([path, 200]);
    }
  });

  test('says what becomes of a passcode that PingOne takes once Verify has forgotten it', async () => {
    const phone = '+14155552693';
    const { enter, heading } = await pingone.enrol('slow@example.org', phone);
    const { code } = await latestTo(running, phone);
    await pingone.control('clock', { advance_seconds: 601 });
    await enter(code);
    expect(await heading()).toBe('You are signed in');
    await eventually(
      () => Promise.resolve(running.output()),
      (log) => /"endpoint":"pingone\/events".*"no_pending_verification":1/.test(log),
    );
    expect(await conversions(running, phone)).toEqual(['unconverted']);
  });
});
