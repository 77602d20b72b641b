import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseVariables } from '../../scripts/preflight';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { profile } from '../../src/identity-providers/auth0/profile';
import { documentedEvent, runAction } from '../support/auth0-actions';
import { startBridge, type Bridge } from '../support/bridge';
import { CLIENT_ID, CLIENT_SECRET, DOMAIN, type TenantState } from '../support/connect-auth0';
import { deployable } from '../support/deployable';
import { expectExcerpt, readExcerpt } from '../support/excerpt';
import { runScript } from '../support/script';

/**
 * README.md, "Go to production", from an account and a tenant in which there is nothing to a code that was used: by the
 * commands alone. What `npm run deploy` prints is held by deploy.test.ts; here the functions run on this machine.
 */

const { ACCOUNT_SID = '', AUTH_TOKEN = '' } = deployable;
const account = { ACCOUNT_SID, AUTH_TOKEN };
const DEPLOYED = 'https://verify-bridge-1234-dev.twil.io';
const PHONE = '+14155552671';

let folder: string;
let env: string;
let sandbox: Sandbox;
let bridge: Bridge | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-bridge-production-'));
  env = join(folder, '.env');
  sandbox = await startSandbox({
    credentials: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, serviceSid: `VA${'9'.repeat(32)}` },
    auth0Management: { domain: DOMAIN, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
  });
});

afterAll(async () => {
  await bridge?.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const credentials = () => {
  const path = join(folder, '.env.connect');
  const lines = [
    `AUTH0_DOMAIN=${DOMAIN}`,
    `AUTH0_CLIENT_ID=${CLIENT_ID}`,
    `AUTH0_CLIENT_SECRET=${CLIENT_SECRET}`,
    `AUTH0_API_BASE_URL=${sandbox.url}`,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o600 });
  return path;
};

/** What a command prints to a reader whose files and deployment are the usual ones. */
async function run(script: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runScript(script, args, {
    ...account,
    TWILIO_API_BASE_URL: sandbox.url,
  });
  expect({ code, stderr, stdout }).toMatchObject({ code: 0, stderr: '' });
  return stdout
    .replaceAll(bridge?.url ?? DEPLOYED, DEPLOYED)
    .replaceAll(` -- --env ${env}`, '')
    .replaceAll(env, '.env');
}

const read = async <T>(path: string) => (await (await fetch(`${sandbox.url}${path}`)).json()) as T;

test('from nothing to a code that was used', async () => {
  const made = await run(
    'scripts/setup.ts',
    '--env',
    env,
    '--yes',
    '--service-name',
    'Acme',
    '--provider',
    'auth0',
  );
  expectExcerpt(readExcerpt('npm run setup'), made);

  const variables = parseVariables(readFileSync(env, 'utf8'));
  // Nothing of the sandbox's own variables: what setup wrote is all that a deployment has.
  const nothing = Object.fromEntries(
    Object.keys(parseVariables(readFileSync('.env.sandbox', 'utf8'))).map((name) => [name, undefined]),
  );
  bridge = await startBridge({ ...nothing, ...variables, TWILIO_API_BASE_URL: sandbox.url });

  const files = ['--env', env, '--credentials', credentials()];
  const connected = await run('scripts/connect.ts', 'auth0', bridge.url, ...files, '--yes');
  expectExcerpt(readExcerpt('npm run connect:auth0'), connected);
  const examined = await run('scripts/doctor.ts', bridge.url, ...files);
  expectExcerpt(readExcerpt('npm run doctor'), examined);

  const { actions, log_streams: streams } = await read<TenantState>('/sandbox/auth0/tenant');
  const secrets = Object.fromEntries((actions[0]?.secrets ?? []).map(({ name, value }) => [name, value]));
  const sent = await runAction(
    'custom-phone-provider',
    documentedEvent('custom-phone-provider', 'sms', { recipient: PHONE, code: '012345' }, secrets),
  );
  expect(sent.refusals).toEqual([]);
  const { messages } = await read<{ messages: { to: string; code: string }[] }>('/sandbox/messages');
  expect(messages).toMatchObject([{ to: PHONE, code: '012345' }]);

  const { httpEndpoint = '', httpAuthorization = '' } = streams[0]?.['sink'] as Record<string, string>;
  const events = profile.callers[0]?.renderEvents?.(PHONE, new Date().toISOString());
  const reported = await fetch(httpEndpoint, {
    method: 'POST',
    headers: { authorization: httpAuthorization, 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
  expect(reported.status).toBe(200);
  expect(await reported.json()).toMatchObject({ received: 1, approved: 1, failed: 0 });
});
