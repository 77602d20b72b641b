import { handler } from '../../../src/functions/live/echo';
import { createEchoReader, MAX_OPEN_MS } from '../../../src/live/settings';
import { findProblems } from '../../../src/config/reader';
import { isDocumentedKey } from '../../../src/live/words';
import { readDirections } from '../../../src/live/directions';
import { functionCall, putTwilio, takeTwilio } from '../function-call';

/** Who may call the echo route, when, and what it answers. */

beforeAll(putTwilio);
afterAll(takeTwilio);
afterEach(() => jest.restoreAllMocks());

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const TOKEN = 'echo-token-of-a-test';
const at = (ms: number) => new Date(ms).toISOString();

test.each<[what: string, env: Record<string, string>, problems: string[]]>([
  ['open', { ECHO_TOKEN: TOKEN, ECHO_UNTIL: at(NOW + MAX_OPEN_MS) }, []],
  ['without its variables', {}, ['ECHO_TOKEN is not set', 'ECHO_UNTIL is not set']],
  [
    'with a short token',
    { ECHO_TOKEN: 'short', ECHO_UNTIL: at(NOW + 1) },
    ['ECHO_TOKEN is shorter than 16 characters'],
  ],
  ['when its time is over', { ECHO_TOKEN: TOKEN, ECHO_UNTIL: at(NOW) }, ['ECHO_UNTIL is over']],
  [
    'for more than an hour',
    { ECHO_TOKEN: TOKEN, ECHO_UNTIL: at(NOW + MAX_OPEN_MS + 1) },
    ['ECHO_UNTIL is more than 60 minutes ahead'],
  ],
  [
    'until a time of nowhere',
    { ECHO_TOKEN: TOKEN, ECHO_UNTIL: '2026-01-02T03:05:05' },
    ['ECHO_UNTIL must be a time in UTC such as 2026-01-02T03:04:05Z'],
  ],
  ['until no date', { ECHO_TOKEN: TOKEN, ECHO_UNTIL: '2026-99-02T03:05:05Z' }, ['ECHO_UNTIL is no date']],
])('%s', (_, env, problems) => {
  const found = findProblems(env, createEchoReader(NOW));
  expect(found.map(({ field, problem }) => `${field} ${problem}`)).toEqual(problems);
});

async function call(event: Record<string, unknown>, env?: Record<string, string>) {
  const open = { ECHO_TOKEN: TOKEN, ECHO_UNTIL: at(Date.now() + 60_000) };
  const { reply, printed } = await functionCall(handler, event, env ?? open);
  const body = JSON.parse(String(reply.body)) as { echo?: Record<string, unknown>; code?: string };
  return { reply, body, line: printed[0]?.line ?? '', printed };
}
const request = (authorization: string, more = {}) => ({
  request: { headers: { authorization, ...more }, cookies: {} },
});
const basic = (password: string) => `Basic ${Buffer.from(`anybody:${password}`).toString('base64')}`;

test.each([`Bearer ${TOKEN}`, basic(TOKEN), TOKEN])('%s opens it', async (authorization) => {
  const { reply } = await call(request(authorization));
  expect(reply.status).toBe(200);
});

test.each(['Bearer echo-token-of-another', basic('echo-token-of-another'), `${TOKEN}x`, ''])(
  '%j does not, and nothing is said of the body',
  async (authorization) => {
    const { reply, body, line } = await call({
      ...request(authorization),
      to: '+14155552671',
      echo_status: '503',
    });
    expect(reply.status).toBe(401);
    expect(reply.headers['WWW-Authenticate']).toMatch(/^Bearer /);
    expect(body.code).toBe('unauthenticated');
    expect(line).not.toContain('"echo":');
  },
);

test('out of its time it is closed, and says why', async () => {
  const env = { ECHO_TOKEN: TOKEN, ECHO_UNTIL: '2026-01-02T03:04:05Z' };
  const { reply, body } = await call(request(`Bearer ${TOKEN}`), env);
  expect(reply.status).toBe(500);
  expect(body).toMatchObject({
    code: 'not_configured',
    errors: [{ field: 'ECHO_UNTIL', problem: 'is over' }],
  });
});

