import { startSandbox, type Sandbox } from '../../sandbox/server';
import { readSandboxSettings } from '../../sandbox/settings';
import { streamed } from '../fixtures/auth0-logs';
import { sandboxEnvironment } from '../support/bridge';
import { basic, pingone, post, type Answer } from '../support/callers';
import { startCapture, type Capture } from '../support/capture';
import { logStreamToken } from '../support/feedback';

/** The sandbox posts what the providers would, with their habits, here to a server that answers as it is told. */

let capture: Capture;
let sandbox: Sandbox;
beforeAll(async () => {
  capture = await startCapture();
  const { credentials, authorizations } = readSandboxSettings(sandboxEnvironment);
  sandbox = await startSandbox({ credentials, authorizations, functionsUrl: capture.url });
});
beforeEach(() => {
  capture.posted.length = 0;
  answers();
});
afterAll(async () => {
  await capture.close();
  await sandbox.close();
});

/** What the server answers in turn, and then 200; 0 is no answer. */
function answers(...statuses: number[]): void {
  capture.answer((response) => {
    const status = statuses.shift() ?? 200;
    if (status === 0) response.destroy();
    else response.writeHead(status, { location: `${capture.url}/elsewhere` }).end();
  });
}

const send = (path: string, sending: unknown): Promise<Answer> =>
  post(`${sandbox.url}/sandbox/${path}`, undefined, sending);
const posted = (): unknown[] => capture.posted.map(({ body }) => JSON.parse(body) as unknown);
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('POST /sandbox/auth0/log-stream', () => {
  const sendLogs = (sending: Record<string, unknown>) =>
    send('auth0/log-stream', { pause_ms: 0, events: [{ type: 's' }], ...sending });
  const records = [streamed({ log_id: '1', type: 's' }), streamed({ log_id: '2', type: 'f' })];

  test.each<[string | undefined, string]>([
    [undefined, JSON.stringify(records)],
    ['JSONARRAY', JSON.stringify(records)],
    ['JSONOBJECT', JSON.stringify({ logs: records })],
    ['JSONLINES', records.map((record) => JSON.stringify(record)).join('\n')],
  ])('the format %s: all events in one request, with the stream’s own token', async (format, body) => {
    const answer = await sendLogs({ events: records, ...(format !== undefined && { format }) });
    expect([answer.status, answer.body]).toMatchObject([200, { delivered: true }]);
    expect(capture.posted).toMatchObject([
      {
        method: 'POST',
        path: '/auth0/log-stream',
        headers: { authorization: logStreamToken, 'content-type': 'application/json' },
        body,
      },
    ]);
  });

  test('the content type, the token and the address are those that the call names', async () => {
    const own = { content_type: 'application/x-ndjson', authorization: 'Bearer of-somebody' };
    await sendLogs({ ...own, url: `${capture.url}/another/path` });
    expect(capture.posted).toMatchObject([
      {
        path: '/another/path',
        headers: { authorization: own.authorization, 'content-type': own.content_type },
      },
    ]);
  });

  test('an event without an envelope gets one, its id inside and outside; what has one stays', async () => {
    await sendLogs({ events: [{ type: 's' }, { type: 's', log_id: 'its own' }, records[0], null, [1]] });
    const [[first, ...others] = []] = posted() as { log_id: string; data: unknown }[][];
    expect(first?.log_id).toMatch(/^900\d{38}$/);
    expect(first?.data).toEqual({ type: 's', log_id: first?.log_id });
    expect(others).toEqual([streamed({ type: 's', log_id: 'its own' }), records[0], null, [1]]);
  });

  test.each<[string, number[], number[], number[]]>([
    ['200', [200], [200], [1]],
    ['201', [201], [201], [1]],
    ['204', [204], [204], [1]],
    ['the second attempt', [500], [500, 200], [1, 1]],
    ['the third', [429, 500], [429, 500, 200], [1, 1, 1]],
    ['a redirect is followed nowhere', [302, 307], [302, 307, 200], [1, 1, 1]],
    ['the second round', [400, 401, 404], [400, 401, 404, 200], [1, 1, 1, 2]],
    ['the third', times(6, 503), [...times(6, 503), 200], [1, 1, 1, 2, 2, 2, 3]],
  ])('delivered: %s', async (_, statuses, seen, rounds) => {
    answers(...statuses);
    const { body } = await sendLogs({ events: records });
    const attempts = seen.map(
      (status, n) => expect.objectContaining({ status, round: rounds[n] }) as unknown,
    );
    expect(body).toEqual({ delivered: true, attempts });
    expect(posted()).toEqual(seen.map(() => records));
  });

  test('a list is the events', async () => {
    const answer = await send('auth0/log-stream', records);
    expect([answer.status, answer.body]).toMatchObject([200, { delivered: true }]);
    expect(capture.posted).toMatchObject([{ path: '/auth0/log-stream', body: JSON.stringify(records) }]);
  });

  test('an attempt without an answer counts as one', async () => {
    answers(0);
    const { body } = await sendLogs({});
    expect(body).toMatchObject({ attempts: [{ status: null, error: /./ }, { status: 200 }] });
  });

  test('it gives up after the rounds that it is given', async () => {
    answers(...times(99, 503));
    const { body } = await sendLogs({ rounds: 2 });
    expect(body).toMatchObject({ delivered: false, attempts: times(6, { status: 503 }) });
    expect(capture.posted).toHaveLength(6);
  });
});

