import * as http from 'node:http';
import * as https from 'node:https';
import type { TLSSocket } from 'node:tls';

export interface Answer {
  status: number;
  /** The JSON object of the body, or an empty one. */
  body: Record<string, unknown>;
  /** Until the whole answer was there, with the connection if it was a new one. */
  ms: number;
  tls?: { protocol: string; validTo: number };
}

/** No answer: what the connection said, as Node's code for it, such as `CERT_HAS_EXPIRED`. */
export class NoAnswer extends Error {}

/** A Function is ended after 10 s. */
const TIMEOUT_MS = 12_000;
const MAX_BYTES = 100_000;

/**
 * One request without credentials; a POST has an empty JSON object.
 * @throws NoAnswer
 */
export function probe(method: 'GET' | 'POST', url: URL, agents: Agents): Promise<Answer> {
  const isTls = url.protocol === 'https:';
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const headers = method === 'POST' ? { 'content-type': 'application/json', 'content-length': 2 } : {};
    const request = (isTls ? https : http).request(
      url,
      { method, headers, agent: isTls ? agents.https : agents.http, timeout: TIMEOUT_MS },
      (response) => {
        const { socket } = response;
        const tls = isTls ? readTls(socket as TLSSocket) : undefined;
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (text.length > MAX_BYTES) request.destroy(new Error('too large'));
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: parse(text),
            ms: performance.now() - startedAt,
            ...(tls !== undefined && { tls }),
          }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error('no answer in time')));
    request.on('error', (error: NodeJS.ErrnoException) => reject(new NoAnswer(error.code ?? error.message)));
    request.end(method === 'POST' ? '{}' : undefined);
  });
}

/** One connection for all, so that the times are the functions'. */
export interface Agents {
  http: http.Agent;
  https: https.Agent;
}

export function createAgents(): Agents {
  const options = { keepAlive: true, maxSockets: 1 };
  return { http: new http.Agent(options), https: new https.Agent(options) };
}

function readTls(socket: TLSSocket) {
  return { protocol: socket.getProtocol() ?? '', validTo: Date.parse(socket.getPeerCertificate().valid_to) };
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
