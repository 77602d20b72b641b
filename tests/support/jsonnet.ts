import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Installs Jsonnet where that can be done without asking: as root, by Debian's package manager. @throws with what to install */
export function ensureJsonnet(): void {
  const isThere = () => spawnSync('jsonnet', ['--version']).status === 0;
  if (!isThere() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const aptGet = (...args: string[]) =>
      execFileSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    aptGet('update');
    aptGet('install', '-y', '--no-install-recommends', 'jsonnet');
  }
  if (!isThere())
    throw new Error(
      'The tests of the Ory recipe need Jsonnet (Debian and Ubuntu: sudo apt-get install jsonnet; macOS: brew install jsonnet).',
    );
}

/** What a file gives for a `ctx`. @returns the JSON text, or the error that it raises */
export function evaluateJsonnet(file: string, ctx: unknown): { json?: string; error?: string } {
  const { status, stdout, stderr } = spawnSync(
    'jsonnet',
    ['--tla-code', `ctx=${JSON.stringify(ctx)}`, file],
    {
      encoding: 'utf8',
    },
  );
  return status === 0 ? { json: stdout } : { error: stderr };
}
