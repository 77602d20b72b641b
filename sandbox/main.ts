import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { startSandbox } from './server';
import { readSandboxSettings } from './settings';

/** The sandbox by itself: the account and service of the environment, or else of .env.sandbox. */
async function main(): Promise<void> {
  const file = parseEnv(readFileSync(join(__dirname, '../.env.sandbox'), 'utf8'));
  const port = process.env['SANDBOX_PORT'] ?? '3001';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error('SANDBOX_PORT must be a port: 0 to 65535.');
  const { url } = await startSandbox({
    ...readSandboxSettings({ ...file, ...process.env }),
    port: Number(port),
    functionsUrl: `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`,
  });
  console.log(`The sandbox is at ${url}. The phone: ${url}/sandbox/messages`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
