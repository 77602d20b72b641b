import { endpoint } from '../../../src/http/endpoint';

/** What a mistake of ours can cost: the message of an error may quote whatever it could not read. */

class Response {
  status = 0;
  body: unknown;
  headers: Record<string, string> = {};
  setStatusCode(status: number) {
    this.status = status;
  }
  setBody(body: unknown) {
    this.body = body;
  }
  appendHeader(name: string, value: string) {
    this.headers[name] = value;
  }
}

const SECRETS = ['012345', '+14155552671', 'a-secret-of-sixteen'];

beforeAll(() => Object.assign(globalThis, { Twilio: { Response } }));
afterAll(() => Reflect.deleteProperty(globalThis, 'Twilio'));
afterEach(() => jest.restoreAllMocks());

async function call(answer: () => never) {
  const lines: string[] = [];
  for (const level of ['log', 'error', 'warn'] as const)
    jest.spyOn(console, level).mockImplementation((...words) => void lines.push(words.join(' ')));
  const handler = endpoint('a/b', { configuration: () => ({ ok: true, value: undefined }), answer });
  const answers: unknown[][] = [];
  await new Promise<void>((done) => {
    handler({} as never, {}, (...given: unknown[]) => {
      answers.push(given);
      done();
    });
  });
  return { answers, lines };
}

function thrower(error: unknown): () => never {
  return () => {
    throw error;
  };
}

test.each<[string, unknown]>([
  ['an error', new TypeError(`cannot read ${SECRETS.join(' ')}`)],
  ['an error of several lines', new Error(`cannot read\n${SECRETS.join('\n')}\n`)],
  ['an error whose message looks like a stack', new Error(`bad\n    at 012345 for +14155552671:1:1`)],
  ['one that says so twice', new Error(`bad\n    at 012345:1:1\n    at a-secret-of-sixteen:1:1`)],
  ['a text', SECRETS.join(' ')],
  ['an object', { code: SECRETS[0], stack: SECRETS.join('\n') }],
  ['nothing', undefined],
])(
  '%s that is thrown is answered once, and neither the reply nor the log line quotes it',
  async (_, error) => {
    const { answers, lines } = await call(thrower(error));
    expect(answers).toEqual([[null, expect.any(Response)]]);
    const reply = answers[0]?.[1] as Response;
    expect(reply.status).toBe(500);
    expect(JSON.parse(String(reply.body))).toMatchObject({ code: 'internal_error', retryable: false });
    expect(reply.headers).toMatchObject({ 'Cache-Control': 'no-store' });
    expect(String(reply.body)).not.toMatch(/\bat .*:\d+/);
    expect(lines).toHaveLength(1);
    for (const secret of SECRETS) expect(lines[0] + JSON.stringify(reply)).not.toContain(secret);
  },
);

test('the log line has the place of an error', async () => {
  const { lines } = await call(thrower(new Error(SECRETS[0])));
  const { stack, outcome } = JSON.parse(lines[0] ?? '') as { stack: string[]; outcome: string };
  expect(outcome).toBe('internal_error');
  expect(stack[0]).toMatch(/^at .*endpoint\.test\.ts:\d+:\d+/);
});
