import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import pLimit from 'p-limit';
import { findFreePort } from '../tests/support/npm-start';
import { createNumber, type Login } from './login';

const root = join(__dirname, '..');

/** The functions and the sandbox to which they send, on this machine. */
export interface Deployment {
  url: string;
  sandboxUrl: string;
  close(): Promise<void>;
}

/** The variables of the sandbox, credentials included. They are good nowhere else. */
export const sandboxEnvironment = parseEnv(readFileSync(join(root, '.env.sandbox'), 'utf8')) as Record<
  string,
  string
>;

/**
 * What `npm start` runs, as built and on free ports: in other processes, so that this one has its core for itself. It
 * gets none of the shell's variables, so that no real account can be among them.
 */
export async function startDeployment(): Promise<Deployment> {
  const [port, sandboxPort] = await Promise.all([findFreePort(), findFreePort()]);
  const env = { PATH: process.env['PATH'], PORT: String(port), SANDBOX_PORT: String(sandboxPort) };
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/start.ts', '--as-built'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    // All lines are read to the end: whoever does not read a pipe stops the writer.
    createInterface(child.stdout).on('line', (line) => line.includes('Ctrl-C stops everything') && resolve());
    child.once('exit', () => reject(new Error('The functions did not start.')));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    sandboxUrl: `http://127.0.0.1:${sandboxPort}`,
    close() {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

/**
 * On this machine, `npm run dev` runs the functions with a real account. So they are asked whether they have a sandbox.
 * @throws Error, in words, if they have none or do not say so
 */
export async function requireSandbox({ url }: Deployment): Promise<void> {
  const authorization = `Bearer ${sandboxEnvironment['CONSOLE_PASSWORD']}`;
  const response = await fetch(`${url}/console/status`, { method: 'POST', headers: { authorization } }).catch(
    () => undefined,
  );
  if (response === undefined) throw new Error(`Nothing answers at ${url}: start it with npm start.`);
  const { sandbox } = (await response.json().catch(() => ({}))) as { sandbox?: unknown };
  if (response.status !== 200 || sandbox !== true)
    throw new Error(
      `${url} does not say that it is in the sandbox of npm start: it might send real messages.`,
    );
}

/** Makes the stand-in of PingOne know a device for each of the logins from `first` on. */
export async function pairDevices(
  { sandboxUrl }: Deployment,
  first: number,
  count: number,
): Promise<NonNullable<Login['device']>[]> {
  const limit = pLimit(20);
  const pair = async (index: number) => {
    const body = JSON.stringify({ type: 'SMS', phone: createNumber(index) });
    const response = await fetch(`${sandboxUrl}/sandbox/pingone/devices`, { method: 'POST', body }).catch(
      () => undefined,
    );
    if (response === undefined)
      throw new Error(`There is no sandbox at ${sandboxUrl}: pass --sandbox-url with its address.`);
    if (!response.ok) throw new Error(`${sandboxUrl} is no sandbox with PingOne: ${response.status}`);
    const paired = (await response.json()) as Record<'environmentId' | 'userId' | 'deviceId', string>;
    return { environment: paired.environmentId, user: paired.userId, device: paired.deviceId };
  };
  return Promise.all(Array.from({ length: count }, (_, index) => limit(() => pair(first + index))));
}
