import { factorSucceeded, streamed } from '../fixtures/auth0-logs';
import { sandboxEnvironment, startBridge } from '../support/bridge';
import { basic, post, type Answer } from '../support/callers';
import { CODE, consolePassword, requests, startConsole, TO, type Console } from '../support/console';
import { ago } from '../support/feedback';

/** What the test page shows of the bridge itself: its settings, its service, the sandbox's phone; and what is logged. */

let page: Console;
beforeAll(async () => {
  page = await startConsole();
});
beforeEach(() => page.sandbox.reset());
afterAll(() => page.close());

/** A user name, a region and a switch may be shown. */
const isSecret = (value: string): boolean => value.length >= 16;

describe('status', () => {
  interface Variable {
    name: string;
    state: string;
    problem: string | null;
    set: boolean;
  }
  const stateOf = (answer: Answer) =>
    Object.fromEntries((answer.body['variables'] as Variable[]).map(({ name, ...rest }) => [name, rest]));

  test('of a bridge that is whole', async () => {
    const answer = await page.ask('status', {});
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      service: { ok: true, friendly_name: 'Sandbox', custom_code_enabled: true },
      sandbox: true,
    });
    const endpoints = answer.body['endpoints'] as { path: string; open: boolean }[];
    expect(endpoints.filter(({ open }) => !open)).toEqual([]);
    expect(Object.values(stateOf(answer)).filter(({ state }) => state !== 'ok')).toEqual([]);
    for (const [name, value] of Object.entries(sandboxEnvironment)) {
      expect(answer.text).toContain(`"${name}"`);
      if (isSecret(value)) expect(answer.text).not.toContain(value);
    }
  });

  test('of one that lacks things', async () => {
    const lacking = await startConsole({
      VERIFY_SERVICE_SID: undefined,
      PINGONE_PASSWORD: 'hunter2',
      AUTH0_LOG_STREAM_TOKEN: '',
      PINGONE_WORKER_CLIENT_SECRET: undefined,
      PINGONE_APP_ID: undefined,
    });
    const answer = await lacking.ask('status', {});
    expect(answer.status).toBe(200);
    expect(stateOf(answer)).toMatchObject({
      VERIFY_SERVICE_SID: { state: 'missing', problem: 'is not set', for: 'every send' },
      PINGONE_PASSWORD: { state: 'malformed', problem: 'is shorter than 16 characters', set: true },
      AUTH0_LOG_STREAM_TOKEN: { state: 'missing', set: false },
      PINGONE_WORKER_CLIENT_SECRET: { state: 'missing', for: 'feedback from PingOne' },
      PINGONE_APP_ID: { state: 'missing', for: 'the sign-in demo' },
      ALLOWED_PREFIXES: { state: 'ok', problem: null, set: false },
      AUTH0_ACTION_TOKEN: { state: 'ok', set: true },
    });
    expect(answer.body['service']).toMatchObject({
      ok: false,
      problem: { code: 'not_configured', errors: [{ field: 'VERIFY_SERVICE_SID' }] },
    });
    expect(answer.text).not.toContain('hunter2');
    expect(await lacking.sandbox.requests()).toEqual([]);
    const played = await lacking.send('pingone-sms');
    expect(played).toMatchObject({ status: 500, body: { code: 'not_configured' } });
    for (const [name, body] of requests.filter(
      ([name]) => name === 'verification' || name === 'conversion',
    )) {
      expect((await lacking.ask(name, body)).body).toMatchObject({ status: 500, code: 'not_configured' });
    }
    expect((await lacking.ask('messages', {})).status).toBe(200);
    await lacking.close();
  });

  test('of a service that takes no custom codes', async () => {
    const other = await startConsole();
    const authorization = basic(
      sandboxEnvironment['ACCOUNT_SID'] ?? '',
      sandboxEnvironment['AUTH_TOKEN'] ?? '',
    );
    const url = `${other.sandbox.url}/v2/Services/${sandboxEnvironment['VERIFY_SERVICE_SID']}`;
    await post(url, authorization, new URLSearchParams({ CustomCodeEnabled: 'false' }));
    expect((await other.ask('status', {})).body['service']).toMatchObject({
      ok: true,
      custom_code_enabled: false,
    });
    await other.close();
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['no such service', { status: 404, code: 20404 }, { code: 'service_misconfigured', twilio_code: 20404 }],
    ['wrong credentials', { status: 401, code: 20003 }, { code: 'service_misconfigured' }],
    ['a reset', { reset: true }, { code: 'timeout', retryable: true }],
  ])('where the answer is %s', async (_, fault, problem) => {
    await page.sandbox.fault(fault);
    const answer = await page.ask('status', {});
    expect(answer.status).toBe(200);
    expect(answer.body['service']).toMatchObject({ ok: false, problem });
  });
});

