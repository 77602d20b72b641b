import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { runScript, type Ended } from './script';
import { credentials } from './stand-in';

/** A PingOne environment with nothing in it, a deployment that takes PingOne's calls, and `npm run connect:pingone`. */

export type Item = Record<string, unknown> & { id: string; name: string };

interface Kept {
  senders: Item[];
  subscriptions: Item[];
  settings: Record<string, unknown>;
  writes: { method: string; path: string; body: Record<string, unknown> | undefined }[];
}

export const environmentId = '11111111-aaaa-4aaa-8aaa-111111111111';
export const adminEnvironmentId = '22222222-bbbb-4bbb-8bbb-222222222222';
const reader = { clientId: '33333333-cccc-4ccc-8ccc-333333333333', clientSecret: 'secret-of-the-reader' };
const admin = { clientId: '44444444-dddd-4ddd-8ddd-444444444444', clientSecret: 'secret-of-the-admin' };

/** The worker that reads devices: its role is another. */
export const readerVariables = {
  PINGONE_CLIENT_ID: reader.clientId,
  PINGONE_CLIENT_SECRET: reader.clientSecret,
};

export class PingonePlatform {
  readonly #sandbox: Sandbox;
  readonly #deployment: Server;
  /** Of the deployment. */
  readonly url: string;
  variables: Record<string, string>;

  private constructor(sandbox: Sandbox, deployment: Server) {
    this.#sandbox = sandbox;
    this.#deployment = deployment;
    this.url = `http://127.0.0.1:${(deployment.address() as AddressInfo).port}`;
    this.variables = {
      PINGONE_USERNAME: 'pingone',
      PINGONE_PASSWORD: 'first-password-of-pingone',
      PINGONE_ENVIRONMENT_ID: environmentId,
      PINGONE_REGION: 'eu',
      PINGONE_CLIENT_ID: admin.clientId,
      PINGONE_CLIENT_SECRET: admin.clientSecret,
      PINGONE_API_BASE_URL: sandbox.url,
      PINGONE_AUTH_BASE_URL: sandbox.url,
    };
  }

  /** @param adminIn the environment of the worker application that manages */
  static async start(adminIn = environmentId): Promise<PingonePlatform> {
    const pingone = { environmentId, ...reader, admin: { environmentId: adminIn, ...admin } };
    const sandbox = await startSandbox({ credentials, pingone });
    const deployment = createServer(({ url, headers }, outgoing) => {
      if (url === '/health') return outgoing.end('{"status":"ok"}');
      // An empty object is refused for what is missing in it, where the sender is known.
      return headers.authorization === undefined
        ? outgoing.writeHead(401).end('{"code":"unauthenticated"}')
        : outgoing.writeHead(400).end('{}');
    });
    await new Promise<void>((resolve) => deployment.listen(0, '127.0.0.1', resolve));
    return new PingonePlatform(sandbox, deployment);
  }

  async close(): Promise<void> {
    this.#deployment.close();
    this.#deployment.closeAllConnections();
    await this.#sandbox.close();
  }

  /** Runs it; no secret is ever printed. @param changes an empty variable is as good as unset */
  async connect(flags: string[] = [], changes: Record<string, string> = {}, url = this.url): Promise<Ended> {
    const env = { ...this.variables, ...changes };
    const ended = await runScript('scripts/connect.ts', ['pingone', url, '--yes', ...flags], env);
    const secrets = [env['PINGONE_CLIENT_SECRET'] ?? '', ...(env['PINGONE_PASSWORD'] ?? '').split(',')];
    const headers = secrets.map((one) => encodePair(env['PINGONE_USERNAME'] ?? '', one));
    for (const secret of [...secrets, ...headers].filter((one) => one !== ''))
      expect(ended.stdout + ended.stderr).not.toContain(secret);
    return ended;
  }

  /** What PingOne keeps, the secrets too. */
  async kept(): Promise<Kept> {
    const response = await fetch(`${this.#sandbox.url}/sandbox/pingone/platform`);
    return (await response.json()) as Kept;
  }

  /** `POST subscriptions`, … of what was asked to change something. */
  async writes(): Promise<string[]> {
    const base = `/v1/environments/${environmentId}/`;
    return (await this.kept()).writes.map(({ method, path }) => `${method} ${path.replace(base, '')}`);
  }

  async fault(fault: Record<string, unknown>): Promise<void> {
    const init = { method: 'POST', body: JSON.stringify(fault) };
    expect((await fetch(`${this.#sandbox.url}/sandbox/faults`, init)).status).toBe(201);
  }

  /** What an administrator does. @param path below the environment */
  async ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: Item }> {
    const token = await this.#fetchToken();
    const response = await fetch(`${this.#sandbox.url}/v1/environments/${environmentId}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: JSON.parse(text || '{}') as Item };
  }

  /** Adds what must be there, and is not made by the command. */
  async add(path: string, body: unknown): Promise<Item> {
    const added = await this.ask('POST', path, body);
    expect(added.status).toBe(201);
    return added.body;
  }

  async #fetchToken(): Promise<string> {
    const { PINGONE_ADMIN_ENVIRONMENT_ID: own } = this.variables;
    const response = await fetch(`${this.#sandbox.url}/${own ?? environmentId}/as/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${encodePair(admin.clientId, admin.clientSecret)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
}

export const encodePair = (name: string, secret: string): string =>
  Buffer.from(`${name}:${secret}`).toString('base64');

export const SENDERS = 'notificationsSettings/phoneDeliverySettings';

/** A sender of the customer's own, for a Studio flow. */
export const ownSender = (name: string, url = 'https://studio.twilio.com/v2/Flows/FW1/Executions') => ({
  provider: 'CUSTOM_PROVIDER',
  name,
  authentication: { method: 'BASIC', username: 'AC1', password: 'secret-of-the-customer' },
  requests: [
    {
      deliveryMethod: 'SMS',
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'To=${to}&Parameters=${message}',
      phoneNumberFormat: 'FULL',
    },
  ],
  numbers: [{ type: 'PHONE_NUMBER', number: '+12025550100', capabilities: ['SMS'] }],
});

/** A webhook of the customer's own. */
export const ownWebhook = (name: string, url = 'https://siem.example.com/events') => ({
  name,
  enabled: true,
  format: 'SPLUNK',
  verifyTlsCertificates: true,
  httpEndpoint: { url, headers: { Authorization: 'Bearer secret-of-the-customer' } },
  filterOptions: { includedActionTypes: ['USER.CREATED'] },
});
