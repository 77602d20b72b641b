import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cognitoMessage } from '../fixtures/cognito';
import { secretOf } from '../fixtures/providers';
import { startCapture } from '../support/capture';
import { numbers, startLoop, type Loop } from '../support/feedback';

/** The two Lambdas of the Cognito recipe, as they are, with messages of the AWS Encryption SDK, over real HTTP. */

const KEY_ARN = 'arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012';
const CODE = '012345';
let loop: Loop;
let env: Record<string, string>;
let message: string;

beforeAll(async () => {
  loop = await startLoop();
  env = { KEY_ARN, BRIDGE_URL: `${loop.bridge.url}/`, BRIDGE_TOKEN: secretOf('OTP_TOKEN') };
  ({ message = '' } = await run({ job: 'encrypt', code: CODE }));
});
beforeEach(() => loop.forget());
afterAll(() => loop.close());

interface Outcome {
  message?: string;
  value?: unknown;
  error?: string;
  details?: string;
  lines?: string[];
}

/** Node runs the Lambda's own file; Jest cannot load ES modules as they are. */
function run(job: Record<string, unknown>): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(__dirname, '../support/cognito-child.mjs')]);
    const chunks: Record<'out' | 'error', string> = { out: '', error: '' };
    child.stdout.on('data', (chunk: Buffer) => (chunks.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (chunks.error += chunk.toString()));
    child.on('close', (status) =>
      status === 0 ? resolve(JSON.parse(chunks.out) as Outcome) : reject(new Error(chunks.error)),
    );
    child.stdin.end(JSON.stringify(job));
  });
}

const createEvent = (phone: unknown, code: unknown, triggerSource = 'CustomSMSSender_Authentication') => ({
  version: '1',
  triggerSource,
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_example',
  userName: 'robin',
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: 'example' },
  request: {
    type: 'customSMSSenderRequestV1',
    code,
    clientMetadata: null,
    userAttributes: { sub: '1', phone_number: phone, phone_number_verified: 'true', locale: 'de-DE' },
  },
});
const send = (event: unknown, changes: Record<string, string> = {}, timeoutMs?: number) =>
  run({ job: 'custom-sms-sender', event, env: { ...env, ...changes }, timeoutMs });

function expectNoLeak(outcome: Outcome, to: string): void {
  const text = JSON.stringify([outcome.error, outcome.details, outcome.lines]);
  for (const hidden of [CODE, to, secretOf('OTP_TOKEN'), message]) expect(text).not.toContain(hidden);
}

describe('the custom SMS sender', () => {
  test.each<[string, () => string]>([
    ['a message that was encrypted now', () => message],
    ['the message of the fixture', () => cognitoMessage],
  ])('%s arrives', async (_, code) => {
    const [to = ''] = numbers(1);
    const event = createEvent(to, code());
    const outcome = await send(event);
    expect([outcome.error, outcome.value]).toEqual([undefined, event]);
    const [create, ...others] = await loop.requests();
    expect([create?.form, others]).toMatchObject([
      { To: to, CustomCode: CODE, Channel: 'sms', Locale: 'de', Tags: '{"idp":"cognito"}' },
      [],
    ]);
  });

  test('a second call with the same message sends nothing more', async () => {
    const [to = ''] = numbers(1);
    for (let n = 0; n < 2; n++) expect((await send(createEvent(to, message))).error).toBeUndefined();
    expect(await loop.requests()).toHaveLength(1);
  });

  test.each<[string, unknown, Record<string, string>, RegExp]>([
    [
      'no variables',
      createEvent('+14155552671', 'x'),
      { KEY_ARN: '', BRIDGE_TOKEN: ' ' },
      /Set KEY_ARN, BRIDGE_TOKEN of/,
    ],
    [
      'a temporary password',
      createEvent('+14155552671', 'x', 'CustomSMSSender_AdminCreateUser'),
      {},
      /temporary password/,
    ],
    ['no code', createEvent('+14155552671', undefined), {}, /has no code/],
    ['a code that is no message', createEvent('+14155552671', 'MDEyMzQ1'), {}, /cannot be decrypted/],
    ['no event', {}, {}, /has no code/],
  ])('%s is refused by name, and nothing is posted', async (_, event, changes, expected) => {
    const outcome = await send(event, changes);
    expect(outcome.error).toMatch(/^VerifyBridgeRefusal: /);
    expect(outcome.error).toMatch(expected);
    expectNoLeak(outcome, '+14155552671');
    expect(await loop.requests()).toEqual([]);
  });

  test.each<[string, unknown, Record<string, string>, string]>([
    ['an e-mail address', 'robin@example.com', {}, '400: invalid_request'],
    ['no number', undefined, {}, '400: invalid_request'],
    ['a wrong token', '+14155552671', { BRIDGE_TOKEN: 'x'.repeat(24) }, '401: unauthenticated'],
  ])('%s: the refusal of the bridge is named', async (_, to, changes, expected) => {
    const outcome = await send(createEvent(to, message), changes);
    expect(outcome.error).toBe(`VerifyBridgeRefusal: verify-bridge refused with ${expected}.`);
    expectNoLeak(outcome, String(to));
  });

  test('the handler that Lambda calls makes the client of KMS itself', async () => {
    const [to = ''] = numbers(1);
    const event = createEvent(to, message);
    expect(await run({ job: 'default', event, env })).toEqual({ value: event });
    expect((await loop.requests()).map(({ form }) => form['CustomCode'])).toEqual([CODE]);
  });

  test.each<[string, Record<string, string>, RegExp]>([
    ['no origin', { BRIDGE_URL: 'example.twil.io' }, /BRIDGE_URL must be an https origin/],
    [
      'an origin in the clear',
      { BRIDGE_URL: 'http://example.twil.io' },
      /BRIDGE_URL must be an https origin/,
    ],
    ['a token of two lines', { BRIDGE_TOKEN: 'one\ntwo' }, /BRIDGE_TOKEN must be ASCII/],
    ['a closed port', { BRIDGE_URL: 'http://127.0.0.1:2' }, /no connection to BRIDGE_URL. Nothing was sent/],
  ])('%s is named', async (_, changes, expected) => {
    const outcome = await send(createEvent('+14155552671', message), changes);
    expect(outcome.error).toMatch(expected);
    expectNoLeak(outcome, '+14155552671');
    expect(await loop.requests()).toEqual([]);
  });

  test.each<[number, string]>([
    [502, '<html>'],
    [503, '{}'],
    [500, 'null'],
    [302, ''],
    [400, '{"code":"012345"}'],
  ])('an answer %i %s that is not of the bridge', async (status, body) => {
    const other = await startCapture();
    other.answer((response) => response.writeHead(status, { location: '/elsewhere' }).end(body));
    const outcome = await send(createEvent('+14155552671', message), { BRIDGE_URL: other.url });
    await other.close();
    expect(outcome.error).toBe(
      `VerifyBridgeRefusal: verify-bridge refused with ${status}: no problem document.`,
    );
    expectNoLeak(outcome, '+14155552671');
    expect(other.posted).toHaveLength(1);
  });

  test('a KMS that hangs is not waited for', async () => {
    const event = createEvent('+14155552671', message);
    const outcome = await run({ job: 'custom-sms-sender', event, env, timeoutMs: 100, kmsHangs: true });
    expect(outcome.error).toMatch(/KMS did not answer in time. Nothing was sent/);
    expect(await loop.requests()).toEqual([]);
  });

  test('another key cannot decrypt', async () => {
    const outcome = await send(createEvent('+14155552671', message), {
      KEY_ARN: KEY_ARN.replace('1234-1234-1234', '4321-4321-4321'),
    });
    expect(outcome.error).toMatch(/cannot be decrypted/);
  });

  test('a bridge that hangs is not waited for', async () => {
    const hanging = await startCapture();
    hanging.answer(() => undefined);
    const outcome = await send(createEvent('+14155552671', message), { BRIDGE_URL: hanging.url }, 100);
    await hanging.close();
    expect(outcome.error).toMatch(/did not answer in time/);
    expectNoLeak(outcome, '+14155552671');
  });
});

