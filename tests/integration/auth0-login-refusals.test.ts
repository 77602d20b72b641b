import {
  LoginBrowser,
  newcomer,
  startAuth0,
  startLoginLoop,
  type LoginLoop,
  type Page,
} from '../support/auth0-login';

/** What goes wrong in the local Auth0's login: what the user is told, what the tenant's log says, and what was sent. */

let loop: LoginLoop;
beforeAll(async () => {
  loop = await startLoginLoop();
});
afterAll(() => loop.close());

const FRAUD_GUARD = '+15005550410';

/** A new user's browser at the page for the code, or where the attempt to get there led. */
async function asking(to: string, action: string, channel = 'sms'): Promise<[LoginBrowser, Page, string]> {
  const browser = new LoginBrowser(loop.url);
  const { email } = newcomer();
  await browser.signIn(email, action);
  const page = await browser.post('/auth0/enroll', { phone: to, channel });
  const { logs } = await loop.logs();
  return [browser, page, logs.at(-1)?.user_id ?? ''];
}

async function failuresOf(userId: string) {
  const { logs } = await loop.logs();
  return logs
    .filter(({ type, user_id: id }) => id === userId && type.endsWith('_failure'))
    .map(({ type, description, details }) => ({ type, description, ...details['failure_details'] }));
}

describe('a number that Fraud Guard refuses', () => {
  test('older tenant: the user is told that it failed, and the log says why', async () => {
    const [, page, userId] = await asking(FRAUD_GUARD, 'send-phone-message');
    expect(page.text).toContain('Secure Your Account There was a problem sending the SMS');
    const [failure, ...others] = await failuresOf(userId);
    expect(others).toEqual([]);
    expect(failure).toMatchObject({ type: 'gd_send_sms_failure', errorCode: 'throw' });
    expect(failure?.description).toMatch(
      /^Guardian - Error on send-phone-message-hook: .*Fraud Guard.*\(blocked/,
    );
    expect(await loop.messages(FRAUD_GUARD)).toEqual([]);
  });

  test('unified phone experience: the user is told nothing of it, the log is, and it is not tried again', async () => {
    const [, page, userId] = await asking(FRAUD_GUARD, 'custom-phone-provider', 'call');
    expect(page.status).toBe(200);
    const [forTheUser = ''] = page.text.split('The rest is what happens behind the page');
    expect(forTheUser).toContain('We’ve called');
    expect(forTheUser).not.toMatch(/problem|block|fraud/i);
    const failures = await failuresOf(userId);
    expect(failures).toMatchObject([{ type: 'gd_send_voice_failure', errorCode: 'drop' }]);
    expect(failures[0]).toMatchObject({ message: expect.stringMatching(/Fraud Guard.*\(blocked/) as string });
    expect(await loop.messages(FRAUD_GUARD)).toEqual([]);
  });
});

describe('while Verify is unavailable', () => {
  const unavailable = (to: string, times: number) =>
    loop.control('POST', 'faults', { match: { to }, status: 503, times });

  test('unified phone experience: tried again, and sent once', async () => {
    const { phone } = newcomer();
    await unavailable(phone, 2);
    const [browser, page, userId] = await asking(phone, 'custom-phone-provider');
    expect(page.text).toContain('We’ve sent a text message');
    expect(await loop.typesOf(userId)).toEqual([
      ...['gd_start_enroll', 'gd_send_sms_failure', 'gd_send_sms_failure', 'gd_send_sms'],
    ]);
    expect(await failuresOf(userId)).toMatchObject([{ errorCode: 'retry' }, { errorCode: 'retry' }]);
    expect(await loop.messages(phone)).toHaveLength(1);
    const done = await browser.post('/auth0/code', { code: await loop.code(phone) });
    expect(done.text).toContain('You are signed in');
    expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 1 });
  });

  test('unified phone experience: tried again five times, and no more', async () => {
    const { phone } = newcomer();
    await unavailable(phone, 6);
    const [, , userId] = await asking(phone, 'custom-phone-provider');
    expect(await failuresOf(userId)).toHaveLength(6);
    expect(await loop.messages(phone)).toEqual([]);
    const { faults } = await loop.control<{ faults: unknown[] }>('GET', 'faults');
    expect(faults).toEqual([]);
  });

  test('older tenant: not tried again', async () => {
    const { phone } = newcomer();
    await unavailable(phone, 1);
    const [browser, page, userId] = await asking(phone, 'send-phone-message', 'call');
    expect(page.text).toContain('There was a problem making the voice call');
    expect(await loop.typesOf(userId)).toEqual(['gd_start_enroll', 'gd_send_voice_failure']);
    expect(await loop.messages(phone)).toEqual([]);
    const second = await browser.post('/auth0/enroll', { phone, channel: 'call' });
    expect(second.text).toContain('We’ve called');
  });
});

