import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { sendRequest, NoResponse, parseJson, readRetryAfterMs, type HttpRequest } from '../../src/apis/http';

/** What is at stake: a request that may have been processed must never be taken for one that was not. */

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(async () => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  for (const socket of sockets) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((closed) => server.close(closed))));
});

async function listening(server: Server): Promise<URL> {
  servers.push(server);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/path?query=1`);
}

/** A server that does something to the connection once the whole request, `marked`, has arrived. */
const tcp = (onRequest: (socket: Socket) => void): Promise<URL> =>
  listening(
    createTcpServer((socket) => {
      let seen = '';
      socket.on('data', (chunk) => {
        seen += chunk.toString();
        if (seen.endsWith('marked')) onRequest(socket);
      });
    }),
  );

const http = (answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<URL> =>
  listening(createServer(answer));

const send = (url: URL, changes: Partial<HttpRequest> = {}) =>
  sendRequest({ method: 'POST', url, headers: {}, body: 'marked', timeoutMs: 5_000, ...changes });

/** How an exchange that has no answer ended. */
async function endOf(exchanged: Promise<unknown>): Promise<unknown> {
  const error: unknown = await exchanged.then(
    () => 'answered',
    (reason: unknown) => reason,
  );
  return error instanceof NoResponse ? error.kind : error;
}

describe('an answer', () => {
  test.each([200, 201, 302, 400, 404, 429, 500, 503])('of %p is an answer', async (status) => {
    const url = await http((_, response) => {
      response.writeHead(status, { 'Retry-After': '7', 'Content-Type': 'application/json' }).end('{"a":"ß"}');
    });
    const answer = await send(url);
    expect(answer).toMatchObject({ status, body: '{"a":"ß"}', headers: { 'retry-after': '7' } });
  });

  test('is read whole, however it is cut', async () => {
    const url = await http((_, response) => {
      response.write(Buffer.from('ß漢').subarray(0, 3));
      response.end(Buffer.from('ß漢').subarray(3));
    });
    expect((await send(url)).body).toBe('ß漢');
  });

  test('may be as long as a megabyte', async () => {
    const url = await http((_, response) => response.end('x'.repeat(1_000_000)));
    expect((await send(url)).body).toHaveLength(1_000_000);
  });

  test('belongs to the request as it was asked for', async () => {
    const url = await http((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { method, url: path, headers } = request;
        response.end(JSON.stringify({ method, path, type: headers['content-type'], body, headers }));
      });
    });
    const answer = await send(url, { body: 'zwölf', headers: { 'Content-Type': 'text/x' } });
    expect(JSON.parse(answer.body)).toMatchObject({
      method: 'POST',
      path: '/path?query=1',
      type: 'text/x',
      body: 'zwölf',
      headers: { 'content-length': '6' },
    });
    const bare = await sendRequest({ method: 'GET', url, headers: {}, timeoutMs: 5_000 });
    expect(parseJson(bare.body)).toMatchObject({ method: 'GET', body: '' });
  });
});

describe('unreached: it was certainly not processed', () => {
  test('nobody listens', async () => {
    const server = createTcpServer();
    const url = await listening(server);
    servers.splice(0);
    await new Promise((closed) => server.close(closed));
    expect(await endOf(send(url))).toBe('unreached');
  });

  test.each([0, -1])('no time is left (%p ms): no connection is even tried', async (timeoutMs) => {
    let connections = 0;
    const url = await http((_, response) => response.end());
    servers[0]?.on('connection', () => (connections += 1));
    expect(await endOf(send(url, { timeoutMs }))).toBe('unreached');
    expect(connections).toBe(0);
    await send(url);
    expect(connections).toBe(1);
  });

  test.each<[string, (socket: Socket) => void]>([
    ['never ends', () => undefined],
    ['is reset', (socket) => socket.resetAndDestroy()],
    ['is no handshake', (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n')],
  ])('the TLS handshake %s', async (_, behave) => {
    const url = await listening(createTcpServer((socket) => void socket.once('data', () => behave(socket))));
    url.protocol = 'https:';
    expect(await endOf(send(url, { timeoutMs: 100 }))).toBe('unreached');
  });
});

describe('unanswered: it may have been processed', () => {
  const HEAD = 'HTTP/1.1 201 Created\r\nContent-Type: application/json\r\n';

  test.each<[string, (socket: Socket) => void]>([
    ['reset', (socket) => socket.resetAndDestroy()],
    ['closed without a word', (socket) => socket.end()],
    ['half a head', (socket) => socket.end('HTTP/1.1 201 Cre')],
    ['no HTTP', (socket) => socket.end('SSH-2.0-x\r\n\r\n')],
    [
      'a head and a reset',
      (socket) => socket.write(`${HEAD}Content-Length: 9\r\n\r\n`, () => socket.resetAndDestroy()),
    ],
    ['a body that is cut', (socket) => socket.end(`${HEAD}Content-Length: 9\r\n\r\n{"sid"`)],
    [
      'chunks that are cut',
      (socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\n6\r\n{"sid"\r\n`),
    ],
    ['chunks that are none', (socket) => socket.end(`${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\n`)],
  ])(
    '%s',
    async (_, behave) => {
      // Told at once, and not by the time that is up.
      expect(await endOf(send(await tcp(behave), { timeoutMs: 20_000 }))).toBe('unanswered');
    },
    10_000,
  );

  test.each<[string, (socket: Socket) => void]>([
    ['silence', () => undefined],
    ['an answer that never ends', (socket) => void socket.write(`${HEAD}Content-Length: 9\r\n\r\n{"sid"`)],
    ['an interim answer alone', (socket) => void socket.write('HTTP/1.1 100 Continue\r\n\r\n')],
  ])('%s, until the time is up', async (_, behave) => {
    expect(await endOf(send(await tcp(behave), { timeoutMs: 100 }))).toBe('unanswered');
  });

  test.each<[string, (response: ServerResponse) => void]>([
    ['in one piece', (response) => response.end('x'.repeat(1_000_001))],
    ['in chunks that never end', (response) => void response.write('x'.repeat(1_000_001))],
  ])('an answer of more than a megabyte, %s', async (_, answer) => {
    const url = await http((__, response) => answer(response));
    expect(await endOf(send(url))).toBe('unanswered');
  });

  test('on a connection that was used before', async () => {
    let requests = 0;
    const url = await http((request, response) => {
      requests += 1;
      if (requests === 1) response.end('first');
      else request.socket.resetAndDestroy();
    });
    await send(url);
    expect(await endOf(send(url))).toBe('unanswered');
  });
});

