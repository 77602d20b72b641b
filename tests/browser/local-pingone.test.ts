import type { Browser } from 'playwright-core';
import { violations } from '../support/axe';
import { sandboxEnvironment } from '../support/bridge';
import { openBrowser } from '../support/browser';
import { basic } from '../support/callers';
import { startNpm, type Running } from '../support/npm-start';
import { localPingone, type LocalPingone, type SigningIn } from '../support/pingone-sign-in';
import { latestTo, messagesTo } from '../support/verify';

/**
 * The local PingOne's own: what it does beside the sign-ins of sign-in-demo.test.ts. Each test has a user of its own, and
 * a number of its own.
 */

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

const codeTo = async (phone: string) => (await latestTo(running, phone)).code;
const SIGNED_IN = 'You are signed in';

describe('the password', () => {
  test('is enough under the policy Single_Factor, and a second user in the same browser is not the first', async () => {
    const acrValues = 'Single_Factor';
    const first = await pingone.begin({ email: 'first@example.org', acrValues });
    await first.password();
    const amr = JSON.stringify(['pwd']);
    expect(await first.claims()).toMatchObject({ email: 'first@example.org', amr, acr: acrValues });
    const second = await pingone.begin({ email: 'second@example.org', acrValues }, first.page.context());
    await second.password();
    expect(await second.claims()).toMatchObject({ email: 'second@example.org', amr });
  });

  test('is refused where it is wrong, and not shown again', async () => {
    const { page, password, problem } = await pingone.begin({ email: 'pat@example.org' });
    await password('another');
    expect(await problem()).toBe('The e-mail address or the password is wrong.');
    expect(await page.content()).not.toContain('another');
  });
});

test('what is wrong is said in the title, and at its field', async () => {
  const { page, password, press, enter } = await pingone.begin({ email: 'mistakes@example.org' });
  const told = async (label: string) => {
    const field = page.getByLabel(label);
    const described = await field.getAttribute('aria-describedby');
    const problem = described === null ? null : await page.locator(`#${described}`).innerText();
    return [await page.title(), await field.getAttribute('aria-invalid'), problem];
  };
  const wrong = (heading: string) => [
    `Error: ${heading} · local stand-in of PingOne`,
    'true',
    expect.stringMatching(/./) as string,
  ];
  const well = (heading: string) => [`${heading} · local stand-in of PingOne`, null, null];

  expect(await told('Password')).toEqual(well('Sign in'));
  await password('another');
  expect(await told('Password')).toEqual(wrong('Sign in'));
  await password();
  expect(await told('Phone number')).toEqual(well('Add your phone'));
  await page.getByLabel('Phone number').fill('(415) 555-2694');
  await press('Send a passcode');
  expect(await told('Phone number')).toEqual(wrong('Add your phone'));
  await page.getByLabel('Phone number').fill('+14155552694');
  await press('Send a passcode');
  expect(await told('Passcode')).toEqual(well('Enter your passcode'));
  await enter('wrong');
  expect(await told('Passcode')).toEqual(wrong('Enter your passcode'));
  await press('Send a new passcode');
  expect(await told('Passcode')).toEqual(well('Enter your passcode'));
});

describe('passcodes', () => {
  test.each([
    ['studio', 'z1@example.org', '+14155552681'],
    ['recommended', 'z2@example.org', '+14155552682'],
  ])('leading zeros survive the %s body', async (body, email, phone) => {
    await pingone.control('pingone/provider', { body });
    await pingone.control('pingone/next-otp', { otp: '000042' });
    const { enter, heading } = await pingone.enrol(email, phone);
    await pingone.control('pingone/provider', { body: 'studio' });
    expect(await codeTo(phone)).toBe('000042');
    await enter('000 042');
    expect(await heading()).toBe(SIGNED_IN);
  });

  test('after half an hour it has expired; a new one works', async () => {
    const phone = '+14155552684';
    const { enter, problem, press, heading } = await pingone.enrol('late@example.org', phone);
    const code = await codeTo(phone);
    await pingone.control('clock', { advance_seconds: 1800 });
    await enter(code);
    expect(await problem()).toBe('This passcode has expired. Ask for a new one.');
    await press('Send a new passcode');
    await enter(await codeTo(phone));
    expect(await heading()).toBe(SIGNED_IN);
  });

  test('a call instead of a message has a code of its own, and the old one is void', async () => {
    const phone = '+14155552685';
    await pingone.control('pingone/next-otp', { otp: '111111' });
    const { press, enter, problem, page, claims } = await pingone.enrol('call@example.org', phone);
    await pingone.control('pingone/next-otp', { otp: '222222' });
    await press('Call me instead');
    expect(await page.getByText('We are calling').innerText()).toContain('+1******2685');
    expect((await messagesTo(running, phone)).map(({ channel }) => channel)).toEqual(['sms', 'call']);
    await enter('111111');
    expect(await problem()).toContain('This passcode is wrong.');
    await enter('222222');
    expect((await claims())['amr']).toContain('"tel"');
  });

  test('after three more of one kind there are no more, but the last one is still good', async () => {
    const phone = '+14155552686';
    const { press, problem, enter, heading } = await pingone.enrol('again@example.org', phone);
    for (let n = 0; n < 3; n += 1) await press('Send a new passcode');
    expect(await messagesTo(running, phone)).toHaveLength(4);
    await press('Send a new passcode');
    expect(await problem()).toBe('That was the last message for now. Try again in 30 minutes.');
    expect(await messagesTo(running, phone)).toHaveLength(4);
    await enter(await codeTo(phone));
    expect(await heading()).toBe(SIGNED_IN);
  });

  test('a text message that is refused can be a call', async () => {
    const { press, enter, heading } = await pingone.enrol('nosms@example.org', '+15005550223');
    await press('Call me');
    await enter(await codeTo('+15005550223'));
    expect(await heading()).toBe(SIGNED_IN);
  });

  test('a number without its country code is not sent to', async () => {
    const { heading, problem } = await pingone.enrol('local@example.org', '(415) 555-2687');
    expect(await heading()).toBe('Add your phone');
    expect(await problem()).toContain('country code');
    expect(await pingone.activities('local@example.org')).toEqual([]);
  });
});

