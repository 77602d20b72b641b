import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox } from '../../sandbox/server';
import { readSandboxSettings } from '../../sandbox/settings';
import { sandboxEnvironment, startBridge, type Bridge } from './bridge';
import { basic, pingone, post, type Answer } from './callers';
import type { ApiRequest } from './sandbox';

export { report } from './report';

export const logStreamToken = sandboxEnvironment['AUTH0_LOG_STREAM_TOKEN'] ?? '';
export const environmentId = sandboxEnvironment['PINGONE_ENVIRONMENT_ID'] ?? '';

/** As an event has it: now, or so many seconds ago. */
export const ago = (seconds = 0): string => new Date(Date.now() - seconds * 1000).toISOString();

let given = 0;
/** Numbers that no other test of the file has. */
export const numbers = (count: number): string[] =>
  Array.from({ length: count }, () => `+1415${5_550_000 + (given += 1)}`);

export interface Paired {
  environment: string;
  user: string;
  device: string;
}

/** The functions and the stand-ins that they call, on free ports. */
export interface Loop {
  bridge: Bridge;
  sandboxUrl: string;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  fault(fault: Record<string, unknown>): Promise<void>;
  /** The requests to any API since the last `forget`. */
  requests(): Promise<ApiRequest[]>;
  /** The numbers whose approval was asked for, in that order, as often as it was. */
  approvals(): Promise<string[]>;
  forget(): Promise<void>;
  /** Sends a code to each number, past the functions, and counts nothing. */
  pend(to: readonly string[]): Promise<void>;
  /** How many of all codes Verify counts as used. */
  converted(to: string): Promise<number>;
  pair(type: string, phone?: string, userId?: string): Promise<Paired>;
  auth0(body: unknown, authorization?: string): Promise<Answer>;
  pingone(body: unknown, authorization?: string): Promise<Answer>;
  close(): Promise<void>;
}

/** @param changes to the functions' environment, in which the stand-ins' addresses are already set */
export async function startLoop(changes: Record<string, string | undefined> = {}): Promise<Loop> {
  const sandbox = await startSandbox(readSandboxSettings(sandboxEnvironment));
  const names = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'];
  const standIns = Object.fromEntries(names.map((name) => [name, sandbox.url]));
  const bridge = await startBridge({ ...standIns, ...changes });
  const verify = `/v2/Services/${sandboxEnvironment['VERIFY_SERVICE_SID']}/Verifications`;
  const account = basic(sandboxEnvironment['ACCOUNT_SID'] ?? '', sandboxEnvironment['AUTH_TOKEN'] ?? '');

  const call = async <T>(method: string, path: string, init: RequestInit = {}): Promise<T> => {
    const response = await fetch(sandbox.url + path, { method, ...init });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  };
  const control: Loop['control'] = (method, path, body) =>
    call(method, `/sandbox/${path}`, body === undefined ? {} : { body: JSON.stringify(body) });
  const requests = async () => (await control<{ requests: ApiRequest[] }>('GET', 'requests')).requests;
  const forget = () => control<void>('DELETE', 'requests');
  return {
    bridge,
    sandboxUrl: sandbox.url,
    control,
    requests,
    forget,
    fault: (fault) => control('POST', 'faults', fault),
    approvals: async () =>
      (await requests())
        .filter(({ method, path }) => method === 'POST' && path.startsWith(`${verify}/`))
        .map(({ path }) => decodeURIComponent(path.slice(verify.length + 1))),
    async pend(to) {
      for (const number of to) {
        const body = new URLSearchParams({ To: number, Channel: 'sms', CustomCode: '012345' });
        await call('POST', verify, { body, headers: { authorization: account } });
      }
      await forget();
    },
    async converted(to) {
      const query = new URLSearchParams({ 'ChannelData.To': to });
      const path = `/v2/Attempts/Summary?${query.toString()}`;
      const headers = { authorization: account };
      return (await call<{ total_converted: number }>('GET', path, { headers })).total_converted;
    },
    async pair(type, phone, userId) {
      const given = { type, ...(phone !== undefined && { phone }), ...(userId !== undefined && { userId }) };
      const paired = await control<Record<string, string>>('POST', 'pingone/devices', given);
      const { environmentId: environment = '', userId: user = '', deviceId: device = '' } = paired;
      return { environment, user, device };
    },
    auth0: (body, authorization = logStreamToken) =>
      post(`${bridge.url}/auth0/log-stream`, authorization, body),
    pingone: (body, authorization = basic('pingone', pingone)) =>
      post(`${bridge.url}/pingone/events`, authorization, body),
    async close() {
      await bridge.close();
      await sandbox.close();
    },
  };
}

/** Stands before an API and counts: how many requests were under way at once, and how many connections there were. */
export async function startCounter(target: () => string) {
  const seen = { atOnce: 0, connections: 0 };
  let underWay = 0;
  const server = createServer((incoming, outgoing) => {
    seen.atOnce = Math.max(seen.atOnce, (underWay += 1));
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { authorization = '', 'content-type': type = '' } = incoming.headers;
      const method = incoming.method ?? '';
      const init = method === 'GET' ? {} : { body: Buffer.concat(chunks) };
      void fetch(target() + incoming.url, {
        method,
        headers: { authorization, 'content-type': type },
        ...init,
      })
        .then(async (response) => ({ status: response.status, body: await response.text() }))
        .then(({ status, body }) => {
          underWay -= 1;
          outgoing.writeHead(status, { 'content-type': 'application/json' }).end(body);
        });
    });
  });
  server.on('connection', () => (seen.connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