describe('connections', () => {
  async function counting(): Promise<{ url: URL; ports: (number | undefined)[] }> {
    const ports: (number | undefined)[] = [];
    const url = await http((request, response) => {
      ports.push(request.socket.remotePort);
      response.end('{}');
    });
    return { url, ports };
  }

  test('are kept', async () => {
    const { url, ports } = await counting();
    for (let times = 0; times < 3; times++) await send(url);
    expect(ports).toHaveLength(3);
    expect(new Set(ports).size).toBe(1);
  });

  test.each([
    [0, 1],
    [4_000, 1],
    [4_001, 2],
    [3_600_000, 2],
  ])('after %p ms without use there are %p', async (idleMs, connections) => {
    const { url, ports } = await counting();
    const start = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(start);
    await send(url);
    now.mockReturnValue(start + idleMs);
    await send(url);
    expect(new Set(ports).size).toBe(connections);
  });

  test('are as many as there are requests at once: none waits for another', async () => {
    const waiting: ServerResponse[] = [];
    const url = await http((_, response) => {
      waiting.push(response);
      if (waiting.length === 30) for (const one of waiting) one.end('{}');
    });
    const ends = await Promise.all(Array.from({ length: 30 }, () => endOf(send(url))));
    expect(ends).toEqual(Array.from({ length: 30 }, () => 'answered'));
  });

  test('each has its own age', async () => {
    const { url, ports } = await counting();
    const start = Date.now();
    const now = jest.spyOn(Date, 'now').mockReturnValue(start);
    await Promise.all([send(url), send(url)]);
    now.mockReturnValue(start + 3_000);
    await send(url);
    now.mockReturnValue(start + 6_000);
    await Promise.all([send(url), send(url)]);
    const [one, two, used, ...last] = ports;
    expect([one, two]).toContain(used);
    expect(last).toContain(used);
    expect(new Set(ports).size).toBe(3);
  });

  test('one whose exchange failed is not used again', async () => {
    const ports: (number | undefined)[] = [];
    const url = await http((request, response) => {
      ports.push(request.socket.remotePort);
      if (ports.length > 1) response.end('{}');
    });
    expect(await endOf(send(url, { timeoutMs: 100 }))).toBe('unanswered');
    expect(await endOf(send(url))).toBe('answered');
    expect(new Set(ports).size).toBe(2);
  });
});

describe('nothing is left behind', () => {
  test('by an answer', async () => {
    const url = await http((_, response) => response.end('{}'));
    const cleared = jest.spyOn(globalThis, 'clearTimeout');
    const set = jest.spyOn(globalThis, 'setTimeout');
    await send(url, { timeoutMs: 4_321 });
    const timer = set.mock.results[set.mock.calls.findIndex(([, ms]) => ms === 4_321)]?.value as unknown;
    expect(timer).toBeDefined();
    expect(cleared).toHaveBeenCalledWith(timer);
  });

  test('by a header that cannot be sent', async () => {
    jest.useFakeTimers();
    const request = send(new URL('http://127.0.0.1:9'), { headers: { name: 'two\nlines' } });
    await expect(request).rejects.toThrow();
    expect(jest.getTimerCount()).toBe(0);
  });
});

test.each<[string, unknown]>([
  ['{"a":1}', { a: 1 }],
  ['null', null],
  ['', undefined],
  ['<html>', undefined],
  ['{"a":', undefined],
])('parseJson(%p)', (body, value) => {
  expect(parseJson(body)).toEqual(value);
});

test.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ['0', 0],
  ['120', 120_000],
  ['1.5', 1_500],
  ['Wed, 21 Oct 2026 07:28:00 GMT', 60_000],
  ['Wed, 21 Oct 2026 07:26:00 GMT', 0],
  ['2026-10-21T07:28:00Z', undefined],
])('retryAfterMs of %p', (header, ms) => {
  jest.spyOn(Date, 'now').mockReturnValue(Date.UTC(2026, 9, 21, 7, 27));
  expect(readRetryAfterMs(header === undefined ? {} : { 'retry-after': header })).toBe(ms);
});
