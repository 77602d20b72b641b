import { withoutOthers } from '../fixtures/providers';
import { startBridge, type Bridge, type Environment } from '../support/bridge';
import { asAuth0, asPingone, auth0Action, basic, pingone, post, type Answer } from '../support/callers';
import { startSandboxed, type TestSandbox } from '../support/sandbox';

/** The caller's mistakes: each is named, none becomes a 500, none reaches Twilio, and the bridge answers the next call. */

let sandbox: TestSandbox;
let bridge: Bridge;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ bridge, sandbox, close } = await startSandboxed());
});
beforeEach(() => sandbox.reset());
afterEach(async () => {
  expect(await sandbox.requests()).toEqual([]);
  const alive = await asPingone(`${bridge.url}/pingone/sms`, { to: '+14155552671', otp: '123456' });
  expect(alive.status).toBe(201);
});
afterAll(() => close());

const GOOD = { to: '+14155552671', otp: '123456' };
const known = basic('pingone', pingone);
const sms = (body: unknown, headers: Record<string, string> = {}, query = ''): Promise<Answer> =>
  post(`${bridge.url}/pingone/sms${query}`, known, body, headers);

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({ status, code, retryable: false });
}

const fieldsOf = (answer: Answer): string[] =>
  ((answer.body['errors'] ?? []) as { field: string }[]).map(({ field }) => field);

describe('credentials', () => {
  test.each<[string, string, string | undefined]>([
    ['none', '/pingone/sms', undefined],
    ['empty', '/pingone/sms', ''],
    ['a wrong password', '/pingone/sms', basic('pingone', 'x'.repeat(24))],
    ['a wrong user', '/pingone/sms', basic('admin', pingone)],
    ['base64 that is none', '/pingone/sms', 'Basic %%%'],
    ['a scheme that is none', '/pingone/sms', pingone],
    ['another scheme', '/pingone/sms', `Digest ${pingone}`],
    ['another endpoint’s token', '/pingone/voice', `Bearer ${auth0Action}`],
    ['a token cut short', '/auth0/send', `Bearer ${auth0Action.slice(0, -1)}`],
    ['a token that goes on', '/auth0/send', `Bearer ${auth0Action}x`],
    ['Basic where Bearer is asked for', '/auth0/send', basic('auth0', auth0Action)],
  ])('%s', async (_name, path, authorization) => {
    const answer = await post(bridge.url + path, authorization, { ...GOOD, event: {} });
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toMatch(
      path.startsWith('/pingone') ? /^Basic / : /^Bearer /,
    );
  });

  test('a previous value is good beside the current one, a third is not', async () => {
    const rotated = await startBridge({
      TWILIO_API_BASE_URL: sandbox.url,
      PINGONE_PASSWORD: 'the-current-password,the-previous-password',
    });
    const statuses = [];
    for (const password of ['the-current-password', 'the-previous-password', pingone]) {
      statuses.push(
        (await post(`${rotated.url}/pingone/sms`, basic('pingone', password), { to: 'x' })).status,
      );
    }
    await rotated.close();
    expect(statuses).toEqual([400, 400, 401]);
  });
});

