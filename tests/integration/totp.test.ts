import { computeTotp, readOtpauth } from '../support/totp';
import { namedIn, startVerifyApi, VERIFY_API_TOKEN, type VerifyApi } from '../support/verify-api';

/** Codes from an authenticator app, over real HTTP. Factors are created, verified, checked and removed. */

const IDENTITY = '7c2f9a64-1d0e-4f7b-9a4e-52f0c6a1d9b3';
const OTHER = '00000000-1d0e-4f7b-9a4e-52f0c6a1d9b3';
const CROWDED = 'a-hundred-apps';
const NOBODY = `YF${'0'.repeat(32)}`;
let api: VerifyApi;
/** How far the sandbox's clock is ahead, in seconds. */
let ahead = 0;

beforeAll(async () => {
  api = await startVerifyApi();
});
beforeEach(async () => {
  await api.sandbox.reset();
  ahead += 3600;
});
afterAll(() => api.close());

interface App {
  factor: string;
  /** What the app shows, or showed so many seconds ago. */
  code(ago?: number): string;
}

async function advance(seconds: number): Promise<void> {
  const body = JSON.stringify({ advance_seconds: seconds });
  await fetch(`${api.sandbox.url}/sandbox/clock`, { method: 'POST', body });
  ahead += seconds;
}

async function create(identity = IDENTITY): Promise<App> {
  const { status, body } = await api.ask('/totp/factors', { identity, name: "Robin's app" });
  expect(status).toBe(201);
  const { secret, ...settings } = readOtpauth(String(body['uri']));
  return {
    factor: String(body['sid']),
    code: (ago = 0) => computeTotp(secret, Date.now() / 1000 + ahead - ago, settings),
  };
}

const verify = (factor: string, code: unknown, identity = IDENTITY) =>
  api.ask('/totp/verify', { identity, factor, code });
const check = (factor: string, code: unknown, identity = IDENTITY) =>
  api.ask('/totp/check', { identity, factor, code });
const remove = (factor: string, identity = IDENTITY) => api.ask('/totp/remove', { identity, factor });
const calls = async () => (await api.sandbox.requests()).map(({ method, path }) => `${method} ${path}`);

/** A verified factor, early in a step: no step ends while a test compares codes. */
async function createVerified(): Promise<App> {
  const second = (Date.now() / 1000 + ahead) % 30;
  if (second > 20) await advance(31 - Math.floor(second));
  const app = await create();
  expect((await verify(app.factor, app.code())).body).toEqual({ status: 'verified', valid: true });
  await fetch(`${api.sandbox.url}/sandbox/requests`, { method: 'DELETE' });
  return app;
}

/** Of no time near the present. */
const wrong = (app: App): string => {
  const near = [-60, -30, 0, 30, 60].map((ago) => app.code(ago));
  return (
    ['000000', '000001', '000002', '000003', '000004', '000005'].find((code) => !near.includes(code)) ?? ''
  );
};

test('a factor is created, verified by its first code, checked by the next, and removed', async () => {
  const made = await api.ask('/totp/factors', { identity: IDENTITY, name: "Robin's app" });
  const { uri, secret } = made.body;
  expect([made.status, made.body]).toEqual([
    201,
    {
      sid: expect.stringMatching(/^YF[0-9a-f]{32}$/) as string,
      identity: IDENTITY,
      status: 'unverified',
      uri: `otpauth://totp/Sandbox:Robin's%20app?secret=${String(secret)}&issuer=Sandbox&algorithm=SHA1&digits=6&period=30`,
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/) as string,
    },
  ]);
  const factor = String(made.body['sid']);
  const app = readOtpauth(String(uri));
  expect(app).toMatchObject({ label: "Sandbox:Robin's app", issuer: 'Sandbox', digits: 6, period: 30 });
  const code = () => computeTotp(app.secret, Date.now() / 1000 + ahead, app);

  const verified = await verify(factor, code());
  expect([verified.status, verified.body]).toEqual([200, { status: 'verified', valid: true }]);
  await advance(60);
  const checked = await check(factor, code());
  expect([checked.status, checked.body]).toEqual([200, { status: 'approved', valid: true }]);
  const removed = await remove(factor);
  expect([removed.status, removed.body]).toEqual([200, { removed: true }]);
  expect((await check(factor, code())).body).toMatchObject({ code: 'not_found' });

  const of = `/v2/Services/VA5a4db0c5a4db0c5a4db0c5a4db0c5a4d/Entities/${IDENTITY}`;
  expect(await calls()).toEqual([
    `POST ${of}/Factors`,
    `GET ${of}/Factors/${factor}`,
    `POST ${of}/Factors/${factor}`,
    `POST ${of}/Challenges`,
    `DELETE ${of}/Factors/${factor}`,
    `POST ${of}/Challenges`,
  ]);
});

