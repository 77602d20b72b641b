import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseEnv } from 'node:util';
import { magicNumbers } from '../sandbox/twilio/numbers';
import { startSandbox } from '../sandbox/server';
import { readSandboxSettings } from '../sandbox/settings';
import { providers } from '../src/identity-providers/registry';
import { listVariables } from '../src/status/configuration';
import { build } from './build';
import { endWithParent, readFreePort, waitUntilReady, root, startTwilioRun } from './twilio-run';
import { getTestPageAddress, renderWelcome } from './welcome';

/** With an own stand-in come its own account and service; without, a real account's values in the shell must not count. */
const ACCOUNT = ['ACCOUNT_SID', 'AUTH_TOKEN', 'VERIFY_SERVICE_SID', 'TWILIO_API_BASE_URL'];

/** Whose calls the sandbox takes. */
const STAND_INS = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL', 'OKTA_ORG_URL'];

const USAGE = `npm start: the functions, and a stand-in of Twilio beside them. No account is needed.

  PORT=3000             where the functions are
  SANDBOX_PORT=3001     where the stand-in is, on 127.0.0.1
  TWILIO_API_BASE_URL   a stand-in of your own; then none is started
  Any variable of .env.sandbox is overridden by one of the same name.

Numbers that choose an outcome in the sandbox:
`;

async function start(): Promise<void> {
  const sandboxFile = parseEnv(readFileSync(join(root, '.env.sandbox'), 'utf8')) as Record<string, string>;
  const ownStandIn = process.env['TWILIO_API_BASE_URL'];
  const env = withOverrides(sandboxFile, ownStandIn === undefined ? ACCOUNT : []);
  const port = await readFreePort('PORT', 3000);
  if (ownStandIn === undefined) {
    const sandboxPort = await readFreePort('SANDBOX_PORT', 3001, '127.0.0.1');
    if (sandboxPort === port) throw new Error('PORT and SANDBOX_PORT must differ.');
    const functionsUrl = `http://127.0.0.1:${port}`;
    // The stand-ins' alone: no function reads it.
    const managers = parseEnv(readFileSync(join(root, '.env.connect.sandbox'), 'utf8'));
    const { signIn, ...settings } = readSandboxSettings({ ...managers, ...env });
    const { url } = await startSandbox({
      ...settings,
      signIn: signIn && { ...signIn, phone: getTestPageAddress(port, env) },
      port: sandboxPort,
      functionsUrl,
    });
    for (const name of STAND_INS) env[name] = process.env[name] ?? url;
  }
  // The browser tests start it several times at once, from one build.
  if (!process.argv.includes('--as-built')) await build();
  const runtime = startTwilioRun(port, env, 'pipe');
  if (runtime.stdout !== null) createInterface(runtime.stdout).on('line', print);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(0));
  process.once('exit', () => runtime.kill());
  endWithParent();
  runtime.once('exit', () => process.exit(1));
  await waitUntilReady(port, runtime);
  console.log(renderWelcome(port, ownStandIn === undefined ? env['TWILIO_API_BASE_URL'] : undefined, env));
}

function withOverrides(file: Record<string, string>, except: string[]): Record<string, string> {
  const env = { ...file };
  for (const [name, value] of Object.entries(process.env)) {
    if (SETTINGS.has(name) && !except.includes(name) && value !== undefined) env[name] = value;
  }
  return env;
}

/** The variables that the functions read, and no others of the shell. */
const SETTINGS = new Set(listVariables({}, providers).map(({ name }) => name));

/** The test page looks at the phone once a second: that is no news. */
function print(line: string): void {
  const isPolling = line.includes('"endpoint":"console/messages"') && line.includes('"outcome":"shown"');
  if (!isPolling) console.log(line);
}

const [unknown] = process.argv.slice(2).filter((option) => !['--help', '--as-built'].includes(option));
if (unknown !== undefined) {
  console.error(`${unknown} is no option. Ask: npm start -- --help`);
  process.exitCode = 1;
} else if (process.argv.includes('--help')) {
  console.log(USAGE + magicNumbers.map(({ number, outcome }) => `  ${number}  ${outcome}`).join('\n'));
} else {
  start().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
