import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '../../sandbox/server';
import { startBridge, type Bridge } from './bridge';
import { deployable } from './deployable';
import { runScript, type Ended } from './script';

export const ADMIN_TOKEN = '00adm-Kq7w2fXz9RtLmB4sYpVd83hsPq0Ju6Te1Nc';
export const READ_ONLY_TOKEN = deployable['OKTA_API_TOKEN'] ?? '';
/** The functions take both. */
export const [CURRENT, NEXT] = ['pT6-hook-Vb2Nq9Zx4', 'hook-of-next-month-7Yd3'] as const;

/** In the address and the header of a hook that somebody made by hand. */
const THEIRS = ['client-token-of-a-flow', 'secret-of-a-flow'] as const;

/** A hook in an answer of the stand-in. */
export interface OktaHook {
  id: string;
  name: string;
  status: string;
  verificationStatus?: string;
  type?: string;
  events?: { items: string[]; filter: unknown };
  channel: {
    config: { uri: string; headers: { key: string; value: string }[]; authScheme: Record<string, string> };
  };
}

export interface OktaTenant {
  bridge: Bridge;
  sandboxUrl: string;
  /** `npm run connect:okta` as a process, for the functions if no other address is given. It never prints a secret. */
  connect(flags: string[], changes?: Record<string, string>, deployment?: string): Promise<Ended>;
  /** What an administrator asks the API. */
  ask<T = OktaHook>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  hooks(kind: 'inlineHooks' | 'eventHooks'): Promise<OktaHook[]>;
  fault(fault: Record<string, unknown>): Promise<void>;
  /** `POST /api/v1/…` of each request since the last call that was no GET. */
  takeWrites(): Promise<string[]>;
  close(): Promise<void>;
}

/** An org without hooks, and functions that its hooks can call. */
export async function startOktaTenant(): Promise<OktaTenant> {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-okta-'));
  const {
    ACCOUNT_SID: accountSid = '',
    AUTH_TOKEN: authToken = '',
    VERIFY_SERVICE_SID: serviceSid = '',
  } = deployable;
  const sandbox = await startSandbox({
    credentials: { accountSid, authToken, serviceSid },
    okta: { hookToken: CURRENT, apiToken: READ_ONLY_TOKEN, adminToken: ADMIN_TOKEN },
  });
  const bridge = await startBridge({
    ...deployable,
    OKTA_HOOK_TOKEN: `${CURRENT},${NEXT}`,
    OKTA_ORG_URL: sandbox.url,
    TWILIO_API_BASE_URL: sandbox.url,
  });
  const control = (method: string, path: string, body?: unknown) =>
    fetch(`${sandbox.url}/sandbox/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const ask: OktaTenant['ask'] = async (method, path, body) => {
    const headers = { authorization: `SSWS ${ADMIN_TOKEN}`, 'content-type': 'application/json' };
    const response = await fetch(`${sandbox.url}/api/v1/${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as never };
  };
  return {
    bridge,
    sandboxUrl: sandbox.url,
    async connect(flags, changes = {}, deployment = bridge.url) {
      const [env, credentials] = [join(folder, '.env'), join(folder, '.env.connect')];
      const variables = { ...deployable, OKTA_HOOK_TOKEN: CURRENT, OKTA_ORG_URL: sandbox.url, ...changes };
      const { OKTA_ADMIN_API_TOKEN: token = ADMIN_TOKEN, ...ofDeployment } = variables as Record<
        string,
        string
      >;
      writeFileSync(
        env,
        Object.entries(ofDeployment)
          .map(([name, value]) => `${name}=${value}\n`)
          .join(''),
      );
      writeFileSync(credentials, `OKTA_ADMIN_API_TOKEN=${token}\n`);
      const args = ['okta', deployment, '--env', env, '--credentials', credentials, ...flags];
      const ended = await runScript('scripts/connect.ts', args, {});
      const secrets = [ADMIN_TOKEN, READ_ONLY_TOKEN, token, CURRENT, NEXT, authToken, ...THEIRS];
      for (const secret of secrets.filter((one) => one !== ''))
        expect(ended.stdout + ended.stderr).not.toContain(secret);
      // The folder is the test's; a reader's is another one.
      return { ...ended, stdout: ended.stdout.replaceAll(` -- --env ${env}`, ' --') };
    },
    ask,
    hooks: async (kind) => (await ask<OktaHook[]>('GET', kind)).body,
    async fault(fault) {
      expect((await control('POST', 'faults', fault)).status).toBe(201);
    },
    async takeWrites() {
      const { requests } = (await (await control('GET', 'requests')).json()) as {
        requests: { method: string; path: string }[];
      };
      await control('DELETE', 'requests');
      return requests
        .filter(({ method, path }) => method !== 'GET' && path.startsWith('/api/v1/'))
        .map(({ method, path }) => `${method} ${path.replace(/\/(cal|who)\w+/, '/:id')}`);
    },
    async close() {
      await bridge.close();
      await sandbox.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A hook that somebody made by hand, with a secret in its address as Okta Workflows has it. */
export const createTelephonyHook = (
  name: string,
  uri = `https://flows.example.com/invoke?clientToken=${THEIRS[0]}`,
) => ({
  name,
  type: 'com.okta.telephony.provider',
  version: '1.0.0',
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: { uri, method: 'POST', authScheme: { type: 'HEADER', key: 'x-key', value: THEIRS[1] } },
  },
});

export const createEventHook = (name: string, uri: string) => ({
  name,
  events: { type: 'EVENT_TYPE', items: ['user.mfa.factor.activate'] },
  channel: {
    type: 'HTTP',
    version: '1.0.0',
    config: { uri, authScheme: { type: 'HEADER', key: 'Authorization', value: CURRENT } },
  },
});