describe('the report of the outcome', () => {
  const signIn = (attributes: object, triggerSource = 'PostAuthentication_Authentication') => ({
    triggerSource,
    request: { userAttributes: { sub: '1', ...attributes }, newDeviceUsed: false },
    response: {},
  });
  const report = (event: unknown, changes: Record<string, string> = {}, timeoutMs?: number) =>
    run({ job: 'report-outcome', event, env: { ...env, ...changes }, timeoutMs });

  test.each([
    'PostAuthentication_Authentication',
    'PostConfirmation_ConfirmSignUp',
    'PostConfirmation_ConfirmForgotPassword',
  ])('%s approves the pending verification', async (source) => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    const event = signIn({ phone_number: to, phone_number_verified: 'true' }, source);
    const outcome = await report(event);
    expect(outcome).toMatchObject({ value: event, lines: ['{"verify_bridge":"200"}'] });
    expect(await loop.approvals()).toEqual([to]);
  });

  test.each<[string, unknown]>([
    [
      'a number that is not verified',
      signIn({ phone_number: '+14155552671', phone_number_verified: 'false' }),
    ],
    ['no number', signIn({ phone_number_verified: 'true' })],
    [
      'another trigger',
      signIn({ phone_number: '+14155552671', phone_number_verified: 'true' }, 'PreSignUp_SignUp'),
    ],
    ['no request', { triggerSource: 'PostAuthentication_Authentication' }],
  ])('%s is not reported', async (_, event) => {
    expect(await report(event)).toMatchObject({ value: event, lines: [] });
    expect(await loop.requests()).toEqual([]);
  });

  test('no failure keeps a user from signing in, and no line has the number', async () => {
    const event = signIn({ phone_number: '+14155552671', phone_number_verified: 'true' });
    const outcomes = [
      await report(event, { BRIDGE_TOKEN: 'x'.repeat(24) }),
      await report(event, { BRIDGE_URL: '' }),
      await report(event, { BRIDGE_URL: 'http://example.twil.io' }),
      await report(event, { BRIDGE_URL: 'http://127.0.0.1:1' }),
    ];
    expect(outcomes.map(({ lines }) => lines)).toEqual([
      ['{"verify_bridge":"401"}'],
      ['{"verify_bridge":"set BRIDGE_URL"}'],
      ['{"verify_bridge":"BRIDGE_URL must be an https origin"}'],
      ['{"verify_bridge":"no answer"}'],
    ]);
    for (const outcome of outcomes) {
      expect(outcome.value).toEqual(event);
      expectNoLeak(outcome, '+14155552671');
    }
  });
});
