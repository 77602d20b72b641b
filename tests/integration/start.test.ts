import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { magicNumbers } from '../../sandbox/twilio/numbers';
import { findFreePort } from '../support/npm-start';
import { eventually } from '../support/verify';

/** What `npm start` says where it cannot start, and what it leaves behind. */

const root = join(__dirname, '../..');
const SCRIPT = ['--import', 'tsx', 'scripts/start.ts'];

function printed(child: ChildProcess): () => string {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return () => output;
}

async function start(options: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [...SCRIPT, ...options], {
    cwd: root,
    env: { ...process.env, ...env },
  });
  const output = printed(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

describe('it does not start', () => {
  let taken: number;
  const server = createServer();
  beforeAll(async () => {
    await once(server.listen(0), 'listening');
    taken = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  test('with one port for both', async () => {
    const port = String(await findFreePort());
    const { code, output } = await start(['--as-built'], { PORT: port, SANDBOX_PORT: port });
    expect([code, output]).toEqual([1, 'PORT and SANDBOX_PORT must differ.\n']);
  });

  test.each(['PORT', 'SANDBOX_PORT'])('with a %s that is taken', async (name) => {
    const [one, other] = await Promise.all([findFreePort(), findFreePort()]);
    const env = { PORT: String(one), SANDBOX_PORT: String(other), [name]: String(taken) };
    const { code, output } = await start(['--as-built'], env);
    const problem = `Port ${taken} is taken. Stop what uses it, or set ${name} to another.\n`;
    expect([code, output]).toEqual([1, problem]);
  });

  test.each(['abc', '65536', ''])('with PORT=%s', async (port) => {
    const { code, output } = await start(['--as-built'], { PORT: port });
    expect([code, output]).toEqual([1, 'PORT must be a port: 1 to 65535.\n']);
  });

  test('with an option that it does not know', async () => {
    const { code, output } = await start(['--as-built', '--nonsense'], {});
    expect([code, output]).toEqual([1, '--nonsense is no option. Ask: npm start -- --help\n']);
  });
});

test('--help names the variables, and the numbers that choose an outcome', async () => {
  const { code, output } = await start(['--help'], { PORT: 'abc' });
  expect(code).toBe(0);
  for (const name of ['PORT=3000', 'SANDBOX_PORT=3001', 'TWILIO_API_BASE_URL'])
    expect(output).toContain(name);
  for (const { number, outcome } of magicNumbers) expect(output).toContain(`${number}  ${outcome}`);
});

let shell: ChildProcess | undefined;
/** Where the test fails, whatever it left behind: a group of its own. */
afterAll(() => {
  try {
    if (shell?.pid !== undefined) process.kill(-shell.pid, 'SIGKILL');
  } catch {
    // All have ended.
  }
});

test('it ends with whoever started it, and leaves neither a port nor a secret behind', async () => {
  const [port, sandboxPort] = await Promise.all([findFreePort(), findFreePort()]);
  const file = join(root, `dist/local-${port}.env`);
  const command = `'${process.execPath}' ${SCRIPT.join(' ')} --as-built; exit`;
  const env = { ...process.env, PORT: String(port), SANDBOX_PORT: String(sandboxPort) };
  // As npm does it: a shell stands between, and a signal to the shell reaches nobody else.
  shell = spawn('sh', ['-c', command], { cwd: root, env, detached: true });
  const output = printed(shell);
  await eventually(
    () => Promise.resolve(output()),
    (text) => text.includes('Ctrl-C stops everything') || shell?.exitCode !== null,
  );
  expect([existsSync(file), await isFree(port), await isFree(sandboxPort)]).toEqual([true, false, false]);
  // Its output is closed once the last process that can write to it has ended.
  const closed = once(shell, 'close');
  shell.kill('SIGTERM');
  await closed;
  expect(existsSync(file)).toBe(false);
  // A process that ends closes its output before its port.
  for (const one of [port, sandboxPort]) await eventually(() => isFree(one), Boolean);
  expect(output()).toContain('verify-bridge is running');
});
