import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** How long it takes over each approval; a send is answered at once. */
export const FEEDBACK_LATENCY_MS = 50;

export interface Upstream {
  /** The whole environment of a process that is to find its Twilio here. Variables such as HTTP_PROXY stay out. */
  environment: Record<string, string>;
  close(): void;
}

/** Starts Twilio's stand-in on loopback, with a certificate for verify.twilio.com which lives as long as it does. */
export async function startUpstream(): Promise<Upstream> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-bench-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const options = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2';
  const name = ['-subj', '/CN=verify.twilio.com', '-addext', 'subjectAltName=DNS:verify.twilio.com'];
  execFileSync('openssl', ['req', ...options.split(' '), ...name, '-keyout', key, '-out', certificate], {
    stdio: 'ignore',
  });

  const upstream = [join(__dirname, 'child-upstream.js'), key, certificate, String(FEEDBACK_LATENCY_MS)];
  const server = spawn(process.execPath, upstream, { stdio: ['pipe', 'pipe', 'inherit'] });
  const failed = once(server, 'exit').then(() => Promise.reject(new Error('The upstream did not start')));
  const [port] = (await Promise.race([once(server.stdout, 'data'), failed])) as [Buffer];
  failed.catch(() => undefined);
  return {
    environment: { NODE_EXTRA_CA_CERTS: certificate, BENCH_UPSTREAM_PORT: port.toString().trim() },
    close() {
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
