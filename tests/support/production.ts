import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseVariables } from '../../scripts/preflight';
import type { Check } from '../../scripts/doctor/check';
import { startSandbox, type SandboxOptions } from '../../sandbox/server';
import { sandboxEnvironment, startBridge, type Bridge } from './bridge';
import { deployable } from './deployable';
import { runScript } from './script';

/**
 * README.md, "Go to production", from an account and a tenant in which there is nothing: by the commands alone. What
 * `npm run deploy` prints is held by deploy.test.ts; here the functions run on this machine.
 */

const { ACCOUNT_SID = '', AUTH_TOKEN = '' } = deployable;
/** What a reader's deployment is called. */
export const DEPLOYED = 'https://verify-bridge-1234-dev.twil.io';
export const PHONE = '+14155552671';

type Variables = Record<string, string>;

export interface Start {
  provider: string;
  /** The provider's stand-in. */
  standIn: Partial<SandboxOptions>;
  /** What the owner sets in the environment of `npm run setup`. @param sandboxUrl origin of the stand-ins */
  given?: (sandboxUrl: string) => Variables;
  /** The content of .env.connect. */
  credentials: (sandboxUrl: string) => Variables;
  /** Where the functions find the provider's stand-in: a deployment has none of these. */
  bases?: (sandboxUrl: string) => Variables;
}

export interface Production {
  /** What `npm run setup` wrote. */
  variables: Variables;
  /** What it printed. */
  setUp: string;
  /** What a command printed that went well, as a reader sees it whose files and deployment are the usual ones. */
  connect(): Promise<string>;
  examine(): Promise<string>;
  /** The checks of the tenant that `npm run doctor` makes. */
  diagnose(): Promise<Check[]>;
  /** What the stand-ins answer to somebody else. */
  ask: <T>(path: string, init?: RequestInit) => Promise<T>;
  /** Expects this code, and no other, on the phone. */
  expectDelivered(code: string): Promise<void>;
  close(): Promise<void>;
}

/** The account after `npm run setup`, and the functions with what that wrote. */
export async function startProduction({
  provider,
  standIn,
  given,
  credentials,
  bases,
}: Start): Promise<Production> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-production-'));
  const [env, ofTenant] = [join(folder, '.env'), join(folder, '.env.connect')];
  const sandbox = await startSandbox({
    credentials: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, serviceSid: `VA${'9'.repeat(32)}` },
    ...standIn,
  });
  const base = { TWILIO_API_BASE_URL: sandbox.url };
  const keys = credentials(sandbox.url);
  writeFileSync(ofTenant, render(keys), { mode: 0o600 });
  let bridge: Bridge | undefined;

  /** No secret is ever printed. */
  async function run(script: string, args: string[], variables: Variables = {}) {
    const ended = await runScript(script, args, { ACCOUNT_SID, AUTH_TOKEN, ...base, ...variables });
    const known = { AUTH_TOKEN, ...parseVariables(readFileSync(env, 'utf8')), ...keys };
    for (const [name, value] of Object.entries(known))
      if (/TOKEN|PASSWORD|SECRET/.test(name) && value !== '')
        expect(ended.stdout + ended.stderr).not.toContain(value);
    const stdout = ended.stdout
      .replaceAll(bridge?.url ?? DEPLOYED, DEPLOYED)
      .replaceAll(` --env ${env}`, '')
      .replace(/ --$/gm, '')
      .replaceAll(` --credentials ${ofTenant}`, '')
      .replaceAll(env, '.env');
    return { ...ended, stdout };
  }

  async function runWell(...[script, args, variables]: Parameters<typeof run>): Promise<string> {
    const { code, stdout, stderr } = await run(script, args, variables);
    const failed = stdout.match(/^failed .*$/gm);
    expect({ code, stderr, failed }).toEqual({ code: 0, stderr: '', failed: null });
    return stdout;
  }

  async function ask<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await fetch(sandbox.url + path, init);
    const text = await response.text();
    expect([path, response.ok, response.ok ? '' : text]).toEqual([path, true, '']);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  async function close() {
    await bridge?.close();
    await sandbox.close();
    rmSync(folder, { recursive: true });
  }

  const flags = ['--env', env, '--yes', '--service-name', 'Acme', '--provider', provider];
  const setUp = await runWell('scripts/setup.ts', flags, given?.(sandbox.url));
  const variables = parseVariables(readFileSync(env, 'utf8'));
  // Nothing of the sandbox's own variables: what setup wrote is all that a deployment has.
  const nothing = Object.fromEntries(Object.keys(sandboxEnvironment).map((name) => [name, undefined]));
  const { url } = (bridge = await startBridge({
    ...nothing,
    ...variables,
    ...base,
    ...bases?.(sandbox.url),
  }));
  const files = ['--env', env, '--credentials', ofTenant];
  return {
    variables,
    setUp,
    ask,
    close,
    connect: () => runWell('scripts/connect.ts', [provider, url, ...files, '--yes']),
    examine: () => runWell('scripts/doctor.ts', [url, ...files]),
    async diagnose() {
      const { code, stdout, stderr } = await run('scripts/doctor.ts', [url, ...files, '--json']);
      const { checks } = JSON.parse(stdout) as { checks: Check[] };
      const isFailed = checks.some(({ state }) => state === 'failed');
      expect({ code, stderr }).toEqual({ code: isFailed ? 1 : 0, stderr: '' });
      return checks.filter(({ name }) => name.split(' ')[0] === provider && !name.endsWith(' secrets'));
    },
    async expectDelivered(code) {
      const { messages } = await ask<{ messages: unknown[] }>('/sandbox/messages');
      expect(messages).toHaveLength(1);
      expect(messages).toMatchObject([{ to: PHONE, code }]);
    },
  };
}

const render = (variables: Variables): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** A batch of events as the provider posts it: each counts as a code that was used. */
export async function expectApproved(url: string, headers: Record<string, string>, events: unknown) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(events),
  });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ received: 1, approved: 1, failed: 0 });
}
