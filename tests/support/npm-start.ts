import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const root = join(__dirname, '../..');

export interface Running {
  /** `http://localhost:<port>`, of the functions and pages. */
  url: string;
  /** `http://127.0.0.1:<port>`, of the stand-ins. */
  sandboxUrl: string;
  /** All that was printed so far: the welcome, then the functions' log lines. */
  output: () => string;
  stop(): Promise<void>;
}

/**
 * What `npm start` runs, in processes of its own, on free ports. It serves dist/ as the setup has built it: several run
 * at once.
 * @param changes variables to set over those of .env.sandbox; an empty one is as good as unset
 */
export async function startNpm(changes: Record<string, string> = {}): Promise<Running> {
  const [port, sandboxPort] = await Promise.all([findFreePort(), findFreePort()]);
  const env = { ...process.env, ...changes, PORT: String(port), SANDBOX_PORT: String(sandboxPort) };
  // Node itself: tsx's own command kills what does not answer a signal within 60 ms, and the runtime would be left behind.
  const command = ['--import', 'tsx', 'scripts/start.ts', '--as-built'];
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: 'pipe' });
  let output = '';
  const started = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops everything')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(`npm start ended:\n${output}`)));
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await started;
  return {
    url: `http://localhost:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    output: () => output,
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
