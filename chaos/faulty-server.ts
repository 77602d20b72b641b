import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Faults, Refusal } from './faults';

export interface ApiRequest {
  method: string;
  /** Decoded, without the query. */
  path: string;
  query: URLSearchParams;
  form: URLSearchParams;
}

/** What a request asks for. */
export interface Operation {
  /** By which the faults know it again. */
  name: string;
  /** What the API may answer besides doing it. */
  refusals?: readonly Refusal[];
  run: () => readonly [status: number, body: object];
}

export interface FaultyServer {
  url: string;
  close(): Promise<void>;
}

/** Serves APIs on loopback, with faults. */
export async function startFaultyServer(
  faults: Faults,
  read: (request: ApiRequest) => Operation,
): Promise<FaultyServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      const [path = '', search] = url.split('?');
      const query = new URLSearchParams(search);
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      serve(response, read({ method, path: decodeURIComponent(path), query, form }), faults);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function serve(response: ServerResponse, { name, refusals, run }: Operation, faults: Faults): void {
  const fault = faults(name, refusals);
  if (fault === '429') return send(response, 429, { code: 20429 });
  if (fault === '503') return send(response, 503, { code: 20503 });
  if (fault === 'reset') return void response.socket?.resetAndDestroy();
  if (fault === 'hang') return;
  if (typeof fault === 'object') return send(response, fault.status, { code: fault.code }, fault.headers);
  const [status, body] = run();
  if (fault === 'done and hang') return;
  // Its code alone would say that nothing was done, which cannot be trusted in a 5xx.
  if (fault === 'done and 503') return send(response, 503, { code: 60204 });
  if (fault === 'done and half an answer') {
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': 500 });
    return void response.write('{"sid":', () => response.destroy());
  }
  send(response, status, body);
}

function send(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}
