import type { Bridge } from '../support/bridge';
import { asAuth0, asPingone, basic, pingone, post } from '../support/callers';
import { startSandboxed, type TestSandbox } from '../support/sandbox';

/** From the provider's own wire body to the phone, over real HTTP through Twilio's local runtime. */

let sandbox: TestSandbox;
let bridge: Bridge;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ bridge, sandbox, close } = await startSandboxed());
});
beforeEach(() => sandbox.reset());
afterAll(() => close());

const TEMPLATE = '{"OTP":012345, "username":jdoe}';

test('PingOne SMS, as a form with the template of Ping’s guide', async () => {
  const answer = await asPingone(`${bridge.url}/pingone/sms`, {
    to: '+14155552671',
    from: '+1',
    Parameter: TEMPLATE,
  });
  expect(answer.status).toBe(201);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(answer.body).toEqual({
    sid: expect.stringMatching(/^VE[0-9a-f]{32}$/) as string,
    status: 'pending',
    channel: 'sms',
    to: '+1******2671',
  });
  expect(await sandbox.messages()).toMatchObject([{ to: '+14155552671', channel: 'sms', code: '012345' }]);
});

test('PingOne voice, with an extension and a locale', async () => {
  const fields = { To: '+12025550123,2992', From: '+1', Parameters: TEMPLATE, locale: 'en-GB' };
  const answer = await asPingone(`${bridge.url}/pingone/voice`, fields);
  expect(answer.body).toMatchObject({ channel: 'call', to: '+1******0123' });
  const [request] = await sandbox.requests();
  expect(request?.form).toEqual({
    To: '+12025550123',
    Channel: 'call',
    CustomCode: '012345',
    Locale: 'en-GB',
    SendDigits: 'wwww2992',
    Tags: '{"idp":"pingone"}',
  });
  expect(request?.host).toBe('verify.twilio.com');
});

test('PingOne as JSON, with the password alone as a Bearer token', async () => {
  const body = { to: '14155552671', otp: '0042', locale: 'es-MX' };
  const answer = await post(`${bridge.url}/pingone/sms`, `Bearer ${pingone}`, body);
  expect(answer.status).toBe(201);
  expect((await sandbox.requests())[0]?.form).toMatchObject({
    To: '+14155552671',
    CustomCode: '0042',
    Locale: 'es',
  });
});

test('Auth0 custom-phone-provider by text, with the user’s address and the tenant', async () => {
  const answer = await asAuth0(bridge.url, {
    notification: {
      message_type: 'otp_verify',
      delivery_method: 'text',
      recipient: '+1-808-555-5555',
      code: '001234',
      locale: 'en_US',
    },
    request: { ip: '203.0.113.10' },
    tenant: { id: 'acme' },
    client: { client_id: 'gmOWNgklfRm4tyl5' },
  });
  expect(answer.status).toBe(201);
  expect((await sandbox.requests())[0]?.form).toEqual({
    To: '+18085555555',
    Channel: 'sms',
    CustomCode: '001234',
    Locale: 'en',
    DeviceIp: '203.0.113.10',
    Tags: '{"idp":"auth0","tenant":"acme","client":"gmOWNgklfRm4tyl5"}',
  });
});

test('Auth0 send-phone-message by voice', async () => {
  const message_options = {
    action: 'enrollment',
    message_type: 'voice',
    recipient: '+1 808 555 5555',
    code: '98765432',
  };
  const answer = await asAuth0(bridge.url, { message_options });
  expect(answer.body).toMatchObject({ channel: 'call' });
  expect(await sandbox.messages()).toMatchObject([{ to: '+18085555555', channel: 'call', code: '98765432' }]);
});

test('a landline that refuses SMS is called instead, once, in a language that the voice speaks', async () => {
  const fields = { to: '+15005550205', otp: '123456', locale: 'hi-IN' };
  const answer = await asPingone(`${bridge.url}/pingone/sms`, fields);
  expect(answer.status).toBe(201);
  expect(answer.body).toMatchObject({ channel: 'call', to: '+1******0205' });
  const forms = (await sandbox.requests()).map(({ form }) => [form['Channel'], form['Locale']]);
  expect(forms).toEqual([
    ['sms', 'hi'],
    ['call', undefined],
  ]);
  expect(await sandbox.messages()).toMatchObject([{ channel: 'call', code: '123456' }]);
});

test('five sends in ten minutes, and no sixth without feedback', async () => {
  const send = () => asPingone(`${bridge.url}/pingone/sms`, { to: '+14155552671', otp: '123456' });
  const statuses = [];
  for (let n = 0; n < 6; n++) statuses.push((await send()).status);
  expect(statuses).toEqual([201, 201, 201, 201, 201, 429]);
});

test('thirty at once to a slow Twilio all arrive: none waits for another one’s connection', async () => {
  await sandbox.fault({ match: { path: '/Verifications' }, delay_ms: 1_400, times: 30 });
  const numbers = Array.from({ length: 30 }, (_, n) => `+141555526${String(n).padStart(2, '0')}`);
  const send = (to: string) => asPingone(`${bridge.url}/pingone/sms`, { to, otp: '123456' });
  const answers = await Promise.all(numbers.map(send));
  expect(answers.map(({ status }) => status)).toEqual(numbers.map(() => 201));
  expect((await sandbox.messages()).map(({ to }) => to).sort()).toEqual(numbers);
});

test('the health of a configured bridge, without credentials', async () => {
  const response = await fetch(`${bridge.url}/health`);
  expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
});

test('one log line a call, with a correlation id and nothing that is secret', async () => {
  bridge.lines.length = 0;
  const good = await asPingone(`${bridge.url}/pingone/sms`, {
    to: '+14155552671',
    otp: '918273',
    username: 'jdoe',
  });
  await post(`${bridge.url}/pingone/sms`, basic('pingone', 'not-the-password'), {
    to: '+14155552671',
    otp: '918273',
  });
  await asPingone(`${bridge.url}/pingone/sms`, { to: '+14155552671', otp: '918273', channel: 'fax' });
  const lines = bridge.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toEqual({
    correlation_id: good.headers.get('x-correlation-id'),
    endpoint: 'pingone/sms',
    idp: 'pingone',
    outcome: 'delivered',
    status: 201,
    ms: expect.any(Number) as number,
    channel: 'sms',
    to: '+1******2671',
    sid: good.body['sid'],
  });
  expect(lines.map(({ outcome }) => outcome)).toEqual(['delivered', 'unauthenticated', 'invalid_request']);
  for (const secret of ['918273', '4155552671', 'jdoe', pingone, 'not-the-password', 'Basic']) {
    expect(bridge.lines.join('\n')).not.toContain(secret);
  }
});