describe('the code', () => {
  const wrongOf = (code: string) => code.replace(/.$/, (digit) => String((Number(digit) + 1) % 10));

  test('wrong three times, then right', async () => {
    const { phone } = newcomer();
    const [browser, , userId] = await asking(phone, 'custom-phone-provider');
    const code = await loop.code(phone);
    for (let n = 0; n < 3; n += 1) {
      const page = await browser.post('/auth0/code', { code: wrongOf(code) });
      expect([page.status, page.text]).toEqual([
        400,
        expect.stringContaining('The code you entered is invalid'),
      ]);
      expect(page.html).toContain('<title>Error: ');
    }
    expect((await loop.attempts(phone)).used).toBe(0);
    expect((await browser.post('/auth0/code', { code })).text).toContain('You are signed in');
    expect(await loop.typesOf(userId)).toEqual([
      ...['gd_start_enroll', 'gd_send_sms', 'gd_auth_failed', 'gd_auth_failed', 'gd_auth_failed'],
      ...['gd_enrollment_complete', 's'],
    ]);
    expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 1 });
  });

  test('wrong ten times: then the right one is refused, too, for an hour', async () => {
    const { phone } = newcomer();
    const [browser, , userId] = await asking(phone, 'custom-phone-provider');
    const code = await loop.code(phone);
    for (let n = 0; n < 10; n += 1) await browser.post('/auth0/code', { code: wrongOf(code) });
    const page = await browser.post('/auth0/code', { code });
    expect([page.status, page.text]).toEqual([429, expect.stringContaining('Too many failed codes')]);
    expect((await loop.typesOf(userId)).at(-1)).toBe('gd_otp_rate_limit_exceed');
    expect((await loop.attempts(phone)).used).toBe(0);
  });

  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６'])(
    '%j is none, and counts for nothing',
    async (code) => {
      const { phone } = newcomer();
      const [browser, , userId] = await asking(phone, 'custom-phone-provider');
      const page = await browser.post('/auth0/code', { code });
      expect([page.status, page.text]).toEqual([
        400,
        expect.stringContaining('must have 6 numeric characters'),
      ]);
      expect(await loop.typesOf(userId)).not.toContain('gd_auth_failed');
    },
  );

  test('older than five minutes', async () => {
    const { phone } = newcomer();
    const [browser] = await asking(phone, 'send-phone-message');
    const code = await loop.code(phone);
    await loop.control('POST', 'clock', { advance_seconds: 301 });
    const page = await browser.post('/auth0/code', { code });
    expect([page.status, page.text]).toEqual([400, expect.stringContaining('Invalid or expired user code')]);
    await browser.post('/auth0/resend', { channel: 'sms' });
    const done = await browser.post('/auth0/code', { code: await loop.code(phone) });
    expect(done.text).toContain('You are signed in');
  });

  test('used once: the form leads on, and nothing is told again', async () => {
    const { phone } = newcomer();
    const [browser, , userId] = await asking(phone, 'custom-phone-provider');
    const code = await loop.code(phone);
    await browser.post('/auth0/code', { code });
    const before = await loop.typesOf(userId);
    expect((await browser.send('/auth0/code', { code })).location).toBe('/auth0/done');
    expect((await browser.send('/auth0/resend', { channel: 'sms' })).location).toBe('/auth0/done');
    expect(await loop.typesOf(userId)).toEqual(before);
    expect(await loop.messages(phone)).toHaveLength(1);
  });
});

test('ten messages an hour: Verify refuses the sixth unknown to the user, and Auth0 the eleventh', async () => {
  const { phone } = newcomer();
  const [browser, , userId] = await asking(phone, 'custom-phone-provider');
  for (let n = 2; n <= 10; n += 1) {
    const page = await browser.post('/auth0/resend', { channel: 'sms' });
    expect([n, page.status]).toEqual([n, 200]);
  }
  const page = await browser.post('/auth0/resend', { channel: 'call' });
  expect([page.status, page.text]).toEqual([
    429,
    expect.stringContaining('exceeded the amount of voice calls'),
  ]);
  const types = await loop.typesOf(userId);
  expect(types.filter((type) => type === 'gd_send_sms')).toHaveLength(5);
  expect(types.filter((type) => type === 'gd_send_sms_failure')).toHaveLength(5);
  expect(types.at(-1)).toBe('limit_phone');
  expect(await loop.messages(phone)).toHaveLength(5);
});

test.each([
  ['', 'Please enter a phone number'],
  ['   ', 'Please enter a phone number'],
  ['12', 'Seems that your phone number is not valid'],
  ['+1 202 155', 'Seems that your phone number is not valid'],
  ['me', 'Seems that your phone number is not valid'],
])('%j is no phone number', async (phone, said) => {
  const before = (await loop.logs()).logs.length;
  const [, page] = await asking(phone, 'custom-phone-provider');
  expect([page.status, page.text]).toEqual([400, expect.stringContaining(said)]);
  expect((await loop.logs()).logs).toHaveLength(before);
});

