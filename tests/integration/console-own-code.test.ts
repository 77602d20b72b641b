import { post } from '../support/callers';
import { startConsole, TO, type Console } from '../support/console';
import { computeTotp, readOtpauth } from '../support/totp';
import { VERIFY_API_TOKEN } from '../support/verify-api';

/** The test page calls the endpoints for Verify's own codes: what it is told is what they answer. */

const IDENTITY = 'test-page-0001';
let page: Console;
beforeAll(async () => {
  page = await startConsole({ VERIFY_API_TOKEN });
});
/** Each moves the sandbox's clock by an hour. */
let resets = 0;
beforeEach(async () => {
  await page.sandbox.reset();
  resets += 1;
});
afterAll(() => page.close());

const play = (path: string, body: unknown) =>
  page.play('own-code', { path, body: typeof body === 'string' ? body : JSON.stringify(body) });
const inEarnest = (path: string, body: unknown) =>
  post(`${page.bridge.url}/${path}`, `Bearer ${VERIFY_API_TOKEN}`, body);

test('a code is started and checked', async () => {
  const started = await play('verify/start', { to: TO, channel: 'whatsapp' });
  expect(started).toMatchObject({ status: 201, body: { channel: 'whatsapp', to: '+1******2671' } });
  const [message] = await page.sandbox.messages();
  const code = message?.code ?? '';
  const wrong = code === '0000' ? '0001' : '0000';
  expect(await play('verify/check', { to: TO, code: wrong })).toMatchObject({
    status: 200,
    body: { status: 'pending', valid: false },
  });
  expect(await play('verify/check', { to: TO, code })).toMatchObject({
    status: 200,
    body: { status: 'approved', valid: true },
  });
  const gone = await play('verify/check', { to: TO, code });
  expect([gone.status, gone.body]).toEqual([404, (await inEarnest('verify/check', { to: TO, code })).body]);
  const line = JSON.parse(page.bridge.lines.at(-2) ?? '') as Record<string, unknown>;
  expect(line).toMatchObject({
    endpoint: 'console/own-code',
    caller: 'verify/check',
    outcome: 'no_pending_verification',
    to: '+1******2671',
  });
});

test('a factor is created, verified, checked and removed, and its secret is not logged', async () => {
  page.bridge.lines.length = 0;
  const made = await play('totp/factors', { identity: IDENTITY, name: 'Test' });
  const { sid: factor, uri, secret } = made.body as Record<string, string>;
  const code = computeTotp(readOtpauth(uri ?? '').secret, Date.now() / 1000 + resets * 3600);
  const body = { identity: IDENTITY, factor, code };
  expect((await play('totp/verify', body)).body).toEqual({ status: 'verified', valid: true });
  expect((await play('totp/check', body)).body).toEqual({ status: 'approved', valid: true });
  expect((await play('totp/remove', body)).body).toEqual({ removed: true });
  const log = page.bridge.lines.join('\n');
  for (const word of [secret ?? '', 'otpauth', code, IDENTITY]) expect(log).not.toContain(word);
});

test.each([
  ['verify/start', { to: TO, channel: 'rcs' }],
  ['verify/start', { to: '+19005550100' }],
  ['verify/check', { to: TO, code: 123456 }],
  ['totp/factors', { identity: 'short', name: '' }],
  ['totp/check', { identity: IDENTITY, factor: `YF${'0'.repeat(32)}`, code: '123456' }],
])('%s %j is refused as the endpoint refuses it', async (path, body) => {
  const { status, body: told } = await play(path, body);
  const answer = await inEarnest(path, body);
  expect([status, told]).toEqual([answer.status, answer.body]);
  expect(status).toBeGreaterThanOrEqual(400);
});

test('a body that the runtime refuses', async () => {
  expect(await play('verify/start', '{"to":')).toMatchObject({
    status: 400,
    body: { code: 'invalid_request' },
  });
});

test.each(['otp/send', 'toString', '', 'verify/start/', 7])('there is no path %p', async (path) => {
  const { status, body } = await page.ask('own-code', { path, body: '{}' });
  expect([status, body['code']]).toEqual([400, 'invalid_request']);
});

test('without the Verify service it says what is missing', async () => {
  const lacking = await startConsole({ VERIFY_SERVICE_SID: undefined });
  try {
    for (const path of ['verify/start', 'verify/check', 'totp/factors'])
      expect(await lacking.play('own-code', { path, body: '{}' })).toMatchObject({
        status: 500,
        body: { code: 'not_configured' },
      });
  } finally {
    await lacking.close();
  }
});

test('what is off without VERIFY_API_TOKEN is off here, too', async () => {
  const closed = await startConsole({ VERIFY_API_TOKEN: undefined });
  const body = JSON.stringify({ identity: IDENTITY, name: 'Test' });
  const answers = [
    await closed.play('own-code', { path: 'totp/factors', body }),
    await closed.play('own-code', { path: 'verify/start', body: JSON.stringify({ to: TO }) }),
  ];
  expect(await closed.sandbox.requests()).toEqual([]);
  await closed.close();
  for (const { status, body } of answers)
    expect([status, body['detail']]).toEqual([500, 'VERIFY_API_TOKEN is not set.']);
});
