import { startSandbox, type Sandbox } from '../../sandbox/server';
import { credentials, postForm } from '../support/stand-in';

const start = Date.parse('2026-03-01T12:00:00Z');
const To = '+12025550123';
let now = start;
let sandbox: Sandbox;

async function post(path: string, form: Record<string, string>) {
  const response = await postForm(sandbox, path, form);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const send = (code?: string) =>
  post('Verifications', { To, Channel: 'sms', ...(code !== undefined && { CustomCode: code }) });
const check = (form: Record<string, string>) => post('VerificationCheck', form);

beforeEach(async () => {
  now = start;
  sandbox = await startSandbox({ now: () => now, credentials });
});
afterEach(() => sandbox.close());

test('the right code approves, and the answer has every field of the API', async () => {
  const { sid } = (await send('111111')).body;
  now += 1000;
  expect(await check({ To, Code: '111111' })).toEqual({
    status: 201,
    body: {
      ...{
        sid,
        service_sid: 'VA1',
        account_sid: 'AC1',
        to: To,
        channel: 'sms',
        status: 'approved',
        valid: true,
      },
      ...{ amount: null, payee: null, sna_attempts_error_codes: [] },
      ...{ date_created: '2026-03-01T12:00:00Z', date_updated: '2026-03-01T12:00:01Z' },
    },
  });
});

test('an approved verification is not there to be checked again', async () => {
  await send('111111');
  await check({ To, Code: '111111' });
  expect(await check({ To, Code: '111111' })).toMatchObject({ status: 404, body: { code: 20404 } });
});

test('a verification is also checked by its SID', async () => {
  const sid = (await send('111111')).body['sid'] as string;
  expect((await check({ VerificationSid: sid, Code: '111111' })).body).toMatchObject({
    sid,
    status: 'approved',
  });
});

test('only the latest code is right', async () => {
  await send('111111');
  await send('222222');
  expect((await check({ To, Code: '111111' })).body).toMatchObject({ status: 'pending', valid: false });
  expect((await check({ To, Code: '222222' })).body).toMatchObject({ status: 'approved', valid: true });
});

test('an expired verification cannot be checked', async () => {
  await send('111111');
  now += 600_000;
  expect(await check({ To, Code: '111111' })).toMatchObject({ status: 404, body: { code: 20404 } });
});

test('after five wrong codes the sixth check is refused, as are sends until the verification expires', async () => {
  const sid = (await send('111111')).body['sid'] as string;
  for (let checks = 1; checks <= 5; checks++) {
    expect((await check({ To, Code: '999999' })).body).toMatchObject({
      sid,
      status: 'pending',
      valid: false,
    });
  }
  expect(await check({ To, Code: '111111' })).toMatchObject({ status: 429, body: { code: 60202 } });
  expect(await send('222222')).toMatchObject({ status: 429, body: { code: 60202 } });
  const approval = await post(`Verifications/${sid}`, { Status: 'approved' });
  expect(approval).toMatchObject({ status: 404, body: { code: 20404 } });
  now += 600_000;
  expect((await send('333333')).body['sid']).not.toBe(sid);
});

test('four wrong codes leave one more try', async () => {
  await send('111111');
  for (let checks = 1; checks <= 4; checks++) await check({ To, Code: '999999' });
  expect((await check({ To, Code: '111111' })).body).toMatchObject({ status: 'approved' });
});

test.each<[string, Record<string, string>, number, number]>([
  ['no target', { Code: '111111' }, 400, 60221],
  ['no code', { To }, 400, 60200],
  ['a short code', { To, Code: '111' }, 400, 60200],
  ['a long code', { To, Code: '11111111111' }, 400, 60200],
  ['a number that was sent nothing', { To: '+12025550199', Code: '111111' }, 404, 20404],
])('a check with %s', async (_, form, status, code) => {
  await send('111111');
  expect(await check(form)).toMatchObject({ status, body: { code } });
});

test('without a custom code Verify makes one, and sends it again while the verification is pending', async () => {
  await send();
  await send();
  const response = await fetch(`${sandbox.url}/sandbox/messages`);
  const { messages } = (await response.json()) as { messages: { code: string }[] };
  const code = messages[0]?.code ?? '';
  expect(code).toMatch(/^\d{6}$/);
  expect(messages[1]?.code).toBe(code);
  expect((await check({ To, Code: code })).body).toMatchObject({ status: 'approved' });
});
