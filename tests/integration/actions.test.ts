import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  actionNames,
  actionPath,
  documentedEvent,
  otp,
  refusalOf,
  runAction,
  type Event,
} from '../support/auth0-actions';
import { sandboxEnvironment, startBridge, type Bridge } from '../support/bridge';
import { auth0Action } from '../support/callers';
import { startCapture, type Capture } from '../support/capture';
import { startSandboxed, type TestSandbox } from '../support/sandbox';

/** The two files that an admin pastes into Auth0, run as Auth0 runs them. */

test.each(actionNames)('%s can be pasted into Auth0: plain JavaScript, no module, small', (name) => {
  const source = readFileSync(actionPath(name), 'utf8');
  execFileSync(process.execPath, ['--check', actionPath(name)]);
  expect(source).not.toMatch(/\b(require|import|module|console|process)\b/);
  expect(Buffer.byteLength(source)).toBeLessThan(100_000);
  expect(source).toMatch(/^\/\/ @ts-check\n/);
});

test('what the two Actions share is the same, word for word', () => {
  const [one, other] = actionNames.map(
    (name) => readFileSync(actionPath(name), 'utf8').split('// From here on')[1],
  );
  expect(one).toContain('async function send(');
  expect(one).toBe(other);
});

// The local runtime puts a Response of its own in the place of the global one.
const { Response } = globalThis;

