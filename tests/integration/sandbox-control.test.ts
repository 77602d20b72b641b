import { request } from 'node:http';
import { BoundedList } from '../../sandbox/bounded';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { readSandboxSettings } from '../../sandbox/settings';
import { sandboxEnvironment } from '../support/bridge';
import { credentials, postForm } from '../support/stand-in';

let sandbox: Sandbox;

const send = (to: string, headers: Record<string, string> = {}) =>
  postForm(sandbox, 'Verifications', { To: to, Channel: 'sms', CustomCode: '012345' }, { headers });
const control = (method: string, path: string, body?: string) =>
  fetch(`${sandbox.url}/sandbox/${path}`, { method, ...(body !== undefined && { body }) });
async function list<T>(path: string): Promise<T[]> {
  const lists = (await (await control('GET', path)).json()) as Record<string, T[]>;
  return Object.values(lists)[0] ?? [];
}

beforeEach(async () => {
  sandbox = await startSandbox({ credentials });
});
afterEach(() => sandbox.close());

test('messages come newest last, for all numbers or one, until they are deleted', async () => {
  for (const to of ['+12025550123', '+12025550124', '+12025550123']) await send(to);
  const numbers = (path: string) => list<{ to: string }>(path).then((all) => all.map(({ to }) => to));
  expect(await numbers('messages')).toEqual(['+12025550123', '+12025550124', '+12025550123']);
  expect(await numbers('messages?to=%2B12025550124')).toEqual(['+12025550124']);
  expect(await numbers('messages?to=%2B1202555')).toEqual([]);
  expect((await control('DELETE', 'messages')).status).toBe(204);
  expect(await numbers('messages')).toEqual([]);
});

test('every request to the API is logged, also a refused one; those to the sandbox are not', async () => {
  await send('+12025550123', { 'x-forwarded-host': 'verify.twilio.com', 'user-agent': 'test/1' });
  await fetch(`${sandbox.url}/v2/PhoneNumbers/%2B12025550123?Fields=validation`, {
    headers: { 'user-agent': 'test/2' },
  });
  expect(await list('requests')).toEqual([
    {
      method: 'POST',
      path: '/v2/Services/VA1/Verifications',
      host: 'verify.twilio.com',
      query: {},
      form: { To: '+12025550123', Channel: 'sms', CustomCode: '012345' },
      user_agent: 'test/1',
    },
    {
      method: 'GET',
      path: '/v2/PhoneNumbers/%2B12025550123',
      host: null,
      query: { Fields: 'validation' },
      form: {},
      user_agent: 'test/2',
    },
  ]);
  expect((await control('DELETE', 'requests')).status).toBe(204);
  expect(await list('requests')).toEqual([]);
});

test('the last thousand requests and messages are kept', async () => {
  const number = (index: number) => `+1202555${String(index).padStart(4, '0')}`;
  for (let index = 0; index <= 1000; index++) await send(number(index));
  for (const kept of [
    (await list<{ to: string }>('messages')).map(({ to }) => to),
    (await list<{ form: { To: string } }>('requests')).map(({ form }) => form.To),
  ]) {
    expect(kept).toHaveLength(1000);
    expect([kept[0], kept.at(-1)]).toEqual([number(1), number(1000)]);
  }
});

test.each([1, 3, 4, 6, 7, 20])('of %d items the last three are kept', (count) => {
  const items = Array.from({ length: count }, (_, index) => index);
  const kept = new BoundedList<number>(3);
  for (const item of items) kept.add(item);
  expect(kept.all()).toEqual(items.slice(-3));
});

test('the clock moves forward, and verifications expire by it', async () => {
  const first = (await (await send('+12025550123')).json()) as { sid: string };
  const moved = await control('POST', 'clock', '{"advance_seconds": 600}');
  expect(moved.status).toBe(200);
  const ahead = Date.parse(((await moved.json()) as { now: string }).now) - Date.now();
  expect(ahead).toBeGreaterThan(590_000);
  expect(ahead).toBeLessThanOrEqual(600_000);
  const second = (await (await send('+12025550123')).json()) as { sid: string };
  expect(second.sid).not.toBe(first.sid);
});

test.each([
  ['clock', '{"advance_seconds":', 'not JSON'],
  ['clock', '', 'not JSON'],
  ['clock', 'null', 'advance_seconds'],
  ['clock', '{}', 'advance_seconds'],
  ['clock', '{"advance_seconds": -1}', 'advance_seconds'],
  ['clock', '{"advance_seconds": "600"}', 'advance_seconds'],
  ['clock', '{"advance_seconds": 1e300}', 'advance_seconds'],
  ['faults', '{', 'not JSON'],
])('POST /sandbox/%s %s is refused', async (path, body, problem) => {
  const response = await control('POST', path, body);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { error: string }).error).toContain(problem);
});

test.each([
  ['GET', '/sandbox/nothing', 404],
  ['GET', '/sandbox', 404],
  ['PUT', '/sandbox/messages', 405],
  ['GET', '/v2/Nothing', 404],
  ['GET', '/v2/Services/VA1/Verifications', 405],
  ['DELETE', '/v2/Services/VA1', 405],
  ['GET', '/v2/PhoneNumbers/%E0%A4%A', 401],
])('%s %s is a %d, and still says what it is', async (method, path, status) => {
  const response = await fetch(sandbox.url + path, { method });
  expect(response.status).toBe(status);
  expect(response.headers.get('x-sandbox')).toBe('verify-bridge stand-in, not Twilio');
});