describe('/totp/verify', () => {
  test('a wrong code leaves the factor unverified, and it is no error', async () => {
    const app = await create();
    const answer = await verify(app.factor, wrong(app));
    expect([answer.status, answer.body]).toEqual([200, { status: 'unverified', valid: false }]);
    expect((await verify(app.factor, app.code())).body).toEqual({ status: 'verified', valid: true });
  });

  test('the fifth wrong code is the last', async () => {
    const app = await create();
    for (let n = 0; n < 5; n++) expect((await verify(app.factor, wrong(app))).body['valid']).toBe(false);
    const sixth = await verify(app.factor, app.code());
    expect([sixth.status, sixth.body]).toMatchObject([
      429,
      { code: 'rate_limited', twilio_code: 60310, retryable: false },
    ]);
    expect(sixth.headers.get('retry-after')).toBeNull();
  });

  test('a factor that is verified is refused, so that no code is taken unchecked', async () => {
    const app = await createVerified();
    const answer = await verify(app.factor, wrong(app));
    expect([answer.status, answer.body['code'], namedIn(answer)]).toEqual([
      400,
      'invalid_request',
      ['factor'],
    ]);
    expect(await calls()).toEqual([expect.stringMatching(/^GET /)]);
  });

  test('a factor that nobody verifies is gone', async () => {
    const app = await create();
    await advance(3600);
    expect((await verify(app.factor, app.code())).status).toBe(404);
  });
});

describe('/totp/check', () => {
  test.each<[string, number, boolean]>([
    ['of now', 0, true],
    ['of the step before', 30, true],
    ['of the step after', -30, true],
    ['of two steps before', 61, false],
    ['of two steps after', -61, false],
  ])('a code %s', async (_, ago, valid) => {
    const app = await createVerified();
    const { status, body } = await check(app.factor, app.code(ago));
    expect([status, body]).toEqual([200, { status: valid ? 'approved' : 'pending', valid }]);
  });

  test('a factor that is not verified is refused', async () => {
    const app = await create();
    const answer = await check(app.factor, app.code());
    expect([answer.status, answer.body['code'], answer.body['twilio_code'], namedIn(answer)]).toEqual([
      400,
      'invalid_request',
      60318,
      ['factor'],
    ]);
  });

  test('fifty codes in an hour, right or wrong', async () => {
    const app = await createVerified();
    for (let n = 0; n < 50; n++) expect((await check(app.factor, wrong(app))).body['valid']).toBe(false);
    const next = await check(app.factor, app.code());
    expect([next.status, next.body]).toMatchObject([
      429,
      { code: 'rate_limited', twilio_code: 60312, retryable: false },
    ]);
    expect(next.headers.get('retry-after')).toBe('3600');
    await advance(3600);
    expect((await check(app.factor, app.code())).body['valid']).toBe(true);
  });
});

test.each([
  ['verify', verify],
  ['check', check],
  ['remove', (factor: string, _: unknown, identity?: string) => remove(factor, identity)],
])('%s: a factor of nobody, and of somebody else, is not found', async (_, ask) => {
  const app = await createVerified();
  for (const [factor, identity] of [
    [NOBODY, IDENTITY],
    [app.factor, OTHER],
  ] as const) {
    const answer = await ask(factor, app.code(), identity);
    expect([answer.status, answer.body]).toEqual([
      404,
      {
        type: '/problems.html#not_found',
        title: 'There is no such factor',
        status: 404,
        detail: 'The identity has no such factor.',
        code: 'not_found',
        retryable: false,
        twilio_code: 20404,
      },
    ]);
  }
  expect((await check(app.factor, app.code())).body['valid']).toBe(true);
});

test('one identity has a hundred factors at most', async () => {
  for (let n = 0; n < 100; n++) await create(CROWDED);
  const answer = await api.ask('/totp/factors', { identity: CROWDED, name: 'x' });
  expect([answer.status, answer.body['twilio_code'], namedIn(answer)]).toEqual([400, 60315, ['identity']]);
});

const good = { identity: IDENTITY, name: 'Phone', factor: NOBODY, code: '012345' };
const needed: Record<string, (keyof typeof good)[]> = {
  '/totp/factors': ['identity', 'name'],
  '/totp/verify': ['identity', 'factor', 'code'],
  '/totp/check': ['identity', 'factor', 'code'],
  '/totp/remove': ['identity', 'factor'],
};
const bad: [field: keyof typeof good, value: unknown][] = [
  ...[
    '',
    'short',
    'x'.repeat(65),
    'robin@example.com',
    'robin smith',
    'a/../b/c/d',
    '-leading-',
    'two--hyphens',
  ].map((value) => ['identity', value] as [keyof typeof good, unknown]),
  ['identity', 12345678],
  ['identity', ['7c2f9a64-1d0e']],
  ['name', ''],
  ['name', 'x'.repeat(65)],
  ['name', 'a\nb'],
  ['name', 7],
  ['name', null],
  ['factor', 'YF1'],
  ['factor', `VE${'0'.repeat(32)}`],
  ['factor', `${NOBODY}/../x`],
  ['factor', 7],
  ['code', '12'],
  ['code', '123456789'],
  ['code', '12345a'],
  ['code', 123456],
  ['code', ['123456']],
  ['code', null],
];
const cases = Object.entries(needed).flatMap(([path, fields]) =>
  bad.filter(([field]) => fields.includes(field)).map(([field, value]) => [path, field, value] as const),
);

