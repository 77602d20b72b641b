import { startSandbox, type Sandbox } from '../../sandbox/server';
import { authorization, credentials, delivered, postForm } from '../support/stand-in';

const number = '+12025550123';
const address = 'ada@example.com';
let sandbox: Sandbox;

async function send(channel: string, to: string, more: Record<string, string> = {}) {
  const form = { To: to, Channel: channel, CustomCode: '012345', ...more };
  const response = await postForm(sandbox, 'Verifications', form);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const codeOf = async (channel: string, to: string, more: Record<string, string> = {}) =>
  (await send(channel, to, more)).body['code'];

async function control(method: string, body?: string) {
  const init = { method, ...(body !== undefined && { body }) };
  const response = await fetch(`${sandbox.url}/sandbox/channels`, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}

async function get(path: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${sandbox.url}/v2/${path}`, { headers: { authorization } });
  return (await response.json()) as Record<string, unknown>;
}

beforeEach(async () => {
  sandbox = await startSandbox({ credentials });
});
afterEach(() => sandbox.close());

test.each([
  ['sms', number],
  ['call', number],
  ['whatsapp', number],
  ['email', address],
])('%s to %s brings the code, is an attempt, and is approved', async (channel, to) => {
  const { status, body } = await send(channel, to);
  expect(status).toBe(201);
  expect(body).toMatchObject({ to, channel, send_code_attempts: [{ channel: channel.toUpperCase() }] });
  expect(await delivered(sandbox)).toMatchObject([{ to, channel, code: '012345' }]);
  const path = `Services/VA1/Verifications/${encodeURIComponent(to)}`;
  expect(await get(path)).toMatchObject({ sid: body['sid'], status: 'pending' });
  const country = channel === 'email' ? null : 'US';
  const attempts = async () => (await get(`Attempts?Channel=${channel}`))['attempts'];
  expect(await attempts()).toMatchObject([{ channel, channel_data: { to, country } }]);
  const approved = await postForm(sandbox, `Verifications/${encodeURIComponent(to)}`, { Status: 'approved' });
  expect(await approved.json()).toMatchObject({ sid: body['sid'], status: 'approved' });
  expect(await attempts()).toMatchObject([{ conversion_status: 'converted' }]);
});

test('the channels of one number share a verification and its five sends', async () => {
  const first = await send('sms', number);
  for (const channel of ['whatsapp', 'call', 'whatsapp', 'sms'])
    expect((await send(channel, number)).body['sid']).toBe(first.body['sid']);
  expect(await codeOf('whatsapp', number)).toBe(60203);
});

test.each([
  ['email', number],
  ['email', 'ada@example'],
  ['email', 'ada.example.com'],
  ['email', 'ada @example.com'],
  ['whatsapp', address],
  ['whatsapp', '12025550123'],
  ['whatsapp', `whatsapp:${number}`],
  ['sms', address],
  ['call', address],
])('%s to %s is refused', async (channel, to) => {
  expect(await codeOf(channel, to)).toBe(60200);
  expect(await delivered(sandbox)).toEqual([]);
});

test('WhatsApp has the languages of SMS, an e-mail has none', async () => {
  expect(await codeOf('whatsapp', number, { Locale: 'he' })).toBeUndefined();
  expect(await codeOf('whatsapp', number, { Locale: 'en-GB' })).toBe(20404);
  expect(await codeOf('email', address, { Locale: 'en' })).toBe(20404);
});

test.each(['sms', 'whatsapp'])('RiskCheck by %s is enable or disable', async (channel) => {
  for (const RiskCheck of ['enable', 'disable'])
    expect(await codeOf(channel, number, { RiskCheck })).toBeUndefined();
  expect(await codeOf(channel, number, { RiskCheck: 'off' })).toBe(60200);
});

test.each([
  ['sms', number, 60223],
  ['call', number, 60223],
  ['whatsapp', number, 68008],
  ['email', address, 60217],
])('%s can be switched off, and on again', async (channel, to, code) => {
  const all = { sms: true, call: true, whatsapp: true, email: true };
  expect(await control('GET')).toEqual({ status: 200, body: { channels: all } });
  const off = { status: 200, body: { channels: { ...all, [channel]: false } } };
  expect(await control('POST', JSON.stringify({ [channel]: false }))).toEqual(off);
  expect(await send(channel, to)).toMatchObject({ status: 400, body: { code } });
  expect(await codeOf(channel === 'call' ? 'sms' : 'call', number)).toBeUndefined();
  expect(await delivered(sandbox)).toHaveLength(1);
  await control('POST', JSON.stringify({ [channel]: true }));
  expect(await codeOf(channel, to)).toBeUndefined();
});

test('all are on again at once', async () => {
  await control('POST', '{"sms": false, "email": false}');
  expect(await codeOf('sms', number)).toBe(60223);
  expect((await control('DELETE')).status).toBe(204);
  expect([await codeOf('sms', number), await codeOf('email', address)]).toEqual([undefined, undefined]);
});

test.each(['{', '[]', 'null', '{"rcs": true}', '{"sms": "no"}', '{"call": false, "voice": false}'])(
  'POST /sandbox/channels %s changes nothing',
  async (body) => {
    expect((await control('POST', body)).status).toBe(400);
    expect(await codeOf('call', number)).toBeUndefined();
  },
);

test.each([
  ['+15005552223', 60223],
  ['+15005558008', 68008],
])('%s has no WhatsApp (%d), but an SMS and a call', async (to, code) => {
  expect(await codeOf('whatsapp', to)).toBe(code);
  expect([await codeOf('sms', to), await codeOf('call', to)]).toEqual([undefined, undefined]);
  expect(await delivered(sandbox)).toHaveLength(2);
});
