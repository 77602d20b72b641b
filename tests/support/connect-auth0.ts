import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CATEGORIES } from '../../scripts/connect/auth0/log-stream';
import type { Check } from '../../scripts/doctor/check';
import { startSandbox } from '../../sandbox/server';
import { startBridge, type Bridge } from './bridge';
import { deployable } from './deployable';
import { runScript, type Ended } from './script';

export const DOMAIN = 'acme.eu.auth0.com';
export const CLIENT_ID = 'q7Xw2LmB9sYpVd83hsRt6Kf0Zn4Cj1Ge';
export const CLIENT_SECRET = 'Hs83-dVp_YsBmL2wX7qzN0fK6tRj4Cg1Ee5Ua9Ob';
/** The functions take both values of each. */
export const ACTION_TOKENS = ['b4Jx=9vQ2mT+/7cLrZ0nW1s=', 'action-of-next-month-5Lq2'] as const;
export const STREAM_TOKENS = ['Zt5kN8rVq3Xw6hPd', 'stream-of-next-month-8Wc4'] as const;
/** Of somebody else's, in the tenant. */
export const FOREIGN_SECRET = 'secret-of-somebody-else';

export interface Write {
  method: string;
  path: string;
  body?: Record<string, unknown>;
}

/** What `GET /sandbox/auth0/tenant` shows, values of secrets included. */
export interface TenantState {
  actions: {
    id: string;
    name: string;
    code: string;
    status: string;
    secrets: { name: string; value: string }[];
    version?: { code: string; number: number; deployed: boolean };
  }[];
  bindings: string[];
  provider: Record<string, unknown> | null;
  selected_provider: string;
  message_types: string[];
  log_streams: Record<string, unknown>[];
  writes: Write[];
}

export interface Auth0Tenant {
  bridge: Bridge;
  /** `npm run connect:auth0` as a process; it never prints a secret. */
  connect(flags: string[], changes?: Record<string, string>, deployment?: string): Promise<Ended>;
  /** What `npm run doctor` says of the tenant, with the files of the last connect(). */
  diagnose(): Promise<Check[]>;
  /** What somebody else asks the Management API. */
  ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  state(): Promise<TenantState>;
  /** Each write since the last call, the ids left out, as `POST /actions/actions`. */
  takeWrites(): Promise<Write[]>;
  fault(fault: Record<string, unknown>): Promise<void>;
  change(settings: Record<string, unknown>): Promise<void>;
  close(): Promise<void>;
}

const toLines = (variables: Record<string, string>): string =>
  Object.entries(variables)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** A tenant in which nothing is set up, and functions that it can call. */
