import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { Upstream } from './upstream';

const loopback = join(__dirname, 'child-loopback.js');

/**
 * Runs one of the child-*.js files in a fresh process and returns what it reports on its fourth file descriptor.
 * The log lines of the functions are not kept; what goes to stderr is shown.
 */
export async function runChild<Report>(file: string, input: object, upstream: Upstream): Promise<Report> {
  const child = spawn(
    process.execPath,
    ['--require', loopback, join(__dirname, file), JSON.stringify(input)],
    {
      env: upstream.environment,
      stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
    },
  );
  const report = await text(child.stdio[3] as Readable);
  if (report === '') throw new Error(`${file} reported nothing`);
  return JSON.parse(report) as Report;
}
