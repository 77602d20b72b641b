import { LoginBrowser, newcomer, startLoginLoop, type LoginLoop, type Page } from '../support/auth0-login';
import { auth0Action } from '../support/callers';

/** The local Auth0's login over HTTP: its pages, our real Actions, the real functions, and Verify's stand-in at the end. */

let loop: LoginLoop;
beforeAll(async () => {
  loop = await startLoginLoop();
});
beforeEach(() => loop.control('DELETE', 'requests'));
afterAll(() => loop.close());

const ways = (['custom-phone-provider', 'send-phone-message'] as const).flatMap((action) =>
  (['sms', 'call'] as const).map((channel) => [action, channel] as const),
);

test.each(ways)('%s, %s: enrolment and then a sign-in, each approved in Verify', async (action, channel) => {
  const { email, phone } = newcomer();
  const kind = channel === 'sms' ? 'sms' : 'voice';
  const browser = new LoginBrowser(loop.url);

  const enrolment = await browser.signIn(email, action);
  expect(enrolment.text).toContain('Secure Your Account');
  const asked = await browser.post('/auth0/enroll', { phone, channel });
  expect(asked.text).toContain(`XXXXXXX${phone.slice(-4)}`);
  expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 0 });
  const enrolled = await browser.post('/auth0/code', { code: await loop.code(phone) });
  expect(enrolled.text).toContain(`${email} signed in`);
  expect(enrolled.text).toMatch(/: 200 received \d, approved 1, irrelevant \d/);
  expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 1 });

  const again = new LoginBrowser(loop.url);
  expect((await again.signIn(email, action)).text).toContain('We will send a 6-digit code');
  await again.post('/auth0/challenge', { channel });
  const done = await again.post('/auth0/code', { code: await loop.code(phone) });
  expect(done.text).toMatch(/: 200 received \d, approved 1, irrelevant \d/);
  expect(await loop.attempts(phone)).toEqual({ sent: 2, used: 2 });

  expect(await loop.messages(phone)).toMatchObject([{ channel }, { channel }]);
  const [about] = (await loop.logs()).logs.slice(-1);
  expect(await loop.typesOf(about?.user_id ?? '')).toEqual([
    ...['gd_start_enroll', `gd_send_${kind}`, 'gd_enrollment_complete', 's'],
    ...['gd_start_auth', `gd_send_${kind}`, 'gd_auth_succeed', 's'],
  ]);
});

test('a call instead of a text: only the last code is good', async () => {
  const { email, phone } = newcomer();
  const browser = new LoginBrowser(loop.url);
  await browser.signIn(email);
  await browser.post('/auth0/enroll', { phone, channel: 'sms' });
  const first = await loop.code(phone);
  expect((await browser.post('/auth0/resend', { channel: 'call' })).text).toContain('We’ve called');
  const second = await loop.code(phone);
  // One time in a million both are the same, and then there is nothing to tell apart.
  if (first !== second) expect((await browser.post('/auth0/code', { code: first })).status).toBe(400);
  expect((await browser.post('/auth0/code', { code: second })).text).toContain('a voice call');
  expect(await loop.messages(phone)).toMatchObject([{ channel: 'sms' }, { channel: 'call' }]);
});

test('a seeded user has a phone', async () => {
  const page = await new LoginBrowser(loop.url).signIn('Sam.Lee@example.com');
  expect(page.text).toContain('XXXXXXX0143');
});

test('of the user nothing reaches the bridge or Verify but the number, and of the code nothing is logged', async () => {
  const { email, phone } = newcomer();
  const browser = new LoginBrowser(loop.url);
  await browser.signIn(email);
  loop.bridge.lines.length = 0;
  await browser.post('/auth0/enroll', { phone: phone.replace('+1', '+1 '), channel: 'sms' });
  const code = await loop.code(phone);
  await browser.post('/auth0/code', { code });
  const { logs, batches } = await loop.logs();

  const requests = await loop.control<{ requests: { path: string }[] }>('GET', 'requests');
  const asked = JSON.stringify(requests);
  for (const secret of [email, 'gold', 'auth0|', 'Sandbox app']) expect(asked).not.toContain(secret);
  // The login's own pages are no calls to an API.
  expect(requests.requests.map(({ path }) => path).filter((path) => path.startsWith('/auth0'))).toEqual([]);
  const told = JSON.stringify([logs, batches]) + loop.bridge.lines.join('\n');
  for (const secret of [`"${code}"`, ` ${code}`, auth0Action, 'sandbox-password'])
    expect(told).not.toContain(secret);
  expect(loop.bridge.lines.join('\n')).not.toContain(phone.slice(2));
  expect(loop.bridge.lines.join('\n')).not.toContain(email);
});

test('every page says what it is, runs no script and is not kept', async () => {
  const { email, phone } = newcomer();
  const browser = new LoginBrowser(loop.url);
  const pages: Page[] = [
    await browser.get('/auth0/login'),
    await browser.signIn(email),
    await browser.post('/auth0/enroll', { phone, channel: 'sms' }),
    await browser.post('/auth0/code', { code: '1' }),
    await browser.post('/auth0/code', { code: await loop.code(phone) }),
    await browser.signIn(email),
    await new LoginBrowser(loop.url).post('/auth0/code', { code: '1' }),
  ];
  for (const { text, html, headers } of pages) {
    expect(text).toContain('Local stand-in, not Auth0.');
    expect(html).not.toContain('<script');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

test('what a user types is shown as text', async () => {
  const browser = new LoginBrowser(loop.url);
  const email = '"><i>@example.com';
  const page = await browser.signIn(email);
  expect(page.text).toContain('Secure Your Account');
  const wrong = await browser.post('/auth0/enroll', { phone: email, channel: 'sms' });
  expect(wrong.html).not.toContain('<i>');
  expect(wrong.html).toContain('&#60;i&#62;');
});
