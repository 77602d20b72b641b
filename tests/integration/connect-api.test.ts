import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Api, Refusal, toFailure } from '../../scripts/connect/api';
import { Failure } from '../../scripts/setup/failure';

/** The client of a provider's JSON API, with a clock that does not wait. */

type Scripted = { status: number; headers?: Record<string, string>; body?: string };

let server: Server;
let script: Scripted[];
let calls: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[];
let waits: number[];
let api: Api;

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      calls.push({ method: request.method, headers: request.headers, body });
      const { status, headers = {}, body: text = '' } = script.shift() ?? { status: 200 };
      response.writeHead(status, headers);
      response.end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  [script, calls, waits] = [[], [], []];
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = { now: () => 1_700_000_000_000, wait: (ms: number) => Promise.resolve(void waits.push(ms)) };
  api = createApi(origin, clock);
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const createApi = (origin: string, clock: ConstructorParameters<typeof Api>[1]) =>
  new Api({ title: 'Acme', origin, authorization: 'SSWS x', statusPage: 'https://status.acme.test' }, clock);

test('a request with a body, and its JSON answer; one without an answer is an empty object', async () => {
  script = [{ status: 201, body: '{"id":"7"}' }, { status: 204 }];
  expect(await api.request('POST', '/things', { name: 'x' })).toEqual({ id: '7' });
  expect(await api.request('DELETE', '/things/7')).toEqual({});
  expect(calls[0]).toMatchObject({
    method: 'POST',
    body: '{"name":"x"}',
    headers: { authorization: 'SSWS x', 'content-type': 'application/json' },
  });
});

test('a request for a token: a form, or credentials in the body alone; it waits for a limit as all do', async () => {
  const { port } = server.address() as AddressInfo;
  const clock = { now: () => 0, wait: (ms: number) => Promise.resolve(void waits.push(ms)) };
  const access = {
    title: 'Acme',
    origin: `http://127.0.0.1:${port}`,
    statusPage: 'https://status.acme.test',
  };
  script = [
    { status: 429, headers: { 'retry-after': '2' } },
    { status: 200, body: '{"access_token":"t"}' },
  ];
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_secret: 'a&b' });
  expect(await new Api(access, clock).request('POST', '/token', form)).toEqual({ access_token: 't' });
  expect(waits).toEqual([2000]);
  expect(calls).toHaveLength(2);
  for (const { headers, body } of calls) {
    expect(body).toBe('grant_type=client_credentials&client_secret=a%26b');
    expect(headers).toMatchObject({ 'content-type': 'application/x-www-form-urlencoded' });
    expect(headers).not.toHaveProperty('authorization');
  }
});

test.each<[what: string, headers: Record<string, string>, wait: number]>([
  ['Retry-After', { 'retry-after': '3' }, 3000],
  ['the time at which the limit ends', { 'x-rate-limit-reset': '1700000002' }, 2000],
  ['the same, as Auth0 has it', { 'x-ratelimit-reset': '1700000001' }, 1000],
  ['a time that is over', { 'x-rate-limit-reset': '1600000000' }, 0],
  ['nothing', {}, 1000],
])('a limit is waited for: %s', async (_what, headers, wait) => {
  script = [
    { status: 429, headers },
    { status: 200, body: '{"ok":true}' },
  ];
  expect(await api.request('GET', '/things')).toEqual({ ok: true });
  expect(waits).toEqual([wait]);
});

test('a limit that is too long, or that comes a fourth time, is not waited for', async () => {
  script = [{ status: 429, headers: { 'retry-after': '61' } }];
  await expect(api.request('GET', '/things')).rejects.toMatchObject({ status: 429 });
  expect(waits).toEqual([]);
  script = Array.from({ length: 5 }, () => ({ status: 429 }));
  await expect(api.request('POST', '/things', {})).rejects.toBeInstanceOf(Refusal);
  expect([waits.length, calls.length]).toEqual([3, 1 + 4]);
});

test.each([
  ['a page', 'POST', '<html>'],
  ['a text', 'GET', '"ok"'],
  ['nothing', 'GET', ''],
])('%s is no answer to a %s', async (_what, method, body) => {
  script = [{ status: 200, body }];
  await expect(api.request(method, '/things')).rejects.toThrow(
    /^What answers in the place of Acme is something else\. Check the network, a proxy/,
  );
});

test('what is no list is no empty one', async () => {
  script = [
    { status: 200, body: '[]' },
    { status: 200, body: '{"message":"x"}' },
  ];
  expect(await api.requestList('/things')).toEqual([]);
  await expect(api.requestList('/things')).rejects.toThrow(
    /^What answers in the place of Acme is something else/,
  );
});

test('no other refusal is asked again: the provider may have done it', async () => {
  script = [{ status: 503 }];
  await expect(api.request('POST', '/things', {})).rejects.toMatchObject({ status: 503, body: {} });
  expect(calls).toHaveLength(1);
});

test('without a connection it says where to look', async () => {
  const refused = createApi('http://127.0.0.1:9', undefined).request('GET', '/things');
  await expect(refused).rejects.toThrow(
    /^No connection to Acme could be made\..*https:\/\/status\.acme\.test/,
  );
});

test.each([
  [401, /^Acme refuses the credentials\. docs\/connect\.md says/],
  [403, /the credentials need the role Admin\.$/],
  [429, /takes no more requests/],
  [502, /has a fault at present \(502\)/],
  [409, /refused the request with status 409\. What was done stays/],
  [302, /sent the request elsewhere \(302\)/],
])('status %d in words, and nothing of what the provider wrote', (status, message) => {
  const failure = toFailure(new Refusal(status, { message: 'secret-text' }), 'Acme', 'the role Admin');
  expect(failure).toBeInstanceOf(Failure);
  expect(failure.message).toMatch(message);
  expect(failure.message).not.toContain('secret-text');
});

test('a mistake of ours stays one', () => {
  expect(() => toFailure(new TypeError('x'), 'Acme', '')).toThrow(TypeError);
});