test.each([
  ['nobody', {}],
  ['another user', { authorization: `Basic ${Buffer.from('AC2:sandbox-token').toString('base64')}` }],
  ['a bearer', { authorization: 'Bearer sandbox-token' }],
])('%s may do nothing', async (_, headers) => {
  for (const path of [
    '/v2/Attempts',
    '/v2/Attempts/Summary',
    '/v2/PhoneNumbers/+12025550123',
    '/v2/Services/VA1',
  ]) {
    const response = await fetch(sandbox.url + path, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 20003, status: 401 });
  }
});

test.each([
  [1_000_000, 401],
  [1_000_001, 413],
])('a body of %d bytes is a %d', async (size, status) => {
  const response = await fetch(`${sandbox.url}/v2/Services/VA1`, { method: 'POST', body: 'x'.repeat(size) });
  expect(response.status).toBe(status);
});

test('a caller that goes away in the middle of its request disturbs nobody', async () => {
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  const outgoing = request(`${sandbox.url}/v2/Services/VA1`, {
    method: 'POST',
    headers: { 'content-length': 9 },
  });
  const gone = new Promise((resolve) => outgoing.once('error', resolve).once('close', resolve));
  await new Promise((resolve) => outgoing.write('half', resolve));
  outgoing.destroy();
  await gone;
  expect((await send('+12025550123')).status).toBe(201);
  expect(await list('requests')).toHaveLength(1);
  expect(printed).not.toHaveBeenCalled();
  printed.mockRestore();
});

test('two sandboxes know nothing of each other, and a taken port is an error', async () => {
  const other = await startSandbox({ credentials });
  await send('+12025550123');
  const response = await fetch(`${other.url}/sandbox/messages`);
  expect(await response.json()).toEqual({ messages: [] });
  const port = Number(new URL(other.url).port);
  await expect(startSandbox({ port, credentials })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await other.close();
  await expect(fetch(other.url)).rejects.toThrow('fetch failed');
});

test('it tells where a user can sign in', async () => {
  const auth0 = await startSandbox({ credentials, auth0: { actionToken: 'sandbox-auth0-action-token' } });
  const answer = await fetch(`${auth0.url}/sandbox/sign-ins`);
  const found = (await answer.json()) as { sign_ins: { name: string; url: string }[] };
  const page = await fetch(found.sign_ins[0]?.url ?? '');
  await auth0.close();
  expect(found).toEqual({ sign_ins: [{ name: 'Auth0', url: `${auth0.url}/auth0/login` }] });
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('not Auth0')]);
  expect(await list('sign-ins')).toEqual([]);
});

test('where a stand-in cannot start, nothing is left listening', async () => {
  const port = Number(new URL(sandbox.url).port);
  await sandbox.close();
  // Jest cannot load the ES module of the OpenID provider.
  const settings = readSandboxSettings(sandboxEnvironment);
  const functionsUrl = 'http://127.0.0.1:1';
  await expect(startSandbox({ ...settings, port, functionsUrl })).rejects.toThrow();
  sandbox = await startSandbox({ port, credentials });
  expect((await control('GET', 'messages')).status).toBe(200);
});

describe('another site’s page', () => {
  /** fetch sets Host by itself. */
  const statusOf = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const asked = request(sandbox.url + path, { method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.once('error', reject).end();
    });

  test.each<[string, Record<string, string>]>([
    ['a form or a fetch of its own', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['a name that begins like ours', { origin: 'http://localhost.evil.example' }],
    ['a name that ends like ours', { origin: 'http://evil-localhost' }],
    ['a user of that name', { origin: 'http://localhost@evil.example' }],
    ['a name that leads to this machine', { host: 'evil.example:3001' }],
    ['a number that is a name', { host: '127.0.0.1.evil.example' }],
    ['both', { host: 'evil.example', origin: 'http://evil.example' }],
  ])('%s controls nothing', async (_, headers) => {
    await send('+12025550123');
    const paths = ['/sandbox/messages', '/sandbox/requests', '/sandbox/faults', '/sandbox'];
    for (const path of paths) {
      for (const method of ['GET', 'DELETE', 'POST']) expect(await statusOf(method, path, headers)).toBe(403);
    }
    expect(await list('messages')).toHaveLength(1);
  });

  test.each<[string, Record<string, string>]>([
    ['no page at all', {}],
    ['the functions’ pages', { origin: 'http://localhost:3000' }],
    ['by its number', { origin: 'http://127.0.0.1:3000', host: 'localhost:3001' }],
    ['over IPv6', { origin: 'http://[::1]:3000', host: '[::1]:3001' }],
    ['without a port', { host: '127.0.0.1' }],
  ])('%s does', async (_, headers) => {
    expect(await statusOf('GET', '/sandbox/messages', headers)).toBe(200);
    expect(await statusOf('DELETE', '/sandbox/messages', headers)).toBe(204);
  });

  test('the APIs are asked by any name: a function calls them as it likes', async () => {
    expect(await statusOf('GET', '/v2/PhoneNumbers/x', { host: 'lookups.example' })).not.toBe(403);
    expect(await statusOf('GET', '/', { host: 'evil.example' })).toBe(200);
  });
});
