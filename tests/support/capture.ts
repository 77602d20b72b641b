import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Posted {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Capture {
  url: string;
  posted: Posted[];
  /** How the next request is answered, once it is read. */
  answer(how: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** A server in the place of whoever is sent something: it keeps what it gets, and answers 201 or as it is told. */
export async function startCapture(): Promise<Capture> {
  const posted: Posted[] = [];
  let respond = (response: ServerResponse): void => void response.writeHead(201).end('{}');
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url: path, headers } = request;
      posted.push({ method, path, headers, body: Buffer.concat(chunks).toString() });
      respond(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    answer: (how) => (respond = how),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