test.each(cases)('%s: %s of %j is refused by name', async (path, field, value) => {
  const answer = await api.ask(path, { ...good, [field]: value });
  expect([answer.status, answer.body['code'], namedIn(answer)]).toEqual([400, 'invalid_request', [field]]);
  expect(await calls()).toEqual([]);
});

test.each(Object.entries(needed))('%s: what is missing is named', async (path, fields) => {
  const answer = await api.ask(path, {});
  expect([answer.status, namedIn(answer)]).toEqual([400, fields]);
  expect(await calls()).toEqual([]);
});

test('a code that is a JSON number is told to be quoted', async () => {
  expect((await check(NOBODY, 123456)).body['detail']).toContain('quote it');
});

describe('what Twilio may answer', () => {
  test.each<[string, Record<string, unknown>, number, Record<string, unknown>]>([
    ['a reset', { reset: true }, 504, { code: 'timeout', retryable: false }],
    ['half an answer', { cut: true }, 504, { code: 'timeout', retryable: false }],
    ['an answer that is none', { status: 201, body: '{}' }, 504, { code: 'timeout' }],
    ['too many requests', { code: 20429, retry_after: 1 }, 429, { code: 'rate_limited', retryable: true }],
    ['a fault of Twilio’s', { status: 500 }, 503, { code: 'unavailable' }],
    ['wrong credentials', { code: 20003 }, 500, { code: 'service_misconfigured' }],
    ['an invalid parameter', { code: 60200 }, 400, { code: 'invalid_request', twilio_code: 60200 }],
    ['the error of a wrong code', { code: 60324 }, 200, { status: 'pending', valid: false }],
    [
      'a challenge that is denied',
      { status: 201, body: '{"status":"denied"}' },
      200,
      { status: 'pending', valid: false },
    ],
  ])('%s: one request, whatever comes of it', async (_, fault, status, body) => {
    const app = await createVerified();
    await api.sandbox.fault({ match: { path: '/Challenges' }, times: 9, ...fault });
    const answer = await check(app.factor, app.code());
    expect([answer.status, answer.body]).toMatchObject([status, body]);
    expect(await calls()).toHaveLength(1);
  });

  test('the error of a wrong first code', async () => {
    const app = await create();
    await api.sandbox.fault({ match: { path: '/Factors/' }, times: 1, delay_ms: 0 });
    await api.sandbox.fault({ match: { path: '/Factors/' }, times: 1, code: 60311 });
    expect((await verify(app.factor, '123456')).body).toEqual({ status: 'unverified', valid: false });
  });

  test('too many factors at a time', async () => {
    await api.sandbox.fault({ match: { path: '/Factors' }, times: 1, code: 60326 });
    const answer = await api.ask('/totp/factors', good);
    expect([answer.status, answer.body['code']]).toEqual([429, 'rate_limited']);
  });
});

describe('who may call', () => {
  test.each(Object.keys(needed))('%s: nobody without the token', async (path) => {
    for (const authorization of [null, 'Bearer another-token-of-16']) {
      const answer = await api.ask(path, good, authorization);
      expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    }
    expect(await calls()).toEqual([]);
  });

  test('without VERIFY_API_TOKEN all are closed', async () => {
    const closed = await startVerifyApi({ VERIFY_API_TOKEN: undefined });
    try {
      for (const path of Object.keys(needed)) {
        const { status, body } = await closed.ask(path, {}, `Bearer ${VERIFY_API_TOKEN}`);
        expect([status, body['detail']]).toEqual([500, 'VERIFY_API_TOKEN is not set.']);
      }
    } finally {
      await closed.close();
    }
  });
});

test('no line of the log has a secret, a URI, a code, a name or an identity', async () => {
  api.bridge.lines.length = 0;
  const { body } = await api.ask('/totp/factors', { identity: IDENTITY, name: "Robin's app" });
  const { secret } = readOtpauth(String(body['uri']));
  const code = computeTotp(secret, Date.now() / 1000 + ahead);
  const factor = String(body['sid']);
  await verify(factor, code);
  await check(factor, code);
  await check(factor, 'not a code');
  await remove(factor);
  await remove(factor);
  const lines = api.bridge.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ endpoint, outcome, sid }) => [endpoint, outcome, sid])).toEqual([
    ['totp/factors', 'unverified', factor],
    ['totp/verify', 'verified', factor],
    ['totp/check', 'approved', factor],
    ['totp/check', 'invalid_request', undefined],
    ['totp/remove', 'removed', factor],
    ['totp/remove', 'not_found', factor],
  ]);
  const all = api.bridge.lines.join('\n');
  for (const word of [String(body['secret']), 'otpauth', code, 'Robin', IDENTITY, 'not a code'])
    expect(all).not.toContain(word);
});
