import { startSandbox, type Sandbox } from '../../sandbox/server';
import { readSandboxSettings } from '../../sandbox/settings';
import { sandboxEnvironment, startBridge, type Bridge } from '../support/bridge';
import { startCapture } from '../support/capture';
import { report } from '../support/feedback';
import type { ApiRequest, Message } from '../support/sandbox';

/** The stand-ins of Okta and of any other system, with the functions: a user asks for a code, types it in, and its success is counted. */

let sandbox: Sandbox;
let bridge: Bridge;
let count = 0;
const createNumber = () => `+1415555${4000 + count++}`;

beforeAll(async () => {
  sandbox = await startSandbox(readSandboxSettings(sandboxEnvironment));
  bridge = await startBridge({ TWILIO_API_BASE_URL: sandbox.url, OKTA_ORG_URL: sandbox.url });
});
beforeEach(() => Promise.all(['messages', 'requests', 'faults'].map((kept) => control('DELETE', kept))));
afterAll(async () => {
  await bridge.close();
  await sandbox.close();
});

async function control<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
  const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const text = await (await fetch(`${sandbox.url}/sandbox/${path}`, init)).text();
  return (text === '' ? undefined : JSON.parse(text)) as T;
}

interface Made {
  code: string;
  user: string;
  taken: boolean;
  fallback: boolean;
  right: boolean;
  verified: boolean;
  error?: string;
  attempts: { status: number | null; body: Record<string, unknown> }[];
}
const okta = (action: string, body: object) =>
  control<Made>('POST', `okta/${action}`, {
    url: `${bridge.url}/okta/${action === 'send' ? 'telephony' : 'events'}`,
    ...body,
  });