describe('POST /sandbox/pingone/events', () => {
  const events = [1, 2, 3, 4, 5].map((id) => ({ id }));
  const sendActivities = (sending: Record<string, unknown> = {}) =>
    send('pingone/events', { pause_ms: 0, events, ...sending });

  test('one array of all events, with the webhook’s Basic credentials', async () => {
    const { body } = await sendActivities();
    expect(body).toMatchObject({ delivered: true, undelivered: 0, payloads: [{ events: 5 }] });
    expect(capture.posted).toMatchObject([
      {
        method: 'POST',
        path: '/pingone/events',
        headers: { authorization: basic('pingone', pingone), 'content-type': 'application/json' },
      },
    ]);
    expect(posted()).toEqual([events]);
  });

  test('a list is the events', async () => {
    const answer = await send('pingone/events', events);
    expect([answer.status, answer.body]).toMatchObject([200, { payloads: [{ events: 5 }] }]);
    expect(posted()).toEqual([events]);
  });

  test('at most 500 events in one array', async () => {
    const many = Array.from({ length: 1_001 }, (_, id) => ({ id }));
    await sendActivities({ events: many });
    expect(posted()).toEqual([many.slice(0, 500), many.slice(500, 1_000), many.slice(1_000)]);
  });

  test('in order, and no later array before an earlier one had its 200', async () => {
    answers(503, 200, 500, 429);
    const { body } = await sendActivities({ per_payload: 2 });
    const [first, second, third] = [events.slice(0, 2), events.slice(2, 4), events.slice(4)];
    expect(posted()).toEqual([first, first, second, second, second, third]);
    expect(body).toMatchObject({
      delivered: true,
      payloads: [
        { events: 2, attempts: [{ status: 503 }, { status: 200 }] },
        { events: 2, attempts: [{ status: 500 }, { status: 429 }, { status: 200 }] },
        { events: 1, attempts: [{ status: 200 }] },
      ],
    });
  });

  test.each([201, 202, 204, 206, 302, 400, 401, 404, 429, 500, 503])('%d is not 200', async (status) => {
    answers(status);
    const { body } = await sendActivities({ per_payload: 3 });
    expect(posted()).toEqual([events.slice(0, 3), events.slice(0, 3), events.slice(3)]);
    expect(body).toMatchObject({
      delivered: true,
      payloads: [{ attempts: [{ status }, { status: 200 }] }, {}],
    });
  });

  test('nor is no answer', async () => {
    answers(0);
    const { body } = await sendActivities();
    expect(body).toMatchObject({
      delivered: true,
      payloads: [{ attempts: [{ status: null }, { status: 200 }] }],
    });
  });

  test('an array that never gets its 200 keeps back all that comes after it', async () => {
    answers(200, ...times(99, 204));
    const { body } = await sendActivities({ per_payload: 2, max_attempts: 4 });
    expect(body).toMatchObject({ delivered: false, undelivered: 3 });
    expect(posted()).toEqual([events.slice(0, 2), ...times(4, events.slice(2, 4))]);
  });
});

describe('what is no order to send is refused, and nothing is sent', () => {
  const order = { events: [{}] };
  test.each<[string, unknown, RegExp]>([
    ['auth0/log-stream', 'events', /not JSON/],
    ['auth0/log-stream', 7, /JSON object/],
    ['auth0/log-stream', null, /JSON object/],
    ['auth0/log-stream', [], /"events"/],
    ['pingone/events', [], /"events"/],
    ['auth0/log-stream', '{', /not JSON/],
    ['auth0/log-stream', {}, /"events"/],
    ['auth0/log-stream', { events: [] }, /"events"/],
    ['auth0/log-stream', { ...order, format: 'jsonarray' }, /"format"/],
    ['auth0/log-stream', { ...order, format: 'toString' }, /"format"/],
    ['auth0/log-stream', { ...order, content_type: 1 }, /"content_type"/],
    ['auth0/log-stream', { ...order, rounds: 0 }, /"rounds"/],
    ['auth0/log-stream', { ...order, pause_ms: -1 }, /"pause_ms"/],
    ['auth0/log-stream', { ...order, per_payload: 1 }, /"per_payload" is not known/],
    ['pingone/events', { ...order, events: 'all' }, /"events"/],
    ['pingone/events', { ...order, per_payload: 501 }, /"per_payload"/],
    ['pingone/events', { ...order, max_attempts: 1.5 }, /"max_attempts"/],
    ['pingone/events', { ...order, authorization: ['x'] }, /"authorization"/],
    ['pingone/events', { ...order, url: 'https://example.com/pingone/events' }, /loopback/],
    ['pingone/events', { ...order, url: 'http://127.0.0.1.example.com/' }, /loopback/],
    ['pingone/events', { ...order, url: 'file:///etc/hosts' }, /loopback/],
    ['pingone/events', { ...order, url: '/pingone/events' }, /loopback/],
  ])('%s %j', async (path, sending, error) => {
    const answer = await send(path, sending);
    expect([answer.status, answer.body]).toEqual([400, { error: expect.stringMatching(error) as string }]);
    expect(capture.posted).toEqual([]);
  });
});
