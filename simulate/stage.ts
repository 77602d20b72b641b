import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { startSandbox } from '../sandbox/server';
import { DEFAULTS, nameLimit } from '../scripts/setup/rate-limits';
import { rateLimitNames } from '../src/core/rate-limits';
import { sandboxEnvironment } from './functions';
import type { LookupRange } from './passcode-request';

/** Where the functions play: the sandbox, its time, and what of it is counted. */
export interface Stage {
  url: string;
  advance(seconds: number): Promise<void>;
  /** The messages since the last time, each as its number and its code. At most 1,000 are kept. */
  takeMessages(): Promise<string[]>;
  /** Requests that reached Lookup, by package: what it bills. */
  countLookups(): Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** Starts a sandbox that knows the ranges, and has the rate limits of `npm run setup`. */
export async function startStage(ranges: readonly LookupRange[]): Promise<Stage> {
  const { ACCOUNT_SID = '', AUTH_TOKEN = '', VERIFY_SERVICE_SID = '' } = sandboxEnvironment;
  const credentials = { accountSid: ACCOUNT_SID, authToken: AUTH_TOKEN, serviceSid: VERIFY_SERVICE_SID };
  const sandbox = await startSandbox({ credentials });
  const { url } = sandbox;
  const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`;
  const limits = `${url}/v2/Services/${VERIFY_SERVICE_SID}/RateLimits`;
  const create = async (address: string, form: Record<string, string>) =>
    (await ask(address, new URLSearchParams(form), authorization)) as { sid: string };
  for (const name of rateLimitNames) {
    const { max, interval } = DEFAULTS[name];
    const { sid } = await create(limits, { UniqueName: nameLimit(name) });
    await create(`${limits}/${sid}/Buckets`, { Max: String(max), Interval: String(interval) });
  }
  for (const range of ranges) await ask(`${url}/sandbox/lookup`, JSON.stringify(range));

  const port = new URL(url).port;
  const lookups: Record<string, number> = {};
  const countLookup = (message: unknown) => {
    const { request } = message as { request: IncomingMessage };
    if (request.socket.localPort !== Number(port)) return;
    const { pathname, searchParams } = new URL(request.url ?? '/', url);
    if (!pathname.startsWith('/v2/PhoneNumbers/')) return;
    for (const name of (searchParams.get('Fields') ?? '').split(','))
      lookups[name] = (lookups[name] ?? 0) + 1;
  };
  subscribe('http.server.request.start', countLookup);
  return {
    url,
    advance: async (seconds) =>
      void (await ask(`${url}/sandbox/clock`, JSON.stringify({ advance_seconds: seconds }))),
    async takeMessages() {
      const { messages } = (await ask(`${url}/sandbox/messages`)) as {
        messages: { to: string; code: string }[];
      };
      await fetch(`${url}/sandbox/messages`, { method: 'DELETE' });
      return messages.map(({ to, code }) => `${to} ${code}`);
    },
    countLookups: () => lookups,
    close() {
      unsubscribe('http.server.request.start', countLookup);
      return sandbox.close();
    },
  };
}

/** A POST, or without a body a GET. */
async function ask(address: string, body?: URLSearchParams | string, authorization = ''): Promise<unknown> {
  const init = body === undefined ? {} : { method: 'POST', body, headers: { authorization } };
  const response = await fetch(address, init);
  if (!response.ok) throw new Error(`${address}: ${response.status} ${await response.text()}`);
  return response.json();
}
