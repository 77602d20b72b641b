import { namedIn, startVerifyApi, VERIFY_API_TOKEN, type VerifyApi } from '../support/verify-api';

/** Verify's own codes, over real HTTP: Verify makes the code, sends it and checks it. */

const TO = '+14155552671';
const EMAIL = 'robin@example.com';
let api: VerifyApi;

beforeAll(async () => {
  api = await startVerifyApi();
});
beforeEach(() => api.sandbox.reset());
afterAll(() => api.close());

const start = (changes: Record<string, unknown> = {}) => api.ask('/verify/start', { to: TO, ...changes });
const check = (code: unknown, changes: Record<string, unknown> = { to: TO }) =>
  api.ask('/verify/check', { ...changes, code });
const checks = async () =>
  (await api.sandbox.requests()).filter(({ path }) => path.endsWith('/VerificationCheck'));
const wrong = (code: string) => (code === '000000' ? '000001' : '000000');

describe('/verify/start', () => {
  test('everything that Verify takes, and no code of ours', async () => {
    const answer = await start({
      to: `${TO},22`,
      channel: 'call',
      locale: 'de-DE',
      ip: '203.0.113.7',
      user: 'u-1',
    });
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        sid: expect.stringMatching(/^VE[0-9a-f]{32}$/) as string,
        status: 'pending',
        channel: 'call',
        to: '+1******2671',
      },
    ]);
    const [request] = await api.sandbox.requests();
    expect(request?.form).toEqual({
      To: TO,
      Channel: 'call',
      Locale: 'de',
      SendDigits: 'wwww22',
      DeviceIp: '203.0.113.7',
      Tags: '{"idp":"verify"}',
    });
    expect(await api.latestCode()).toMatch(/^\d{6}$/);
  });

  test.each([
    [{}, 'sms', '+1******2671'],
    [{ channel: 'sms' }, 'sms', '+1******2671'],
    [{ channel: 'call' }, 'call', '+1******2671'],
    [{ channel: 'voice' }, 'call', '+1******2671'],
    [{ channel: 'whatsapp' }, 'whatsapp', '+1******2671'],
    [{ channel: 'email', to: EMAIL }, 'email', 'r***@example.com'],
  ])('%j goes by %s', async (changes, channel, to) => {
    expect((await start(changes)).body).toMatchObject({ channel, to });
    expect(await api.sandbox.messages()).toMatchObject([{ channel, to: 'to' in changes ? EMAIL : TO }]);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['no recipient', { to: undefined }, ['to']],
    ['a number that is one', { to: 14155552671 }, ['to']],
    ['no number', { to: 'call me' }, ['to']],
    ['an address without the channel', { to: EMAIL }, ['to']],
    ['a number by e-mail', { channel: 'email' }, ['to']],
    ['an extension by SMS', { to: `${TO},22` }, ['to']],
    ['another channel', { channel: 'pigeon' }, ['channel']],
    ['a channel that every object has', { channel: 'constructor' }, ['channel']],
    ['a channel of another type', { channel: null }, ['channel']],
    ['a locale of another type', { locale: 7 }, ['locale']],
    ['an ip of another type', { ip: ['203.0.113.7'] }, ['ip']],
    ['a user of another type', { user: { id: 1 } }, ['user']],
    [
      'everything',
      { to: '', channel: 'x', locale: 1, ip: 1, user: 1 },
      // In the order of every other endpoint that sends.
      ['channel', 'to', 'locale', 'ip', 'user'],
    ],
  ])('%s is refused by name', async (_, changes, fields) => {
    const answer = await start(changes);
    expect([answer.status, answer.body['code'], namedIn(answer)]).toEqual([400, 'invalid_request', fields]);
    expect(await api.sandbox.requests()).toEqual([]);
  });

  test('rcs is refused by name, because Verify upgrades SMS by itself', async () => {
    const answer = await start({ channel: 'rcs' });
    expect([answer.status, answer.body['detail']]).toEqual([
      400,
      'channel is rcs: Verify upgrades sms to RCS by itself.',
    ]);
  });

  test('an ip that is none is left out', async () => {
    expect((await start({ ip: 'nobody' })).status).toBe(201);
    expect((await api.sandbox.requests())[0]?.form).not.toHaveProperty('DeviceIp');
  });

  test.each<[string, number, string, number]>([
    ['+15005550205', 201, '', 2],
    ['+15005550410', 403, 'blocked', 1],
    ['+15005550203', 429, 'rate_limited', 1],
    ['+19005550100', 403, 'blocked', 0],
  ])('%s gets %i %s: %i calls reach Verify', async (to, status, code, calls) => {
    const answer = await start({ to });
    expect([answer.status, answer.body['code'] ?? '']).toEqual([status, code]);
    expect(await api.sandbox.creates()).toBe(calls);
  });

  test('a code that is asked for again is the same, and the sixth in ten minutes is refused', async () => {
    const codes = new Set<string>();
    for (let n = 0; n < 5; n++) {
      expect((await start()).status).toBe(201);
      codes.add(await api.latestCode());
    }
    expect(codes.size).toBe(1);
    const sixth = await start();
    expect([sixth.status, sixth.body['twilio_code'], sixth.body['retryable']]).toEqual([429, 60203, false]);
  });
});

