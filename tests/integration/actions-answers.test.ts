import type { ServerResponse } from 'node:http';
import {
  actionNames,
  documentedEvent,
  otp,
  refusalOf,
  runAction,
  type Event,
  type Run,
} from '../support/auth0-actions';
import { auth0Action } from '../support/callers';
import { startCapture, type Capture } from '../support/capture';

/** What the two Actions make of each answer, of half a one and of none: whether Auth0 tries again, and what it logs. */

const REFERENCE = '0f8fad5b-d9cb-469f-a165-70867728950e';
const maybeSent = 'The message may have been sent, so it is not sent again.';

describe.each(actionNames)('%s, to a server in the place of the bridge', (name) => {
  let bridge: Capture;
  let secrets: Record<string, string>;
  beforeAll(async () => {
    bridge = await startCapture();
    secrets = { BRIDGE_URL: bridge.url, BRIDGE_TOKEN: auth0Action };
  });
  beforeEach(() => void bridge.posted.splice(0));
  afterAll(() => bridge.close());

  const event = (changes: Event = {}) => ({ ...documentedEvent(name, 'sms', otp, secrets), ...changes });
  const answered = (
    status: number,
    headers: Record<string, string>,
    body: string,
    given: Event = event(),
  ): Promise<Run> => {
    bridge.answer((response) => void response.writeHead(status, headers).end(body));
    return runAction(name, given);
  };
  const problem = (changes: Record<string, unknown>, reference = REFERENCE): Promise<Run> => {
    const body = { title: 'Too many requests', detail: 'Slow down.', code: 'rate_limited', retryable: false };
    const headers = { 'content-type': 'application/problem+json', 'x-correlation-id': reference };
    return answered(429, headers, JSON.stringify({ ...body, ...changes }));
  };

  test.each([
    [true, 'retry'],
    [false, 'drop'],
    [undefined, 'drop'],
    ['true', 'drop'],
  ] as const)('the bridge’s problem with retryable %p: %s', async (retryable, how) => {
    const run = await problem({ retryable });
    const reason = `Too many requests. Slow down. (rate_limited, reference ${REFERENCE})`;
    expect(run).toMatchObject(refusalOf(name, how, reason));
    expect(bridge.posted).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>, string, string]>([
    ['the passcode', { detail: 'No 012345 here, 9012345.' }, REFERENCE, 'No [hidden] here, [hidden].'],
    ['the number as Auth0 wrote it', { detail: 'To +1-808-555-5555!' }, REFERENCE, 'To [hidden]!'],
    ['the number, E.164', { detail: 'To +18085555555!' }, REFERENCE, 'To +[hidden]!'],
    ['another number', { detail: 'To (202) 555.01 99!' }, REFERENCE, 'To ([hidden]!'],
    ['the number, cut by the passcode', { detail: '18012345085!' }, REFERENCE, '[hidden]!'],
    ['the token', { detail: `Not ${auth0Action}!` }, REFERENCE, 'Not [hidden]!'],
    [
      'the passcode in the title',
      { title: '012345 is new', detail: 'Hm.' },
      REFERENCE,
      '[hidden] is new. Hm.',
    ],
    ['a title that is no text', { title: 1234567, detail: 'Hm.' }, REFERENCE, 'Hm.'],
    ['a detail that is no text', { title: 'Hm.', detail: { a: '012345' } }, REFERENCE, 'Hm.'],
    ['nothing of an id full of digits', { detail: 'Hm.' }, '00000000-1111-2222-3333-444444444444', 'Hm.'],
  ])('keeps out of the reason: %s', async (_what, changes, reference, head) => {
    const { refusals } = await problem({ title: undefined, ...changes }, reference);
    const reason = `${head} (rate_limited, reference ${reference})`;
    expect(refusals).toEqual(refusalOf(name, 'drop', reason).refusals);
  });

  test.each([
    ['that is no UUID', '+1-808-555-5555', ''],
    [
      'with the passcode in it',
      '0f8fad5b-d9cb-469f-a165-012345728950',
      ', reference 0f8fad5b-d9cb-469f-a165-[hidden]728950',
    ],
  ])('an X-Correlation-Id %s', async (_what, reference, shown) => {
    const run = await problem({}, reference);
    expect(run).toMatchObject(
      refusalOf(name, 'drop', `Too many requests. Slow down. (rate_limited${shown})`),
    );
  });

  test('a reason of 900 KB is cut to what Auth0 keeps, reference included', async () => {
    const { refusals } = await problem({ detail: '1 '.repeat(5) + 'wait '.repeat(180_000) });
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.reason).toHaveLength(1023);
    expect(refusals[0]?.reason).toMatch(
      /^Too many requests\. 1 1 .*wait.* \(rate_limited, reference 0f8fad5b-/,
    );
  });

  test('an empty number does not take the reason apart', async () => {
    const given = documentedEvent(name, 'sms', { ...otp, recipient: '' }, secrets);
    const run = await answered(400, {}, '{"code":"invalid_request","detail":"It is empty."}', given);
    expect(run).toMatchObject(refusalOf(name, 'drop', 'It is empty. (invalid_request)'));
  });

  const html = '<html><title>Error 012345</title></html>';
  const notTheBridge = 'Is BRIDGE_URL the origin of the deployment?';
  test.each<[number, string, string, 'drop' | 'retry', string]>([
    [500, 'HTML', html, 'drop', maybeSent],
    [502, 'HTML', html, 'drop', maybeSent],
    [503, 'HTML', html, 'drop', maybeSent],
    [503, 'nothing', '', 'drop', maybeSent],
    [504, 'HTML', html, 'drop', maybeSent],
    [504, 'JSON', '{"message":"Endpoint request timed out","retryable":true}', 'drop', maybeSent],
    [429, 'HTML', html, 'retry', 'Too many requests: it was not processed.'],
    [404, 'HTML', html, 'drop', notTheBridge],
    [200, 'HTML', html, 'drop', notTheBridge],
    [200, 'nothing', '', 'drop', notTheBridge],
    [403, 'null', 'null', 'drop', notTheBridge],
    [403, 'a list', '[1]', 'drop', notTheBridge],
    [403, 'a string', '"no"', 'drop', notTheBridge],
    [403, 'half a document', '{"code":"blocked', 'drop', notTheBridge],
    [400, 'a code that is a number', '{"code":20003,"detail":"012345"}', 'drop', notTheBridge],
    [400, 'a code that is no word', '{"code":"012345","retryable":true}', 'drop', notTheBridge],
  ])('status %i with %s is not from the bridge', async (status, _what, body, how, meaning) => {
    const run = await answered(status, { 'content-type': 'application/json' }, body);
    expect(run).toMatchObject(refusalOf(name, how, `Status ${status}, and not from the bridge. ${meaning}`));
  });

  test.each([301, 302, 303, 307, 308])('a redirect (%i) is not followed', async (status) => {
    const elsewhere = await startCapture();
    const run = await answered(status, { location: `${elsewhere.url}/auth0/send` }, '');
    await elsewhere.close();
    expect(run).toMatchObject(
      refusalOf(name, 'drop', `Status ${status}, and not from the bridge. ${notTheBridge}`),
    );
    expect(elsewhere.posted).toEqual([]);
    expect(bridge.posted).toHaveLength(1);
  });

  const half = (status: number) => (response: ServerResponse) =>
    response
      .writeHead(status, { 'content-length': '100' })
      .write('{"code":"rate_limited","retryable":true', () => {
        response.destroy();
      });
  test.each<[string, (response: ServerResponse) => void, string]>([
    ['a reset', (response) => response.socket?.resetAndDestroy(), 'ECONNRESET|UND_ERR_SOCKET'],
    ['a connection closed without an answer', (response) => response.destroy(), 'ECONNRESET|UND_ERR_SOCKET'],
    ['half an answer', half(503), 'ECONNRESET|UND_ERR_SOCKET'],
    ['an answer that is not HTTP', (response) => response.socket?.end('SSH-2.0\r\n\r\n'), 'HPE_\\w+'],
  ])('%s may have been sent: drop', async (_what, how, why) => {
    bridge.answer(how);
    const reason = new RegExp(`^No answer from the bridge\\. ${maybeSent} \\((${why})\\)$`);
    expect(await runAction(name, event())).toMatchObject(
      refusalOf(name, 'drop', expect.stringMatching(reason)),
    );
    expect(bridge.posted).toHaveLength(1);
  });

  test('201 is enough, even with half a body', async () => {
    bridge.answer(half(201));
    expect((await runAction(name, event())).refusals).toEqual([]);
  });

  test.each(['before the answer', 'within the body'])('nine seconds pass %s: drop', async (when) => {
    const time = new AbortController();
    const pass = () => void setImmediate(() => time.abort(new DOMException('Too late', 'TimeoutError')));
    const isWithin = when === 'within the body';
    bridge.answer((response) => {
      if (isWithin) response.writeHead(503).write('{"code":"unavailable"');
      else pass();
    });
    const run = await runAction(name, event(), {
      signal: time.signal,
      fetch: async (...request) => {
        const response = await fetch(...request);
        pass();
        return response;
      },
    });
    const reason = `No answer from the bridge. ${maybeSent} (TimeoutError)`;
    expect(run).toEqual({ ...refusalOf(name, 'drop', reason), timeouts: [9000] });
    expect(bridge.posted).toHaveLength(1);
  });

  test('nobody listens there: retry', async () => {
    const closed = await startCapture();
    await closed.close();
    const run = await runAction(name, event({ secrets: { ...secrets, BRIDGE_URL: closed.url } }));
    const reason = 'Not sent: no connection to BRIDGE_URL. (ECONNREFUSED)';
    expect(run).toMatchObject(refusalOf(name, 'retry', reason));
  });

  const connect = (code: string) => ({ code, syscall: 'connect' });
  test.each<['drop' | 'retry', string, object | undefined]>([
    ['retry', 'ENOTFOUND', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }],
    ['retry', 'EAI_AGAIN', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }],
    ['retry', 'UND_ERR_CONNECT_TIMEOUT', { code: 'UND_ERR_CONNECT_TIMEOUT' }],
    ['retry', 'EHOSTUNREACH', connect('EHOSTUNREACH')],
    ['retry', 'ETIMEDOUT', { code: 'ETIMEDOUT', errors: [connect('ETIMEDOUT'), connect('ENETUNREACH')] }],
    ['drop', 'ETIMEDOUT', { code: 'ETIMEDOUT', errors: [connect('ETIMEDOUT'), { code: 'ECONNRESET' }] }],
    ['drop', 'ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'read' }],
    ['drop', 'EPIPE', { code: 'EPIPE', syscall: 'write' }],
    ['drop', 'UND_ERR_HEADERS_TIMEOUT', { code: 'UND_ERR_HEADERS_TIMEOUT' }],
    ['drop', 'TypeError', undefined],
  ])('%s where fetch fails with %s: %j', async (how, why, cause) => {
    const failing = () => Promise.reject(new TypeError(`fetch failed ${auth0Action} 012345`, { cause }));
    const run = await runAction(name, event(), { fetch: failing });
    const known =
      how === 'retry' ? 'Not sent: no connection to BRIDGE_URL.' : `No answer from the bridge. ${maybeSent}`;
    expect(run).toMatchObject(refusalOf(name, how, `${known} (${why})`));
  });
});