describe('a form', () => {
  test.each([
    ['without its token', ''],
    ['with another', 'x'.repeat(43)],
  ])('%s does nothing', async (_, formToken) => {
    const { phone } = newcomer();
    const [browser, , userId] = await asking(phone, 'custom-phone-provider');
    const code = await loop.code(phone);
    const before = await loop.typesOf(userId);
    for (const path of ['code', 'resend', 'enroll', 'challenge', 'login']) {
      const page = await browser.send(`/auth0/${path}`, {
        code,
        channel: 'sms',
        phone,
        form_token: formToken,
      });
      expect([path, page.status, page.text]).toEqual([path, 403, expect.stringContaining('no longer good')]);
    }
    expect(await loop.typesOf(userId)).toEqual(before);
    expect(await loop.messages(phone)).toHaveLength(1);
  });

  test('with the token of another session does nothing', async () => {
    const { phone } = newcomer();
    const [browser] = await asking(phone, 'custom-phone-provider');
    const [other] = await asking(newcomer().phone, 'custom-phone-provider');
    const page = await browser.send('/auth0/resend', { channel: 'sms', form_token: other.formToken });
    expect(page.status).toBe(403);
    expect(await loop.messages(phone)).toHaveLength(1);
  });

  test('after an hour does nothing', async () => {
    const { phone } = newcomer();
    const [browser] = await asking(phone, 'custom-phone-provider');
    await loop.control('POST', 'clock', { advance_seconds: 3600 });
    expect((await browser.send('/auth0/resend', { channel: 'sms' })).status).toBe(403);
    expect((await browser.get('/auth0/code')).location).toBe('/auth0/login');
    expect(await loop.messages(phone)).toHaveLength(1);
  });
});

describe('a session', () => {
  test('has a cookie that scripts and other sites do not get, and a new one once the password was right', async () => {
    const browser = new LoginBrowser(loop.url);
    const first = (await browser.get('/auth0/login')).headers.get('set-cookie');
    const given = { email: newcomer().email, password: 'sandbox-password' };
    const second = (await browser.send('/auth0/login', given)).headers.get('set-cookie');
    for (const cookie of [first, second]) expect(cookie).toMatch(/; Path=\/auth0; HttpOnly; SameSite=Lax$/);
    expect(second).not.toBe(first);
  });

  test.each(['enroll', 'challenge', 'code', 'done'])('is needed for /auth0/%s', async (path) => {
    expect((await new LoginBrowser(loop.url).get(`/auth0/${path}`)).location).toBe('/auth0/login');
  });

  test.each(['challenge', 'code', 'done'])('cannot skip enrolment: /auth0/%s', async (path) => {
    const browser = new LoginBrowser(loop.url);
    await browser.signIn(newcomer().email);
    expect((await browser.get(`/auth0/${path}`)).location).toBe('/auth0/enroll');
  });

  test('cannot finish an enrolment once another browser has', async () => {
    const [{ email, phone }, { phone: other }] = [newcomer(), newcomer()];
    const browsers = [new LoginBrowser(loop.url), new LoginBrowser(loop.url)] as const;
    for (const browser of browsers) await browser.signIn(email);
    await browsers[0].post('/auth0/enroll', { phone, channel: 'sms' });
    await browsers[1].post('/auth0/enroll', { phone: other, channel: 'sms' });
    await browsers[0].post('/auth0/code', { code: await loop.code(phone) });
    const page = await browsers[1].send('/auth0/code', { code: await loop.code(other) });
    expect(page.location).toBe('/auth0/challenge');
    expect((await loop.attempts(other)).used).toBe(0);
  });

  test('cannot enrol another phone in the place of one that is enrolled', async () => {
    const { phone } = newcomer();
    const browser = new LoginBrowser(loop.url);
    await browser.signIn('sam.lee@example.com');
    expect((await browser.send('/auth0/enroll', { phone, channel: 'sms' })).location).toBe(
      '/auth0/challenge',
    );
    expect(await loop.messages(phone)).toEqual([]);
  });
});

test.each([
  ['a wrong password', 'robin.doe@example.com', 'wrong'],
  ['no e-mail address', 'robin', 'sandbox-password'],
])('%s', async (_, email, password) => {
  const browser = new LoginBrowser(loop.url);
  await browser.get('/auth0/login');
  const page = await browser.post('/auth0/login', { email, password });
  expect([page.status, page.text]).toEqual([400, expect.stringContaining('Wrong email or password')]);
  expect(page.html).toContain(`value="${email}"`);
  expect((await browser.get('/auth0/enroll')).location).toBe('/auth0/login');
});

test('without its Action’s token the bridge refuses, and no user learns why', async () => {
  const changes = { AUTH0_ACTION_TOKEN: 'not-the-token-of-the-bridge' };
  const sandbox = await startAuth0({ functionsUrl: loop.bridge.url }, changes);
  const { email, phone } = newcomer();
  const browser = new LoginBrowser(sandbox.url);
  await browser.signIn(email, 'send-phone-message');
  const page = await browser.post('/auth0/enroll', { phone, channel: 'sms' });
  await sandbox.close();
  const [forTheUser] = page.text.split('The rest is what happens behind the page');
  expect(forTheUser).toContain('There was a problem sending the SMS');
  expect(forTheUser).not.toContain('token');
  expect(page.text).toContain('(unauthenticated, reference');
  expect(page.html).not.toContain('not-the-token-of-the-bridge');
});