export async function startAuth0Tenant(isUnified = true): Promise<Auth0Tenant> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-auth0-'));
  const { ACCOUNT_SID = '', AUTH_TOKEN = '', VERIFY_SERVICE_SID = '' } = deployable;
  const sandbox = await startSandbox({
    credentials: { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, serviceSid: VERIFY_SERVICE_SID },
    auth0Management: { domain: DOMAIN, clientId: CLIENT_ID, clientSecret: CLIENT_SECRET },
  });
  const bridge = await startBridge({
    ...deployable,
    AUTH0_ACTION_TOKEN: ACTION_TOKENS.join(),
    AUTH0_LOG_STREAM_TOKEN: STREAM_TOKENS.join(),
    TWILIO_API_BASE_URL: sandbox.url,
  });
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${sandbox.url}/sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const state = async () => (await (await control('GET', 'auth0/tenant')).json()) as TenantState;
  let seen = 0;
  const [env, credentials] = [join(folder, '.env'), join(folder, '.env.connect')];
  const ofTenant = {
    AUTH0_DOMAIN: DOMAIN,
    AUTH0_CLIENT_ID: CLIENT_ID,
    AUTH0_CLIENT_SECRET: CLIENT_SECRET,
    AUTH0_API_BASE_URL: sandbox.url,
  };
  const tenant: Auth0Tenant = {
    bridge,
    async diagnose() {
      const args = [bridge.url, '--env', env, '--credentials', credentials, '--json'];
      const { stdout } = await runScript('scripts/doctor.ts', args, { TWILIO_API_BASE_URL: sandbox.url });
      const { checks } = JSON.parse(stdout) as { checks: Check[] };
      return checks.filter(({ name }) => name.startsWith('auth0 '));
    },
    state,
    async connect(flags, changes = {}, deployment = bridge.url) {
      const [AUTH0_ACTION_TOKEN] = ACTION_TOKENS;
      const [AUTH0_LOG_STREAM_TOKEN] = STREAM_TOKENS;
      const variables = {
        ...deployable,
        AUTH0_ACTION_TOKEN,
        AUTH0_LOG_STREAM_TOKEN,
        ...ofTenant,
        ...changes,
      };
      const entries = Object.entries(variables);
      const isOfTenant = ([name]: [string, string]) => Object.hasOwn(ofTenant, name);
      writeFileSync(env, toLines(Object.fromEntries(entries.filter((one) => !isOfTenant(one)))));
      writeFileSync(credentials, toLines(Object.fromEntries(entries.filter(isOfTenant))));
      const args = ['auth0', deployment, '--env', env, '--credentials', credentials, ...flags];
      const ended = await runScript('scripts/connect.ts', args, {});
      const secrets = [CLIENT_SECRET, ...ACTION_TOKENS, ...STREAM_TOKENS, FOREIGN_SECRET, AUTH_TOKEN];
      for (const secret of [...secrets, variables.AUTH0_CLIENT_SECRET])
        expect(ended.stdout + ended.stderr).not.toContain(secret);
      // The folder is the test's; a reader's is another one.
      const stdout = [` --credentials ${credentials}`, ` --env ${env}`].reduce(
        (text, flag) => text.replaceAll(flag, ''),
        ended.stdout,
      );
      return { ...ended, stdout };
    },
    async ask(method, path, body) {
      const grant = await fetch(`${sandbox.url}/oauth/token`, {
        method: 'POST',
        body: JSON.stringify({
          grant_type: 'client_credentials',
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          audience: `https://${DOMAIN}/api/v2/`,
        }),
      });
      const { access_token: bearer } = (await grant.json()) as { access_token: string };
      const response = await fetch(`${sandbox.url}/api/v2${path}`, {
        method,
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      expect(response.ok ? '' : text).toBe('');
      return (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    },
    async takeWrites() {
      const { writes } = await state();
      const [from] = [seen, (seen = writes.length)];
      return writes.slice(from).map((write) => ({
        ...write,
        path: write.path.replace('/api/v2', '').replace(/\/(pro_\w+|lst_\d+|[0-9a-f-]{36})/, '/:id'),
      }));
    },
    async fault(fault) {
      expect((await control('POST', 'faults', fault)).status).toBe(201);
    },
    async change(settings) {
      expect((await control('POST', 'auth0/tenant', settings)).status).toBe(200);
    },
    async close() {
      await bridge.close();
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
  await tenant.change({ unified: isUnified });
  return tenant;
}

/** A log stream that somebody else made, and in which nothing is wrong but what `changes` says. */
export const createForeignStream = (tenant: Auth0Tenant, changes: Record<string, unknown>) =>
  tenant.ask('POST', '/log-streams', {
    type: 'http',
    filters: CATEGORIES.map((name) => ({ type: 'category', name })),
    sink: {
      httpEndpoint: `${tenant.bridge.url}/auth0/log-stream`,
      httpAuthorization: STREAM_TOKENS[0],
      httpContentType: 'application/json',
      httpContentFormat: 'JSONARRAY',
    },
    ...changes,
  });

/** An Action that somebody else wrote, deployed. */
export async function createForeignAction(
  tenant: Auth0Tenant,
  trigger: string,
  code = 'exports.x = 1;\n',
  dependencies = [{ name: 'twilio', version: '5.0.0' }],
  secrets = ['ACME_KEY'],
) {
  const { id } = await tenant.ask('POST', '/actions/actions', {
    name: 'Text by Acme',
    supported_triggers: [{ id: trigger }],
    code,
    runtime: 'node22',
    secrets: secrets.map((name) => ({ name, value: FOREIGN_SECRET })),
    dependencies,
  });
  for (let looks = 0; looks < 3; looks += 1) await tenant.ask('GET', `/actions/actions/${String(id)}`);
  await tenant.ask('POST', `/actions/actions/${String(id)}/deploy`);
  await tenant.ask('GET', `/actions/actions/${String(id)}`);
  return String(id);
}