describe('/verify/check', () => {
  test('a wrong code is pending, the right one is approved, once', async () => {
    await start();
    const code = await api.latestCode();
    expect((await check(wrong(code))).body).toEqual({ status: 'pending', valid: false });
    const right = await check(code);
    expect([right.status, right.body]).toEqual([200, { status: 'approved', valid: true }]);
    const again = await check(code);
    expect([again.status, again.body]).toEqual([
      404,
      {
        type: '/problems.html#no_pending_verification',
        title: 'There is no code to check',
        status: 404,
        detail: 'No code is pending: it was used, it has expired, or none was sent.',
        code: 'no_pending_verification',
        retryable: false,
        twilio_code: 20404,
      },
    ]);
    expect((await checks()).map(({ form }) => form)).toEqual([
      { To: TO, Code: wrong(code) },
      { To: TO, Code: code },
      { To: TO, Code: code },
    ]);
  });

  test('a verification by its SID', async () => {
    const { body } = await start({ channel: 'whatsapp' });
    const code = await api.latestCode();
    expect((await check(code, { sid: body['sid'] })).body).toEqual({ status: 'approved', valid: true });
    expect((await checks())[0]?.form).toEqual({ VerificationSid: body['sid'], Code: code });
  });

  test.each([
    ['a number as people write it', { to: '+1 (415) 555-2671' }],
    ['a number without its plus', { to: TO.slice(1) }],
    ['a number with an extension', { to: `${TO},22` }],
  ])('%s', async (_, target) => {
    await start();
    expect((await check(await api.latestCode(), target)).body).toMatchObject({ valid: true });
  });

  test('an e-mail address', async () => {
    await start({ channel: 'email', to: EMAIL });
    expect((await check(await api.latestCode(), { to: EMAIL })).body).toMatchObject({ valid: true });
    expect(api.logged()).toMatchObject({ to: 'r***@example.com', outcome: 'approved' });
  });

  test('nothing was sent: 404', async () => {
    expect((await check('123456', { to: '+12025550123' })).status).toBe(404);
    expect((await check('123456', { sid: `VE${'0'.repeat(32)}` })).status).toBe(404);
  });

  test('an expired code: 404', async () => {
    await start();
    const code = await api.latestCode();
    await fetch(`${api.sandbox.url}/sandbox/clock`, { method: 'POST', body: '{"advance_seconds":601}' });
    expect((await check(code)).body).toMatchObject({ code: 'no_pending_verification' });
  });

  test('five wrong codes are counted; then no code is right', async () => {
    await start();
    const code = await api.latestCode();
    for (let n = 0; n < 5; n++)
      expect((await check(wrong(code))).body).toEqual({ status: 'pending', valid: false });
    const sixth = await check(code);
    expect([sixth.status, sixth.body]).toMatchObject([
      429,
      { code: 'rate_limited', twilio_code: 60202, retryable: false },
    ]);
    expect(sixth.headers.get('retry-after')).toBe('600');
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, ['to', 'code']],
    ['no code', { to: TO }, ['code']],
    ['no recipient', { code: '123456' }, ['to']],
    ['a SID beside a number', { to: TO, sid: `VE${'0'.repeat(32)}`, code: '123456' }, ['sid']],
    ['a SID that is none', { sid: 'VE1', code: '123456' }, ['sid']],
    ['a SID of another kind', { sid: `YF${'0'.repeat(32)}`, code: '123456' }, ['sid']],
    ['a number that is one', { to: 14155552671, code: '123456' }, ['to']],
    ['no number', { to: 'me', code: '123456' }, ['to']],
    ['no address', { to: 'me@home', code: '123456' }, ['to']],
    ['letters', { to: TO, code: 'abcdef' }, ['code']],
    ['three digits', { to: TO, code: '123' }, ['code']],
    ['eleven digits', { to: TO, code: '12345678901' }, ['code']],
    ['a code in a list', { to: TO, code: ['123456'] }, ['code']],
  ])('%s is refused by name', async (_, body, fields) => {
    const answer = await api.ask('/verify/check', body);
    expect([answer.status, answer.body['code'], namedIn(answer)]).toEqual([400, 'invalid_request', fields]);
    expect(await api.sandbox.requests()).toEqual([]);
  });

  test('a code that is a JSON number is told to be quoted', async () => {
    expect((await check(123456)).body['detail']).toContain('quote it');
  });

  test.each<[string, Record<string, unknown>, number, Record<string, unknown>]>([
    ['a reset', { reset: true }, 504, { code: 'timeout', retryable: false }],
    ['half an answer', { cut: true }, 504, { code: 'timeout', retryable: false }],
    ['an answer that is none', { status: 200, body: '{}' }, 504, { code: 'timeout', retryable: false }],
    ['too many requests', { code: 20429, retry_after: 1 }, 429, { code: 'rate_limited', retryable: true }],
    ['a fault of Twilio’s', { status: 500 }, 503, { code: 'unavailable' }],
    ['wrong credentials', { code: 20003 }, 500, { code: 'service_misconfigured', twilio_code: 20003 }],
    ['a canceled verification', { status: 200, body: '{"status":"canceled"}' }, 404, {}],
    [
      'a status that says approved',
      { status: 200, body: '{"status":"approved","valid":false}' },
      200,
      { valid: true },
    ],
    [
      'a status that says pending',
      { status: 200, body: '{"status":"pending","valid":true}' },
      200,
      { valid: false },
    ],
  ])('%s: one request, whatever comes of it', async (_, fault, status, body) => {
    await start();
    const code = await api.latestCode();
    await api.sandbox.fault({ match: { path: '/VerificationCheck' }, times: 9, ...fault });
    const answer = await check(code);
    expect([answer.status, answer.body]).toMatchObject([status, body]);
    expect(answer.text).not.toContain('message may have been sent');
    expect(await checks()).toHaveLength(1);
  });
});

