import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

export const root = join(__dirname, '..');

/** How long the local runtime may take until it answers; a slow machine under load needs several seconds. */
const READY_MS = 60_000;

/**
 * Twilio's local runtime over dist/, in one process without reloading: a warm instance, as a deployed function is.
 * @param env all that the functions find in their context; nothing else of this process's environment is in it
 * @param output `pipe` for whoever reads the functions' log lines
 */
export function startTwilioRun(
  port: number,
  env: Record<string, string>,
  output: 'inherit' | 'pipe' = 'inherit',
): ChildProcess {
  const file = join(root, `dist/local-${port}.env`);
  mkdirSync(join(root, 'dist'), { recursive: true });
  // In single quotes its reader takes a value as it is; in double ones it would make a line end of a `\n` in a secret.
  const lines = Object.entries(env).map(([name, value]) => `${name}='${value}'\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  process.once('exit', () => rmSync(file, { force: true }));
  const command = join(root, 'node_modules/.bin/twilio-run');
  const flags = ['--no-fork-process', '--no-live', '--no-logs', '--log-level', 'error'];
  return spawn(command, ['start', '--env', file, '--port', String(port), ...flags], {
    cwd: root,
    stdio: ['inherit', output, 'inherit'],
  });
}

/**
 * Ends this process when its parent ends: whoever stops `npm start` by a signal to npm alone stops the shell between
 * them, and it would be left behind with the ports.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && process.exit(0), 250).unref();
}

/** Resolves once the functions answer; rejects if the process ends before. */
export async function waitUntilReady(port: number, process: ChildProcess): Promise<void> {
  const end = Date.now() + READY_MS;
  while (process.exitCode === null && Date.now() < end) {
    try {
      await fetch(`http://127.0.0.1:${port}/problems.html`); // an asset, which leaves no log line
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error('The local Twilio runtime did not start.');
}

/** The port from the environment variable, or the default; it must be free. */
export async function readFreePort(variable: string, fallback: number, host?: string): Promise<number> {
  const text = process.env[variable] ?? String(fallback);
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65_535)
    throw new Error(`${variable} must be a port: 1 to 65535.`);
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(new Error(`Port ${port} is taken. Stop what uses it, or set ${variable} to another.`)),
    );
    probe.listen({ port, ...(host !== undefined && { host }) }, () => probe.close(() => resolve()));
  });
  return port;
}
