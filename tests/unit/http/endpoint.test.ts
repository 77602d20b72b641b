import { ok } from '../../../src/core/result';
import { createEndpoint, type Call } from '../../../src/http/endpoint';
import { createJsonReply } from '../../../src/http/reply';
import { functionCall, putTwilio, Response, takeTwilio } from '../function-call';

/** What a mistake of ours can cost: the message of an error may quote whatever it could not read. */

const SECRETS = ['012345', '+14155552671', 'a-secret-of-sixteen'];

beforeAll(putTwilio);
afterAll(takeTwilio);
afterEach(() => jest.restoreAllMocks());

const readSettings = () => ok(undefined);

async function thrown(error: unknown) {
  const handle = () => {
    throw error;
  };
  const { answers, printed, reply } = await functionCall(createEndpoint('a/b', { readSettings, handle }));
  return { answers, reply, lines: printed.map(({ line }) => line) };
}

test.each<[string, unknown]>([
  ['an error', new TypeError(`cannot read ${SECRETS.join(' ')}`)],
  ['an error of several lines', new Error(`cannot read\n${SECRETS.join('\n')}\n`)],
  ['an error whose message looks like a stack', new Error('bad\n    at 012345 for +14155552671:1:1')],
  ['one that does so twice', new Error('bad\n    at 012345:1:1\n    at a-secret-of-sixteen:1:1')],
  ['a text', SECRETS.join(' ')],
  ['an object', { code: SECRETS[0], stack: SECRETS.join('\n') }],
  ['nothing', undefined],
])(
  '%s that is thrown is answered once, and neither the reply nor the log line quotes it',
  async (_, error) => {
    const { answers, reply, lines } = await thrown(error);
    expect(answers).toEqual([[null, expect.any(Response)]]);
    expect(reply.status).toBe(500);
    expect(JSON.parse(String(reply.body))).toMatchObject({ code: 'internal_error', retryable: false });
    expect(reply.headers).toMatchObject({ 'Cache-Control': 'no-store' });
    expect(String(reply.body)).not.toMatch(/\bat .*:\d+/);
    expect(lines).toHaveLength(1);
    for (const secret of SECRETS) expect(lines[0] + JSON.stringify(reply)).not.toContain(secret);
  },
);

test.each([SECRETS[0], 'bad\n    at 012345 for +14155552671:1:1'])(
  'the log line has the place of an error, whatever its message: %j',
  async (message) => {
    const { lines } = await thrown(new Error(message));
    const { stack, outcome } = JSON.parse(lines[0] ?? '') as { stack: string[]; outcome: string };
    expect(outcome).toBe('internal_error');
    expect(stack[0]).toMatch(/^at .*endpoint\.test\.ts:\d+:\d+/);
  },
);

test.each([
  [200, 'log'],
  [429, 'log'],
  [500, 'error'],
  [502, 'log'],
  [503, 'log'],
])('%d is printed as %s: what the owner must mend is an error, and nothing else', async (status, level) => {
  const { printed } = await functionCall(
    createEndpoint('a/b', { readSettings, handle: () => ok(createJsonReply(status, {})) }),
  );
  expect(printed.map((one) => one.level)).toEqual([level]);
});

test('the request is no part of the body, and an inherited one is none', async () => {
  const calls: Pick<Call<undefined>, 'body' | 'request'>[] = [];
  const handler = createEndpoint('a/b', {
    readSettings,
    handle({ body, request }) {
      calls.push({ body, request });
      return ok(createJsonReply(200, {}));
    },
  });
  const request = { headers: { authorization: 'Basic x' }, cookies: {} };
  await functionCall(handler, { to: '1', request });
  await functionCall(handler, Object.create({ request }) as Record<string, unknown>);
  expect(calls).toEqual([
    { body: { to: '1' }, request },
    { body: {}, request: undefined },
  ]);
});