const messages = async () => (await control<{ messages: Message[] }>('GET', 'messages')).messages;
const requests = async () => (await control<{ requests: ApiRequest[] }>('GET', 'requests')).requests;
const sends = async () => (await requests()).filter(({ path }) => path.endsWith('/Verifications')).length;
const approvals = async () =>
  (await requests()).filter(({ method, path }) => method === 'POST' && /Verifications\//.test(path));

test.each(['sms', 'call'])('a code by %s arrives, and its success is approved', async (channel) => {
  const to = createNumber();
  const made = await okta('send', { to, channel });
  expect(made).toMatchObject({ taken: true, fallback: false, attempts: [{ status: 200 }] });
  expect(await messages()).toMatchObject([{ to, channel, code: made.code }]);
  const used = await okta('verify', { to, code: made.code });
  expect(used).toMatchObject({ right: true, attempts: [{ status: 200, body: report(1, { approved: 1 }) }] });
  expect(await approvals()).toHaveLength(1);
  expect((await requests()).filter(({ path }) => path === `/api/v1/users/${made.user}/factors`)).toHaveLength(
    1,
  );
});

test('a wrong code approves nothing, and a code is good once', async () => {
  const to = createNumber();
  const { code } = await okta('send', { to });
  const wrong = await okta('verify', { to, code: code === '000000' ? '000001' : '000000' });
  expect(wrong).toMatchObject({ right: false, attempts: [{ body: report(1, { irrelevant: 1 }) }] });
  expect(await approvals()).toEqual([]);
  expect((await okta('verify', { to, code })).right).toBe(true);
  expect((await okta('verify', { to, code })).right).toBe(false);
});

test('the challenge is answered to Okta, and to nobody else', async () => {
  expect(await okta('challenge', {})).toMatchObject({ verified: true, attempts: [{ status: 200 }] });
  const stranger = await okta('challenge', { authorization: 'somebody-else-0001' });
  expect(stranger).toMatchObject({ verified: false, attempts: [{ status: 401 }] });
});

test('a try after an answer that was lost sends no second message', async () => {
  const to = createNumber();
  await control('POST', 'faults', { cut: true, times: 1 });
  const made = await okta('send', { to, retry: true });
  expect(made).toMatchObject({ taken: false, fallback: true, attempts: [{ status: 504 }, { status: 504 }] });
  expect([await sends(), (await messages()).length]).toEqual([1, 1]);
});

test('a try after a refusal that is final follows only if it was a 5xx', async () => {
  const blocked = await okta('send', { to: '+14155554999', retry: true });
  expect(blocked.attempts).toHaveLength(1);
  await control('POST', 'faults', { status: 403, code: 60410, times: 1 });
  expect(await okta('send', { to: createNumber(), retry: true })).toMatchObject({
    fallback: true,
    attempts: [{ status: 403 }],
  });
});

test('a hook that is no one’s is taken for a failure after three seconds', async () => {
  const server = await startCapture();
  server.answer(
    (response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"commands":[]}'),
  );
  const made = await okta('send', { to: createNumber(), url: `${server.url}/okta/telephony` });
  await server.close();
  expect(made).toMatchObject({ taken: false, fallback: true });
});

test('another API token: the event may yet succeed, and nothing is approved', async () => {
  const other = await startBridge({
    TWILIO_API_BASE_URL: sandbox.url,
    OKTA_ORG_URL: sandbox.url,
    OKTA_API_TOKEN: 'another-api-token-1',
  });
  const to = createNumber();
  const { code } = await okta('send', { to });
  const used = await okta('verify', { to, code, url: `${other.url}/okta/events` });
  await other.close();
  expect(used.attempts).toMatchObject([
    { status: 503, body: { failed: 1 } },
    { status: 503, body: { failed: 1 } },
  ]);
  expect(await approvals()).toEqual([]);
});

test('a user whom Okta has deleted is unmappable', async () => {
  const factors = await fetch(`${sandbox.url}/api/v1/users/00uNobody/factors`, {
    headers: { authorization: `SSWS ${sandboxEnvironment['OKTA_API_TOKEN']}` },
  });
  expect([factors.status, await factors.json()]).toMatchObject([404, { errorCode: 'E0000007' }]);
});

test.each<[string, object, RegExp]>([
  ['send', { to: 'robin' }, /"to" must be an E.164 number/],
  ['send', { to: '+14155554998', channel: 'email' }, /"channel" must be one of/],
  ['send', { to: '+14155554998', retry: 1 }, /"retry" must be/],
  ['send', { to: '+14155554998', other: 1 }, /"other" is not known/],
  ['verify', { to: '+14155554997', code: '1' }, /send a code first/],
])('%s of %j is refused by name', async (action, body, expected) => {
  expect((await okta(action, body)).error).toMatch(expected);
});

describe('a system of nobody’s in particular', () => {
  const system = (action: 'send' | 'verify', body: object) =>
    control<{ code: string; right: boolean; error?: string; attempt: { status: number; body: unknown } }>(
      'POST',
      `otp/${action}`,
      { url: `${bridge.url}/otp/${action === 'send' ? 'send' : 'outcome'}`, ...body },
    );

  test.each(['sms', 'call'])('a code by %s arrives, and its success is approved by SID', async (channel) => {
    const to = createNumber();
    const { code, attempt } = await system('send', { to, channel });
    expect(attempt.status).toBe(201);
    expect(await messages()).toMatchObject([{ to, channel, code }]);
    expect((await system('verify', { to, code: 'x' })).right).toBe(false);
    expect(await approvals()).toEqual([]);
    expect(await system('verify', { to, code })).toMatchObject({
      right: true,
      attempt: { body: report(1, { approved: 1 }) },
    });
    expect((await approvals())[0]?.path).toMatch(/\/Verifications\/VE[0-9a-f]{32}$/);
    expect((await system('verify', { to, code })).error).toMatch(/send one first/);
  });

  test('a refusal sends nothing, and leaves no code', async () => {
    expect((await system('send', { to: 'robin' })).attempt.status).toBe(400);
    expect((await system('verify', { to: 'robin', code: '1' })).error).toMatch(/send one first/);
    expect(await sends()).toBe(0);
  });
});