describe.each(actionNames)('%s, to a server in the place of the bridge', (name) => {
  let bridge: Capture;
  let secrets: Record<string, string>;
  beforeAll(async () => {
    bridge = await startCapture();
    secrets = { BRIDGE_URL: bridge.url, BRIDGE_TOKEN: auth0Action, OTHER: 'not-for-the-bridge' };
  });
  beforeEach(() => void bridge.posted.splice(0));
  afterAll(() => bridge.close());

  const event = (changes: Event = {}) => ({ ...documentedEvent(name, 'sms', otp, secrets), ...changes });
  test.each(['', '/'])(
    'posts what the bridge needs and nothing more, BRIDGE_URL ending in "%s"',
    async (end) => {
      bridge.answer((response) => void response.writeHead(201).end('{}'));
      const run = await runAction(name, event({ secrets: { ...secrets, BRIDGE_URL: bridge.url + end } }));
      expect(run).toEqual({ refusals: [], printed: [], timeouts: [9000] });
      expect(bridge.posted).toHaveLength(1);
      const [{ method, path, headers, body } = { body: '', headers: {} }] = bridge.posted;
      expect([method, path]).toEqual(['POST', '/auth0/send']);
      const { authorization, host, ...others } = headers;
      expect([authorization, host]).toEqual([`Bearer ${auth0Action}`, new URL(bridge.url).host]);
      expect(headers['content-type']).toBe('application/json');
      expect(JSON.stringify(others)).not.toMatch(/012345|555|robin|gold|198\.51|not-for-the-bridge/i);
      const message = {
        'custom-phone-provider': {
          notification: { message_type: 'otp_verify', delivery_method: 'text', locale: 'es-MX', ...otp },
        },
        'send-phone-message': {
          message_options: { action: 'second-factor-authentication', message_type: 'sms', ...otp },
        },
      }[name];
      expect(JSON.parse(body)).toEqual({
        event: {
          ...message,
          request: { ip: '198.51.100.7', language: 'pt-BR' },
          tenant: { id: 'acme-eu' },
          client: { client_id: 'AbCdEf0123456789AbCdEf0123456789' },
        },
      });
    },
  );

  test('posts an event without the parts that Auth0 may leave out', async () => {
    bridge.answer((response) => void response.writeHead(201).end('{}'));
    const { request: _, client: __, tenant: ___, ...rest }: Event = event();
    expect((await runAction(name, rest)).refusals).toEqual([]);
    expect(JSON.parse(bridge.posted[0]?.body ?? '')).toMatchObject({
      event: { request: {}, tenant: {}, client: {} },
    });
  });

  test.each<[string, string | undefined]>([
    ['BRIDGE_URL', undefined],
    ['BRIDGE_URL', ''],
    ['BRIDGE_URL', 'verify-bridge-1234.twil.io'],
    ['BRIDGE_URL', 'http://verify-bridge-1234.twil.io'],
    ['BRIDGE_URL', 'http://127.0.0.1.example.com'],
    ['BRIDGE_URL', 'http://localhost@example.com'],
    ['BRIDGE_URL', 'https://somebody:secret@verify-bridge-1234.twil.io'],
    ['BRIDGE_URL', 'https://verify-bridge-1234.twil.io/auth0/send'],
    ['BRIDGE_URL', 'https://verify-bridge-1234.twil.io/?a=b'],
    ['BRIDGE_URL', 'https://verify-bridge-1234.twil.io:99999'],
    ['BRIDGE_TOKEN', undefined],
    ['BRIDGE_TOKEN', ''],
    ['BRIDGE_TOKEN', 'fifteen-letters'],
    ['BRIDGE_TOKEN', 'the-current-one-1234,the-previous-one-1234'],
    ['BRIDGE_TOKEN', 'two-lines-of-text\nare-no-token'],
  ])('the secret %s = %j is named, and nothing is sent', async (secret, value) => {
    const { [secret]: _, ...others } = secrets;
    const asked = jest.fn();
    const changed = value === undefined ? others : { ...others, [secret]: value };
    const run = await runAction(name, event({ secrets: changed }), { fetch: asked });
    const reason = expect.stringMatching(`^Not sent: the Action's secret ${secret} must be `) as unknown;
    expect(run).toEqual({ ...refusalOf(name, 'drop', reason), timeouts: [] });
    expect(asked).not.toHaveBeenCalled();
    expect(run.refusals[0]?.reason).not.toMatch(/1234\.twil\.io[:/?]|one-1234|fifteen|two-lines|somebody/);
  });

  test.each([
    ['https://verify-bridge-1234.twil.io', 'https://verify-bridge-1234.twil.io/auth0/send'],
    [' https://verify-bridge-1234.twil.io/\n', 'https://verify-bridge-1234.twil.io/auth0/send'],
    ['http://localhost:3000', 'http://localhost:3000/auth0/send'],
    ['http://[::1]:3000/', 'http://[::1]:3000/auth0/send'],
  ])('BRIDGE_URL = %j is good', async (url, expected) => {
    const asked: string[] = [];
    const accept = (to: unknown) =>
      Promise.resolve(new Response('{}', { status: asked.push(String(to)) && 201 }));
    const changed = { BRIDGE_URL: url, BRIDGE_TOKEN: ` ${auth0Action}\n` };
    expect((await runAction(name, event({ secrets: changed }), { fetch: accept })).refusals).toEqual([]);
    expect(asked).toEqual([expected]);
  });
});

test.each(['blocked_account', 'change_password', 'password_breach'])(
  'custom-phone-provider drops %s, which has no passcode, without a call',
  async (message_type) => {
    const asked = jest.fn();
    for (const code of [undefined, '']) {
      const notification = { message_type, delivery_method: 'text', recipient: otp.recipient, code };
      const run = await runAction('custom-phone-provider', { notification, secrets: {} }, { fetch: asked });
      const reason = `Not sent: ${message_type} has no passcode, and Verify sends nothing else.`;
      expect(run).toMatchObject({ refusals: [{ how: 'drop', reason }], printed: [] });
    }
    expect(asked).not.toHaveBeenCalled();
  },
);