describe('an endpoint that is not configured is closed', () => {
  const everywhere: Environment = { ALLOWED_PREFIXES: 'US', TWILIO_API_BASE_URL: 'https://api.example.com' };
  test.each<[string, string, string, string | undefined]>([
    ['no password', '/pingone/sms', 'PINGONE_PASSWORD', undefined],
    ['an empty password', '/pingone/voice', 'PINGONE_PASSWORD', ''],
    ['a short password', '/pingone/sms', 'PINGONE_PASSWORD', 'hunter2'],
    ['a short previous password', '/pingone/sms', 'PINGONE_PASSWORD', 'the-current-password,hunter2'],
    [
      'three passwords',
      '/pingone/sms',
      'PINGONE_PASSWORD',
      ['a', 'b', 'c'].map((c) => c.repeat(16)).join(','),
    ],
    ['no user', '/pingone/sms', 'PINGONE_USERNAME', undefined],
    ['no token', '/auth0/send', 'AUTH0_ACTION_TOKEN', undefined],
    ['a service that is none', '/auth0/send', 'VERIFY_SERVICE_SID', 'VA123'],
    ['no service', '/pingone/sms', 'VERIFY_SERVICE_SID', undefined],
    ['prefixes that are none', '/pingone/sms', 'ALLOWED_PREFIXES', everywhere['ALLOWED_PREFIXES']],
    ['Twilio elsewhere', '/pingone/sms', 'TWILIO_API_BASE_URL', everywhere['TWILIO_API_BASE_URL']],
  ])('%s', async (_name, path, variable, value) => {
    const closed = await startBridge({ TWILIO_API_BASE_URL: sandbox.url, [variable]: value });
    const answers = [];
    for (const authorization of [
      undefined,
      known,
      `Bearer ${auth0Action}`,
      'Bearer ',
      'Bearer short',
      'Basic Og==',
    ]) {
      answers.push(await post(closed.url + path, authorization, GOOD));
    }
    const health = await fetch(`${closed.url}/health`);
    await closed.close();
    for (const answer of answers) {
      expectProblem(answer, 500, 'not_configured');
      expect(fieldsOf(answer)).toEqual([variable]);
      if (value) expect(answer.text).not.toContain(value);
    }
    // The other provider's set is whole, so that only what both need makes the bridge unhealthy.
    const isShared = !/^(PINGONE|AUTH0)_/.test(variable);
    expect([health.status, await health.text()]).toEqual(
      isShared ? [503, expect.stringContaining(variable) as string] : [200, '{"status":"ok"}'],
    );
  });

  test('with nothing set, health names what each provider needs', async () => {
    const empty = await startBridge({
      ...withoutOthers,
      OKTA_ORG_URL: undefined,
      OKTA_API_TOKEN: undefined,
      PINGONE_PASSWORD: undefined,
      AUTH0_ACTION_TOKEN: 'x',
      VERIFY_SERVICE_SID: '',
    });
    const response = await fetch(`${empty.url}/health`);
    const body = (await response.json()) as Record<string, unknown>;
    await empty.close();
    expect(response.status).toBe(503);
    expect(body['errors']).toEqual([
      { field: 'VERIFY_SERVICE_SID', problem: 'is not set' },
      { field: 'AUTH0_ACTION_TOKEN', problem: 'is shorter than 16 characters' },
      { field: 'PINGONE_PASSWORD', problem: 'is not set' },
    ]);
  });
});

/** Deeper than JSON.stringify can go. */
const nested = '{"a":'.repeat(5_000) + '1' + '}'.repeat(5_000);

describe('PingOne', () => {
  test.each<[string, unknown, string[]]>([
    ['nothing', {}, ['To', 'otp']],
    ['no number', { otp: '123456' }, ['To']],
    ['an empty number', { to: '', otp: '123456' }, ['To']],
    ['words for a number', { to: 'call me', otp: '123456' }, ['to']],
    ['a number of 16 digits', { to: '+1234567890123456', otp: '123456' }, ['to']],
    ['a number that begins with zero', { to: '+0441234567', otp: '123456' }, ['to']],
    ['a list of numbers', { To: ['+14155552671', '+14155552672'], otp: '123456' }, ['To']],
    ['an object for a number', { To: { number: '+14155552671' }, otp: '123456' }, ['To']],
    ['two different numbers', { to: '+14155552671', To: '+14155552672', otp: '123456' }, ['to']],
    ['an extension on the SMS URL', { to: '+12025550123,2992', otp: '123456' }, ['to']],
    ['no code', { to: '+14155552671' }, ['otp']],
    ['a code of 3', { to: '+14155552671', otp: '123' }, ['otp']],
    ['a code of 11', { to: '+14155552671', otp: '12345678901' }, ['otp']],
    ['letters', { to: '+14155552671', otp: '12E456' }, ['otp']],
    ['a code that is a JSON number', { to: '+14155552671', otp: 123456 }, ['otp']],
    ['a list of codes', { to: '+14155552671', otp: ['123456'] }, ['otp']],
    ['an object for a code', { to: '+14155552671', code: {} }, ['code']],
    ['otp and code that differ', { to: '+14155552671', otp: '123456', code: '654321' }, ['code']],
    ['two codes in a sentence', { to: '+14155552671', message: 'Use 123456 or 654321' }, ['message']],
    [
      'two codes with labels',
      { to: '+14155552671', Parameters: '{"OTP":123456, "otp":654321}' },
      ['Parameters'],
    ],
    [
      'a user name for a code',
      { to: '+14155552671', Parameters: '{"OTP":123, "username":5550199}' },
      ['Parameters'],
    ],
    [
      'an object without a label',
      { to: '+14155552671', Parameters: { username: '5550199' } },
      ['Parameters'],
    ],
    ['an object with a number', { to: '+14155552671', Parameters: { OTP: 123456 } }, ['Parameters']],
    ['a list for a template', { to: '+14155552671', Parameters: ['123456'] }, ['Parameters']],
    ['another channel', { ...GOOD, channel: 'voice' }, ['channel']],
    ['a channel that is none', { ...GOOD, channel: 'email' }, ['channel']],
    ['a locale that is a list', { ...GOOD, locale: ['en'] }, ['locale']],
    ['deep nesting', `{"to":${nested},"otp":${nested}}`, ['to', 'otp']],
    ['a code in the prototype', '{"to":"+14155552671","__proto__":{"otp":"123456"}}', ['otp']],
    ['a JSON array', [GOOD], ['To', 'otp']],
  ])('%s', async (_name, body, fields) => {
    const answer = await sms(body, typeof body === 'string' ? { 'content-type': 'application/json' } : {});
    expectProblem(answer, 400, 'invalid_request');
    expect(fieldsOf(answer)).toEqual(fields);
  });

  test('a JSON number is refused with the way to mend it', async () => {
    expect((await sms({ to: '+14155552671', otp: 123456 })).body['detail']).toContain('quote it');
  });

  test.each([
    [
      'a form field twice',
      'to=%2B14155552671&to=%2B14155552672&otp=123456',
      'application/x-www-form-urlencoded',
    ],
    ['no content type that the runtime reads', 'to=%2B14155552671&otp=123456', 'text/plain'],
    ['JSON Lines under their own type', '{"to":"+14155552671","otp":"123456"}\n', 'application/x-ndjson'],
    ['no body', '', 'application/json'],
  ])('%s', async (_name, body, type) => {
    expectProblem(await sms(body, { 'content-type': type }), 400, 'invalid_request');
  });

  test('900 KB in one field', async () => {
    const answer = await sms({ to: '+14155552671', Parameters: '{"OTP":1,'.repeat(100_000) });
    expectProblem(answer, 400, 'invalid_request');
    expect(answer.text.length).toBeLessThan(1_000);
  });

  test('900 KB in 40,000 fields', async () => {
    const fields = Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`unknown_field_${n}`, '1']));
    expectProblem(await sms(fields), 400, 'invalid_request');
  });
});

