import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

/** `serverless.twilio.com`, `serverless-upload.dublin.ie1.twilio.com`, …; nothing else gets through. */
const SERVERLESS_API = /^serverless(-upload)?(\.[a-z0-9-]+)*\.twilio\.com:443$/;

/**
 * An HTTP proxy on the loopback interface, because the deployer's URLs are fixed and it honours HTTP_PROXY. It connects
 * to nowhere: it ends TLS itself, with a certificate made for this run, and hands the request to the listener.
 * @param directory where the certificate is put
 */
export async function startServerlessProxy(directory: string, listener: RequestListener) {
  const { key, certificate } = makeCertificate(directory);
  const refused: string[] = [];
  const tunnels = new Set<Duplex>();
  const api = createTlsServer({ key, cert: readFileSync(certificate) }, listener);
  const proxy = createServer((request, response) => {
    refused.push(`${request.method} ${request.url}`);
    response.writeHead(403).end();
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    if (SERVERLESS_API.test(url)) {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      tunnels.add(socket.once('close', () => tunnels.delete(socket)));
      api.emit('connection', socket);
    } else {
      refused.push(`CONNECT ${url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    }
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return {
    proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    certificate,
    refused,
    close: () =>
      new Promise<void>((resolve) => {
        for (const tunnel of tunnels) tunnel.destroy();
        proxy.closeAllConnections();
        proxy.close(() => resolve());
      }),
  };
}

/** One certificate that is its own authority, good for a day and for `*.twilio.com`. */
function makeCertificate(directory: string): { key: Buffer; certificate: string } {
  const key = join(directory, 'key.pem');
  const certificate = join(directory, 'certificate.pem');
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const names = ['-subj', '/CN=verify-bridge test', '-addext', 'subjectAltName=DNS:*.twilio.com'];
  const args = ['req', ...kind, ...names, '-keyout', key, '-out', certificate];
  const made = spawnSync('openssl', args, { encoding: 'utf8' });
  if (made.error !== undefined) {
    throw new Error(
      'These tests make a certificate with the openssl command. Install OpenSSL 1.1.1 or newer.',
      {
        cause: made.error,
      },
    );
  }
  if (made.status !== 0) throw new Error(`openssl could not make a certificate:\n${made.stderr}`);
  return { key: readFileSync(key), certificate };
}