describe.each(actionNames)('%s, to the real functions', (name) => {
  let sandbox: TestSandbox;
  let bridge: Bridge;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ bridge, sandbox, close } = await startSandboxed());
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => close());

  const send = (channel: 'sms' | 'call', recipient: string, token = auth0Action, url = bridge.url) => {
    const secrets = { BRIDGE_URL: url, BRIDGE_TOKEN: token };
    return runAction(name, documentedEvent(name, channel, { ...otp, recipient }, secrets));
  };

  test.each([
    ['sms', '+1-808-555-5555', 'sms', '+18085555555'],
    ['call', '+1-808-555-5555', 'call', '+18085555555'],
    ['sms', '+15005550205', 'call', '+15005550205'], // a landline
  ] as const)('%s to %s: the passcode arrives by %s', async (channel, recipient, arrivesBy, to) => {
    expect(await send(channel, recipient)).toEqual({ refusals: [], printed: [], timeouts: [9000] });
    expect(await sandbox.messages()).toMatchObject([{ to, channel: arrivesBy, code: '012345' }]);
    const form = (await sandbox.requests()).at(-1)?.form ?? {};
    // Without a locale of its own, send-phone-message goes by the browser's language.
    expect(form['Locale']).toBe(name === 'send-phone-message' ? 'pt-BR' : 'es');
    expect(form['DeviceIp']).toBe('198.51.100.7');
    expect(JSON.parse(form['Tags'] ?? '')).toEqual({
      idp: 'auth0',
      tenant: 'acme-eu',
      client: 'AbCdEf0123456789AbCdEf0123456789',
    });
  });

  test.each<[string, string, Record<string, unknown> | undefined, 'drop' | 'retry', string, number]>([
    ['Fraud Guard blocks', '+15005550410', undefined, 'drop', 'blocked', 0],
    ['a bad number', '12', undefined, 'drop', 'invalid_request', 0],
    ['20429', '+18085555555', { code: 20429, times: 2 }, 'retry', 'rate_limited', 0],
    ['five sends without feedback', '+15005550203', undefined, 'drop', 'rate_limited', 0],
    ['a 5xx of Twilio', '+15005550503', undefined, 'retry', 'unavailable', 0],
    ['a reset by Twilio', '+15005550901', undefined, 'drop', 'timeout', 0],
    ['half an answer of Twilio', '+15005550902', undefined, 'drop', 'timeout', 1],
  ])('%s (%s)', async (_what, recipient, fault, how, code, delivered) => {
    if (fault !== undefined) await sandbox.fault(fault);
    const run = await send('sms', recipient);
    const line = JSON.parse(bridge.lines.at(-1) ?? '{}') as { correlation_id: string; outcome: string };
    expect(line.outcome).toBe(code);
    const tail = ` \\(${code}, reference ${line.correlation_id}\\)$`;
    expect(run).toMatchObject(refusalOf(name, how, expect.stringMatching(new RegExp(`^[A-Z].*\\.${tail}`))));
    const withoutIds = run.refusals[0]?.reason.replace(line.correlation_id, '');
    expect(withoutIds).not.toMatch(/012345|\+?1?[58]0[08]555/);
    expect(await sandbox.messages()).toHaveLength(delivered);
  });

  test('the wrong token: drop, and Twilio is not asked', async () => {
    const run = await send('sms', otp.recipient, 'not-the-token-of-the-bridge');
    const reason = expect.stringMatching(/^The credentials are .* \(unauthenticated, reference /) as unknown;
    expect(run).toMatchObject(refusalOf(name, 'drop', reason));
    expect(run.refusals[0]?.reason).not.toContain('not-the-token');
    expect(await sandbox.requests()).toEqual([]);
  });
});

test.each(actionNames)(
  '%s, to functions that are not configured: drop, with the variable’s name',
  async (name) => {
    const bridge = await startBridge({ AUTH0_ACTION_TOKEN: undefined });
    const secrets = { BRIDGE_URL: bridge.url, BRIDGE_TOKEN: sandboxEnvironment['AUTH0_ACTION_TOKEN'] };
    const run = await runAction(name, documentedEvent(name, 'sms', otp, secrets));
    await bridge.close();
    const reason = expect.stringMatching(
      /AUTH0_ACTION_TOKEN is not set\. \(not_configured, reference /,
    ) as unknown;
    expect(run).toMatchObject(refusalOf(name, 'drop', reason));
  },
);