describe('who may call', () => {
  const paths = ['/verify/start', '/verify/check'];

  test.each(paths)('%s: nobody without the token', async (path) => {
    for (const authorization of [null, 'Bearer another-token-of-16', `Basic ${VERIFY_API_TOKEN}`]) {
      const answer = await api.ask(path, { to: TO, code: '123456' }, authorization);
      expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    }
    expect(await api.sandbox.requests()).toEqual([]);
  });

  test.each<[string | undefined, string]>([
    [undefined, 'VERIFY_API_TOKEN is not set.'],
    ['too-short', 'VERIFY_API_TOKEN is shorter than 16 characters.'],
    ['has a blank in it and more', 'VERIFY_API_TOKEN must be ASCII characters without blanks.'],
  ])('a token that is %p closes both, before anything else', async (token, detail) => {
    const closed = await startVerifyApi({ VERIFY_API_TOKEN: token });
    try {
      for (const path of paths) {
        const answer = await closed.ask(path, {}, null);
        expect([answer.status, answer.body['code'], answer.body['detail']]).toEqual([
          500,
          'not_configured',
          detail,
        ]);
      }
    } finally {
      await closed.close();
    }
  });
});

describe('the policy of the owner', () => {
  let strict: VerifyApi;
  beforeAll(async () => {
    strict = await startVerifyApi({ BLOCKED_PREFIXES: '+44', CHANNEL_PLAN: '+55:whatsapp,sms' });
  });
  afterAll(() => strict.close());

  test.each([
    ['+447911123456', { status: 403, rule: 'prefix', creates: 0, sent: [] }],
    ['+19005550100', { status: 403, rule: 'non_geographic', creates: 0, sent: [] }],
    ['+5511912345678', { status: 201, rule: undefined, creates: 1, sent: ['whatsapp'] }],
  ])('holds for %s', async (to, { status, rule, creates, sent }) => {
    await strict.sandbox.reset();
    const answer = await strict.ask('/verify/start', { to });
    expect([answer.status, answer.body['rule']]).toEqual([status, rule]);
    expect(await strict.sandbox.creates()).toBe(creates);
    expect((await strict.sandbox.messages()).map(({ channel }) => String(channel))).toEqual(sent);
  });
});

test('no line of the log has a code, a number, an address or the token', async () => {
  api.bridge.lines.length = 0;
  await start({ user: 'a-user-name' });
  const code = await api.latestCode();
  await check(wrong(code));
  await check(code);
  await check(code);
  await start({ channel: 'email', to: EMAIL });
  await check('x', { to: EMAIL });
  const lines = api.bridge.lines;
  expect(lines.map((line) => (JSON.parse(line) as { endpoint: string }).endpoint)).toEqual(
    ['start', 'check', 'check', 'check', 'start', 'check'].map((name) => `verify/${name}`),
  );
  const secrets = [code, wrong(code), TO.slice(1), EMAIL, 'a-user-name', VERIFY_API_TOKEN];
  for (const secret of secrets) expect(lines.join('\n')).not.toContain(secret);
});