test('it says the form of the call, in the answer and in the log alike', async () => {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'user-agent': 'PingOne/2.1 (robin)',
    cookie: 'a=b',
  };
  const { body, line } = await call({
    ...request(basic(TOKEN), headers),
    to: ' 14155552671',
    otp: '918273',
    jdoe: 'robin',
  });
  expect(body.echo).toEqual({
    content_type: 'application/x-www-form-urlencoded',
    user_agent: 'PingOne/2.1',
    headers: ['authorization', 'content-type', 'user-agent', 'cookie'],
    digest: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown,
    kind: 'object',
    bytes: 51,
    body: { to: ' 00000000000', otp: '000000', aaaa: 'aaaaa' },
  });
  expect((JSON.parse(line) as { echo: unknown }).echo).toEqual(body.echo);
  expect(line).toContain('"outcome":"echoed"');
});

test('the digest tells a retry from another call, and the directions do not change it', async () => {
  const sent = { ...request(TOKEN), otp: '918273' };
  const [first, again, other] = [
    await call(sent),
    await call({ ...sent, echo_status: '503' }),
    await call({ ...sent, otp: '918274' }),
  ];
  expect(again.body.echo?.['digest']).toBe(first.body.echo?.['digest']);
  expect(other.body.echo?.['digest']).not.toBe(first.body.echo?.['digest']);
});

test('a log line never grows beyond 2 kB: Twilio keeps 3', async () => {
  const many = Object.fromEntries([...Array(300).keys()].map((n) => [`x-${'h'.repeat(36)}${n}`, 'v']));
  const body = Object.fromEntries([...Array(300).keys()].map((n) => [`key ${n}`, 'v'.repeat(999)]));
  const { line } = await call({ ...request(TOKEN, many), ...body });
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(2_000);
});

test('it answers as it is told, and refuses what it is not to be told', async () => {
  const { reply } = await call({ ...request(TOKEN), echo_status: '503', echo_retry_after: '5' });
  expect([reply.status, reply.headers['Retry-After']]).toEqual([503, '5']);
  const wrong = await call({
    ...request(TOKEN),
    echo_status: '302',
    echo_retry_after: 'soon',
    echo_delay_ms: '9000',
    echo_after: 'yes',
  });
  expect(wrong.reply.status).toBe(400);
  expect(JSON.stringify(wrong.body)).toMatch(
    /echo_status must be.*echo_retry_after must be.*echo_delay_ms must be.*echo_after must be/,
  );
});

test('the directions are of the query alone, whose values are texts', () => {
  const result = readDirections({ echo_delay_ms: '100', echo_after: '1', to: '+1' });
  expect(result).toEqual({
    ok: true,
    value: { status: 200, retryAfter: undefined, delayMs: 100, isAfter: true, body: { to: '+1' } },
  });
  expect(readDirections({ echo_status: 200 }).ok).toBe(false);
  expect(readDirections({ echo_status: ['200', '503'] }).ok).toBe(false);
});

test("a provider's own keys are no directions, and stay in the form of its body", async () => {
  const body = { status: 'COMPLETE', after: '1', delay_ms: '9000', retry_after: 'soon' };
  const { reply, body: answer } = await call({ ...request(TOKEN), ...body });
  expect(reply.status).toBe(200);
  expect(answer.echo?.['body']).toEqual({
    status: 'AAAAAAAA',
    aaaaa: '0',
    aaaaa_aa: '0000',
    aaaaa_aaaaa: 'aaaa',
  });
});

test('no provider documents a key that is a direction', () => {
  for (const name of ['echo_status', 'echo_retry_after', 'echo_delay_ms', 'echo_after'])
    expect(isDocumentedKey(name)).toBe(false);
});

test('no number is in what is said of the headers', async () => {
  const headers = { 'user-agent': '+14155559876', 'content-type': 'text/14155559876', 'x-4155559876': 'v' };
  const { body, line } = await call({ ...request(TOKEN, headers), to: '+1' });
  expect(body.echo).toMatchObject({
    user_agent: '+00000000000',
    content_type: 'text/00000000000',
    headers: ['authorization', 'user-agent', 'content-type', 'x-0000000000'],
  });
  expect(line).not.toContain('9876');
});

test('of a key named request, which hides the headers, nothing is said', async () => {
  const headers = {
    authorization: TOKEN,
    'user-agent': 'robin',
    'content-type': 'text/robin',
    'x-robin': 'v',
  };
  const { reply, body, line } = await call({ request: { headers }, to: '+1' });
  expect(reply.status).toBe(200);
  expect(body.echo).toMatchObject({
    user_agent: null,
    content_type: null,
    headers: null,
    body: { to: '+0' },
  });
  expect(line).not.toContain('robin');
});
