import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { startSandbox } from './server';
import { readSandboxSettings } from './settings';

/** The sandbox by itself: the account and service of the environment, or else of .env.sandbox and .env.connect.sandbox. */
async function main(): Promise<void> {
  const files = ['.env.sandbox', '.env.connect.sandbox'];
  const text = files.map((name) => readFileSync(join(__dirname, '..', name), 'utf8')).join('\n');
  const port = process.env['SANDBOX_PORT'] ?? '3001';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new Error('SANDBOX_PORT must be a port: 0 to 65535.');
  const { url } = await startSandbox({
    ...readSandboxSettings({ ...parseEnv(text), ...process.env }),
    port: Number(port),
    functionsUrl: `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`,
  });
  console.log(`The sandbox is at ${url}. The phone: ${url}/sandbox/messages`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
