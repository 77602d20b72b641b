import { startSandbox, type Sandbox } from '../../sandbox/server';
import { authorization, credentials, postForm } from '../support/stand-in';

const number = '+12025550123';
let sandbox: Sandbox;

const send = (form: Record<string, string> = {}, signal?: AbortSignal) =>
  postForm(
    sandbox,
    'Verifications',
    { To: number, Channel: 'sms', CustomCode: '012345', ...form },
    signal === undefined ? {} : { signal },
  );
const control = (method: string, path: string, body?: unknown) =>
  fetch(`${sandbox.url}/sandbox/${path}`, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
async function fault(body: unknown): Promise<void> {
  const response = await control('POST', 'faults', body);
  expect([response.status, response.status === 201 ? '' : await response.text()]).toEqual([201, '']);
}
async function count(what: 'messages' | 'requests' | 'faults'): Promise<number> {
  const lists = (await (await control('GET', what)).json()) as Record<string, unknown[]>;
  return lists[what]?.length ?? -1;
}

beforeEach(async () => {
  sandbox = await startSandbox({ credentials });
});
afterEach(() => sandbox.close());

test.each([
  ['status and code', { status: 429, code: 20429, retry_after: 7 }, 429, 20429, 'Too many requests', '7'],
  ['a code alone', { code: 60410 }, 403, 60410, 'Verification delivery attempt blocked by Fraud Guard', null],
  ['a status alone', { status: 503 }, 503, 20503, 'Service is temporarily unavailable', null],
  ['a code with another status', { status: 500, code: 60200 }, 500, 60200, 'Invalid parameter', null],
  ['an own message', { status: 418, code: 1, message: 'Teapot' }, 418, 1, 'Teapot', null],
])('an error, once: %s', async (_, body, status, code, message, retryAfter) => {
  await fault(body);
  const response = await send();
  expect(response.status).toBe(status);
  expect(response.headers.get('retry-after')).toBe(retryAfter);
  const more_info = `https://www.twilio.com/docs/errors/${code}`;
  expect(await response.json()).toEqual({ code, message, more_info, status });
  expect(await count('messages')).toBe(0);
  expect((await send()).status).toBe(201);
});

test.each([
  [{ body: '<html>', status: 502, retry_after: 3 }, 502, '3'],
  [{ body: '<html>' }, 200, null],
])('an answer that is not JSON: %j', async (body, status, retryAfter) => {
  await fault(body);
  const response = await send();
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('text/html');
  expect(response.headers.get('retry-after')).toBe(retryAfter);
  expect(await response.text()).toBe('<html>');
  expect(await count('messages')).toBe(0);
});

test('a late answer is a right one', async () => {
  await fault({ delay_ms: 40 });
  const before = performance.now();
  expect((await send()).status).toBe(201);
  expect(performance.now() - before).toBeGreaterThanOrEqual(39);
  expect(await count('messages')).toBe(1);
});

test('a sandbox that closes does not wait for what it delays', async () => {
  await fault({ delay_ms: 600_000 });
  const answer = expect(send()).rejects.toThrow('fetch failed');
  while ((await count('requests')) === 0);
  await sandbox.close();
  await answer;
});

test('no answer, and nothing sent', async () => {
  await fault({ hang: true });
  const gone = new AbortController();
  const answer = send({}, gone.signal);
  while ((await count('requests')) === 0);
  gone.abort();
  await expect(answer).rejects.toThrow('aborted');
  expect(await count('messages')).toBe(0);
});

test('a reset, and nothing sent', async () => {
  await fault({ reset: true });
  await expect(send()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
  expect([await count('requests'), await count('messages')]).toEqual([1, 0]);
});

test('half an answer, and the code sent', async () => {
  await fault({ cut: true });
  const response = await send();
  expect(response.status).toBe(201);
  await expect(response.text()).rejects.toThrow('terminated');
  expect(await count('messages')).toBe(1);
});

test('a fault befalls so many requests, those faults first that came first, one at a time', async () => {
  await fault({ status: 500, times: 2 });
  await fault({ status: 503 });
  const statuses = [];
  for (let sends = 0; sends < 4; sends++) statuses.push((await send()).status);
  expect(statuses).toEqual([500, 500, 503, 201]);
  expect(await count('faults')).toBe(0);
});

test.each<[string, Record<string, string>, () => Promise<Response>, () => Promise<Response>]>([
  ['path', { path: '/VerificationCheck' }, () => get('Services/VA1/VerificationCheck'), () => send()],
  ['number', { to: number }, () => send(), () => send({ To: '+12025550124' })],
  [
    'number in a path',
    { to: number },
    () => get(`PhoneNumbers/${number}`),
    () => get('PhoneNumbers/+12025550124'),
  ],
  [
    'encoded number',
    { to: number },
    () => get('PhoneNumbers/%2B12025550123'),
    () => get('PhoneNumbers/%2B1202'),
  ],
  ['encoded path', { path: `/${number}` }, () => get('PhoneNumbers/%2B12025550123'), () => send()],
  ['channel', { channel: 'sms' }, () => send(), () => send({ Channel: 'call' })],
  ['both', { to: number, channel: 'sms' }, () => send(), () => send({ Channel: 'call' })],
])('only a request that matches: %s', async (_, match, matching, other) => {
  await fault({ match, status: 418 });
  expect((await other()).status).not.toBe(418);
  expect((await matching()).status).toBe(418);
});

const get = (path: string) => fetch(`${sandbox.url}/v2/${path}`, { headers: { authorization } });

test('faults can be read and taken back, and do not befall the sandbox itself', async () => {
  await fault({ match: { channel: 'sms' }, status: 503, times: 3 });
  await fault({ hang: true });
  const { faults } = (await (await control('GET', 'faults')).json()) as { faults: unknown[] };
  expect(faults).toMatchObject([
    { match: { channel: 'sms' }, times: 3, answer: { status: 503 } },
    { match: {}, times: 1, connectionFault: 'hang' },
  ]);
  expect((await control('DELETE', 'faults')).status).toBe(204);
  expect((await send()).status).toBe(201);
});

test.each<[unknown, string]>([
  [[], 'object'],
  [null, 'object'],
  [{}, 'exactly one of'],
  [{ times: 2 }, 'exactly one of'],
  [{ hang: true, reset: true }, 'exactly one of'],
  [{ hang: true, status: 500 }, 'exactly one of'],
  [{ delay_ms: 1, body: '' }, 'exactly one of'],
  [{ stauts: 500 }, '"stauts" is not known'],
  [{ hang: false }, '"hang"'],
  [{ hang: true, times: 0 }, '"times"'],
  [{ hang: true, times: 1.5 }, '"times"'],
  [{ delay_ms: -1 }, '"delay_ms"'],
  [{ delay_ms: '5' }, '"delay_ms"'],
  [{ status: 199 }, '"status"'],
  [{ status: '500' }, '"status"'],
  [{ code: 12345 }, '"status" is needed'],
  [{ status: 500, code: '60200' }, '"code"'],
  [{ status: 500, message: 5 }, '"message"'],
  [{ hang: true, message: 'x' }, '"message"'],
  [{ body: {} }, '"body"'],
  [{ body: '', code: 60200 }, '"code"'],
  [{ status: 429, retry_after: 'soon' }, '"retry_after"'],
  [{ hang: true, match: 'sms' }, '"match"'],
  [{ hang: true, match: { number: '+1' } }, '"match"'],
  [{ hang: true, match: { to: 1 } }, '"match"'],
])('%j is no fault', async (body, problem) => {
  const response = await control('POST', 'faults', body);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain(problem);
  expect(await count('faults')).toBe(0);
});