describe('a key named request', () => {
  test.each<[string, unknown, string]>([
    [
      'in the body, with headers of its own',
      { ...GOOD, request: { headers: { authorization: 'Bearer x' } } },
      '',
    ],
    ['in the body, as text', { ...GOOD, request: 'x' }, ''],
    ['in the body, as null', { ...GOOD, request: null }, ''],
    ['in the body, without headers', { ...GOOD, request: { ip: '203.0.113.10' } }, ''],
    ['in the query', GOOD, '?request=x'],
    ['in the query, twice', GOOD, '?request=x&request=y'],
  ])('%s', async (_name, body, query) => {
    const answer = await sms(body, {}, query);
    expectProblem(answer, 401, 'unauthenticated');
  });

  test('Auth0’s raw event at the top level is told to nest', async () => {
    const raw = { notification: { code: '123456' }, request: { ip: '203.0.113.10', method: 'POST' } };
    const answer = await post(`${bridge.url}/auth0/send`, `Bearer ${auth0Action}`, raw);
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.body['detail']).toContain('Nest the event under "event"');
  });
});

describe('Auth0', () => {
  const notification = { delivery_method: 'text', recipient: '+1-808-555-5555', code: '123456' };
  test.each<[string, unknown, string[]]>([
    ['no event', undefined, ['event']],
    ['an event that is text', '{"notification":{}}', ['event']],
    ['an event that is a list', [{ notification }], ['event']],
    ['an empty event', {}, ['event.notification']],
    ['a notification that is a list', { notification: [notification] }, ['event.notification']],
    ['both triggers at once', { notification, message_options: {} }, ['event']],
    [
      'no recipient',
      { notification: { ...notification, recipient: undefined } },
      ['event.notification.recipient'],
    ],
    [
      'a recipient that is a number',
      { notification: { ...notification, recipient: 18085555555 } },
      ['event.notification.recipient'],
    ],
    [
      'another delivery method',
      { notification: { ...notification, delivery_method: 'email' } },
      ['event.notification.delivery_method'],
    ],
    [
      'a delivery method in a list',
      { notification: { ...notification, delivery_method: ['text'] } },
      ['event.notification.delivery_method'],
    ],
    [
      'a code that is a number',
      { notification: { ...notification, code: 123456 } },
      ['event.notification.code'],
    ],
    [
      'a code of letters, as in Auth0’s own example',
      { message_options: { message_type: 'sms', recipient: '+1-808-555-5555', code: '1234556ADSFA547865' } },
      ['event.message_options.code'],
    ],
    [
      'everything wrong',
      { message_options: {} },
      ['event.message_options.message_type', 'event.message_options.code', 'event.message_options.recipient'],
    ],
  ])('%s', async (_name, event, fields) => {
    const answer = await asAuth0(bridge.url, event);
    expectProblem(answer, 400, 'invalid_request');
    expect(fieldsOf(answer)).toEqual(fields);
  });

  test.each(['blocked_account', 'change_password', 'password_breach'])(
    '%s is no OTP',
    async (message_type) => {
      const { code: _, ...rest } = notification;
      expectProblem(
        await asAuth0(bridge.url, { notification: { ...rest, message_type } }),
        422,
        'not_an_otp',
      );
    },
  );
});
