import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, watch } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { build } from './build';
import { endWithParent, readFreePort, waitUntilReady, root, startTwilioRun } from './twilio-run';

/** `npm run dev`: the functions against the real account in .env, built and started anew at every change of src/. */
async function dev(): Promise<void> {
  const file = join(root, '.env');
  if (!existsSync(file))
    throw new Error('There is no .env. Run npm run setup, or copy .env.example to .env and fill it in.');
  const env = parseEnv(readFileSync(file, 'utf8')) as Record<string, string>;
  const port = await readFreePort('PORT', 3000);
  let runtime: ChildProcess | undefined;

  const restart = async () => {
    try {
      await build();
    } catch {
      return; // esbuild has said what is wrong; what runs goes on
    }
    if (runtime !== undefined && runtime.kill()) await once(runtime, 'exit');
    runtime = startTwilioRun(port, env);
    await waitUntilReady(port, runtime);
    console.log(`verify-bridge is running against the account in .env: http://localhost:${port}/health`);
  };

  process.once('exit', () => runtime?.kill());
  endWithParent();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(0));
  await restart();

  // Editors save in several steps: one restart for all that comes within a moment.
  let pending = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  watch(join(root, 'src'), { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      pending = pending.then(restart).catch(report);
    }, 100);
  });
}

function report(error: unknown): void {
  console.error(error instanceof Error ? error.message : error);
}

dev().catch((error: unknown) => {
  report(error);
  process.exit(1);
});
