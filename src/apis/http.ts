import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface HttpRequest {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
}

export interface HttpResponse {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/**
 * No complete response. `unreached`: no byte of the request was written, so it was certainly not processed.
 * `unanswered`: the request was written, but the response is late, reset or cut off, so it may have been processed.
 */
export class NoResponse extends Error {
  readonly kind: 'unreached' | 'unanswered';
  constructor(kind: 'unreached' | 'unanswered') {
    super(kind);
    this.kind = kind;
  }
}

/** A connection takes a fraction of it. What is not connected by then was not sent, and can be tried another way. */
const CONNECT_MS = 1_500;
const MAX_ANSWER_BYTES = 1_000_000;
/** An instance is frozen between calls: timers do not fire, and an idle socket may be closed. So its age is measured. */
const MAX_IDLE_MS = 4_000;
/** The number of sockets is not limited: a request that waits for one would lose time, and seem unanswered. */
const OPTIONS = { keepAlive: true, maxFreeSockets: 10 };

const freedAt = new WeakMap<Duplex, number>();

/** One pool for each protocol, shared by all calls of a warm instance. */
const agents = { 'http:': new http.Agent(OPTIONS), 'https:': new https.Agent(OPTIONS) };
for (const agent of Object.values(agents)) {
  agent.on('free', (socket: Duplex) => freedAt.set(socket, Date.now()));
}

/**
 * Sends one HTTP request and reads the complete response.
 * @throws NoResponse; a response with any status is returned
 */
export function sendRequest(request: HttpRequest): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    if (request.timeoutMs <= 0) return reject(new NoResponse('unreached'));
    const isTls = request.url.protocol === 'https:';
    const agent = isTls ? agents['https:'] : agents['http:'];
    closeIdleSockets(agent);
    const outgoing = (isTls ? https : http).request(request.url, {
      method: request.method,
      headers: { ...request.headers, 'content-length': Buffer.byteLength(request.body ?? '') },
      agent,
    });
    let isConnected = false;
    const fail = () => {
      clearTimeout(timer);
      clearTimeout(connectTimer);
      outgoing.destroy();
      reject(new NoResponse(isConnected ? 'unanswered' : 'unreached'));
    };
    const timer = setTimeout(fail, request.timeoutMs);
    const connectTimer = setTimeout(() => isConnected || fail(), CONNECT_MS);
    outgoing.on('error', fail);
    outgoing.on('socket', (socket: Socket) => {
      if (outgoing.reusedSocket) isConnected = true;
      else socket.once(isTls ? 'secureConnect' : 'connect', () => (isConnected = true));
    });
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MAX_ANSWER_BYTES) fail();
        else chunks.push(chunk);
      });
      incoming.on('error', fail);
      incoming.on('end', () => {
        clearTimeout(timer);
        clearTimeout(connectTimer);
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        });
      });
    });
    outgoing.end(request.body);
  });
}

function closeIdleSockets(agent: http.Agent): void {
  for (const sockets of Object.values(agent.freeSockets)) {
    for (const socket of sockets ?? []) {
      if (Date.now() - (freedAt.get(socket) ?? 0) > MAX_IDLE_MS) socket.destroy();
    }
  }
}

/** @returns the JSON value, or undefined if the body is not JSON */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** `Retry-After`, seconds or a date, in milliseconds: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
export function readRetryAfterMs(headers: http.IncomingHttpHeaders): number | undefined {
  const value = headers['retry-after'] ?? '';
  if (/^\d{1,6}(\.\d{1,6})?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const date = /^[A-Z][a-z]{2}, .* GMT$/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