describe('messages', () => {
  test('are those of the sandbox, with its numbers', async () => {
    await page.send('pingone-sms');
    const { body } = await page.ask('messages', {});
    expect(body['messages']).toEqual(await page.sandbox.messages());
    expect(body['messages']).toMatchObject([{ to: TO, channel: 'sms', code: CODE }]);
    expect(body['numbers']).toContainEqual({
      number: '+15005550205',
      outcome: 'landline: SMS 60205, a call works',
    });
    // This one has no stand-in to sign in with; `npm start` has two (tests/browser).
    expect(body['sign_ins']).toEqual([]);
  });

  test('do not exist outside the sandbox', async () => {
    const deployed = await startBridge({ TWILIO_API_BASE_URL: undefined });
    const answer = await post(`${deployed.url}/console/messages`, `Bearer ${consolePassword}`, {});
    await deployed.close();
    expect([answer.status, answer.body['code']]).toEqual([404, 'not_configured']);
    expect(answer.body['detail']).toContain('no phone outside the sandbox');
  });

  test('cannot be had where nobody answers', async () => {
    const alone = await startBridge({ TWILIO_API_BASE_URL: 'http://127.0.0.1:1' });
    const answer = await post(`${alone.url}/console/messages`, `Bearer ${consolePassword}`, {});
    await alone.close();
    expect([answer.status, answer.body['code']]).toEqual([503, 'unavailable']);
  });
});

test('the log line of a send that was refused says which field, and what Twilio said', async () => {
  page.bridge.lines.length = 0;
  await page.ask('send', { caller: 'pingone-sms', content_type: 'application/json', body: '{"to":"x"}' });
  await page.sandbox.fault({ status: 403, code: 60410 });
  await page.send('pingone-sms');
  const lines = page.bridge.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { outcome: 'invalid_request', status: 200, errors: [{ field: 'to' }, { field: 'otp' }] },
    { outcome: 'blocked', status: 200, twilio_code: 60410 },
  ]);
});

test('one log line a call, and nothing in it or in a reply that is whole or secret', async () => {
  page.bridge.lines.length = 0;
  const events = JSON.stringify([streamed(factorSucceeded('sms', { date: ago() }))]);
  const replies = [];
  for (const [name, body] of requests) {
    const answer = await page.ask(name, name === 'outcome' ? { ...body, body: events } : body);
    expect(answer.status).toBe(200);
    if (name !== 'messages') replies.push(answer.text);
  }
  const lines = page.bridge.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.map(({ endpoint }) => endpoint)).toEqual(requests.map(([name]) => `console/${name}`));
  expect(lines.map(({ outcome }) => outcome)).toEqual([
    ...['shown', 'delivered', 'reported', 'shown', 'delivered', 'shown', 'shown'],
  ]);
  expect(lines[1]).toMatchObject({ caller: 'pingone-sms', to: '+1******2671', status: 200 });
  const told = [...replies, ...page.bridge.lines].join('\n');
  for (const secret of [CODE, '4155552671', consolePassword, 'Bearer']) expect(told).not.toContain(secret);
});