describe('the OpenID provider', () => {
  test('without PKCE there is no sign-in', async () => {
    const without = { code_challenge: undefined, code_challenge_method: undefined };
    const { page } = await pingone.authorize(without);
    const answer = new URL(page.url());
    expect(answer.origin + answer.pathname).toBe(`${running.url}/auth/callback`);
    expect(answer.searchParams.get('error')).toBe('invalid_request');
  });

  test.each(['http://localhost:1/auth/callback', 'https://evil.example/auth/callback'])(
    'nobody is sent to %s',
    async (uri) => {
      const { page, heading } = await pingone.authorize({ redirect_uri: uri });
      expect(await heading()).toBe('You cannot sign in here');
      expect(page.url()).toContain(pingone.issuer);
    },
  );

  test('an application with a secret must give it, PKCE or not', async () => {
    const other = await startNpm({ PINGONE_APP_SECRET: 'sandbox-pingone-app-secret' });
    const { issuer } = localPingone(other, browser);
    const error = async (secret: string) => {
      const form = { grant_type: 'authorization_code', code: 'x', code_verifier: 'x'.repeat(43) };
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: basic(sandboxEnvironment['PINGONE_APP_ID'] ?? '', secret) },
        body: new URLSearchParams({ ...form, redirect_uri: `${other.url}/auth/callback` }),
      });
      return ((await response.json()) as { error: string }).error;
    };
    expect(await error('sandbox-pingone-app-secret')).toBe('invalid_grant');
    expect(await error('another')).toBe('invalid_client');
    await other.stop();
  });

  test('who signs out is asked, and led back', async () => {
    const email = 'leaving@example.org';
    const { page, password, press, heading } = await pingone.begin({ email, acrValues: 'Single_Factor' });
    await password();
    expect(await heading()).toBe(SIGNED_IN);
    const back = `${running.url}/demo/index.html`;
    const query = { client_id: sandboxEnvironment['PINGONE_APP_ID'] ?? '', post_logout_redirect_uri: back };
    await page.goto(`${pingone.issuer}/signoff?${new URLSearchParams(query).toString()}`);
    expect(await heading()).toBe('Sign out');
    expect(await violations(page)).toEqual([]);
    await press('Sign out');
    expect(page.url()).toBe(back);
  });

  test('a sign-in is that of its browser alone', async () => {
    const { page } = await pingone.authorize({});
    const response = await fetch(page.url());
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('password');
  });

  test('nobody who has a phone can put another in its place with the password alone', async () => {
    const email = 'owner@example.org';
    const first = await pingone.enrol(email, '+14155552688');
    await first.enter(await codeTo('+14155552688'));
    const { page, password, press, heading } = await pingone.begin({ email });
    await password();
    await page.evaluate(`document.querySelector('button[value=check]').value = 'enrol'`);
    await page.evaluate(`document.querySelector('#otp').name = 'phone'`);
    await page.getByLabel('Passcode').fill('+14155552689');
    await press('Sign in');
    expect(await heading()).toBe('Enter your passcode');
    expect(await messagesTo(running, '+14155552689')).toEqual([]);
  });
});

test('every page is accessible and says that it is a stand-in', async () => {
  const seen: string[] = [];
  const look = async ({ page, heading }: SigningIn) => {
    seen.push(await heading());
    expect(await page.getByRole('banner').innerText()).toContain('This is not PingOne.');
    expect(await violations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violations(page)).toEqual([]);
  };
  const signingIn = await pingone.begin({ email: 'looks@example.org' });
  await look(signingIn);
  await signingIn.password('wrong');
  await look(signingIn);
  await signingIn.password();
  await look(signingIn);
  await signingIn.page.getByLabel('Phone number').fill('+15005550410');
  await signingIn.press('Send a passcode');
  await look(signingIn);
  await signingIn.press('Use another number');
  await signingIn.page.getByLabel('Phone number').fill('+14155552690');
  await signingIn.press('Send a passcode');
  for (let n = 0; n < 3; n += 1) {
    await look(signingIn);
    await signingIn.enter('wrong');
  }
  await look(signingIn);
  await look(await pingone.authorize({ redirect_uri: 'http://localhost:1/' }));
  expect(new Set(seen)).toEqual(
    new Set([
      ...['Sign in', 'Add your phone', 'No passcode was sent', 'Enter your passcode'],
      ...['Too many wrong passcodes', 'You cannot sign in here'],
    ]),
  );
});

test('npm start prints nothing of the provider, and the functions log no passcode and no number', async () => {
  const phone = '+14155552691';
  const { enter } = await pingone.enrol('logged@example.org', phone);
  const code = await codeTo(phone);
  await enter(code);
  await pingone.approved(phone);
  const [, log = ''] = running.output().split('Ctrl-C stops everything.');
  expect(log).toContain('"outcome":"signed_in"');
  expect(running.output()).not.toMatch(/oidc|WARNING|NOTICE/);
  expect(log).not.toMatch(new RegExp(`${phone.slice(2)}|logged|(?<!\\w)${code}(?!\\w)`));
});
