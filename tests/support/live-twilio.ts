import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { startBridge, type Bridge } from './bridge';

/**
 * Twilio, as a live check meets it: the Serverless API of one environment, and the sandbox for all else; with that
 * environment's deployment, which is the built functions under the local runtime.
 */
export interface LiveTwilio {
  /** For TWILIO_API_BASE_URL. */
  url: string;
  /** The origin of the deployment. */
  origin: string;
  /** The variables that the deployment has now. */
  variables: Map<string, string>;
  /** `POST Services/ZS…/Environments/ZE…/Variables`, … of the Serverless API. */
  calls: string[];
  /** All that the functions have logged, up to the last reading of the log. */
  lines: string[];
  /** What they have logged since. */
  pending(): readonly string[];
  /** What happens while the log is read: each once, in this order. A provider calls, or somebody presses Ctrl-C. */
  onLogs: (() => Promise<void>)[];
  /** What happens before a variable is made: each once, in this order. */
  onVariable: (() => Promise<void>)[];
  /** A status that the Serverless API answers with from now on. */
  refuseWith: number | undefined;
  /** Whether the log has the lines that are written after an answer. */
  hidesLateLines: boolean;
  /** Whether no line is in the log yet. */
  isLogLate: boolean;
  /** Forgets calls, lines and what was to happen. */
  reset(): void;
  close(): Promise<void>;
}

const hex = () => randomBytes(16).toString('hex');

/** @param sandbox the origin that answers for Verify; @param authorization of the account */
export async function startLiveTwilio(sandbox: string, authorization: string): Promise<LiveTwilio> {
  const [service, environment] = [`ZS${hex()}`, `ZE${hex()}`];
  const base = `Services/${service}/Environments/${environment}`;
  const sids = new Map<string, string>();
  let bridge: { served: string; is: Bridge } | undefined;
  const logs: { message: string; arrived: number; date_created: string }[] = [];
  const begun = Date.now();

  const live: LiveTwilio = {
    ...{ url: '', origin: '', variables: new Map(), calls: [], lines: [], onLogs: [] },
    onVariable: [],
    ...{ refuseWith: undefined, hidesLateLines: false, isLogLate: false },
    pending: () => bridge?.is.lines ?? [],
    reset() {
      for (const list of [live.calls, live.lines, live.onLogs, live.onVariable, logs]) list.length = 0;
      live.variables.clear();
      Object.assign(live, { refuseWith: undefined, hidesLateLines: false, isLogLate: false });
    },
    async close() {
      await bridge?.is.close();
      await Promise.all([api, deployment].map(end));
    },
  };

  /** The functions with the variables of now: Twilio says that they hold from the next call on. */
  async function findBridge(): Promise<Bridge> {
    const served = JSON.stringify([...live.variables]);
    if (bridge?.served === served) return bridge.is;
    if (bridge !== undefined) {
      collect();
      await bridge.is.close();
    }
    bridge = { served, is: await startBridge(Object.fromEntries(live.variables)) };
    return bridge.is;
  }

  /** Each line comes five seconds after the one before, whatever this machine does: so the time between them can be tested. */
  function collect(): void {
    for (const line of bridge?.is.lines.splice(0) ?? []) {
      live.lines.push(line);
      const at = begun + logs.length * 5_000;
      logs.push({ message: line, arrived: Date.now(), date_created: new Date(at).toISOString() });
    }
  }

  async function readLogs(since: number) {
    await live.onLogs.shift()?.();
    collect();
    return logs.filter(
      ({ arrived, message }) =>
        arrived >= since && !live.isLogLate && !(live.hidesLateLines && message.includes('after_callback')),
    );
  }

  async function answerServerless(request: IncomingMessage, body: string): Promise<[number, unknown]> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const path = pathname.replace('/v1/', '');
    live.calls.push(`${request.method} ${path}`);
    if (live.refuseWith !== undefined) return [live.refuseWith, { code: 20_000 + live.refuseWith }];
    const page = (key: string, items: unknown) => ({ [key]: items, meta: { key, next_page_url: null } });
    const name = path.split('/').at(-1) ?? '';
    switch (`${request.method} ${path.replace(name, sids.has(name) ? 'SID' : name)}`) {
      case 'GET Services':
        return [200, page('services', [{ sid: `ZS${hex()}` }, { sid: service }])];
      case `GET Services/${service}/Environments`:
        return [200, page('environments', [{ sid: environment, domain_name: new URL(live.origin).host }])];
      case `GET ${base}/Variables`:
        return [
          200,
          page(
            'variables',
            [...sids].map(([sid, key]) => ({ sid, key })),
          ),
        ];
      case `POST ${base}/Variables`: {
        await live.onVariable.shift()?.();
        const form = new URLSearchParams(body);
        const [sid, key] = [`ZV${hex()}`, form.get('Key') ?? ''];
        sids.set(sid, key);
        live.variables.set(key, form.get('Value') ?? '');
        return [201, { sid, key }];
      }
      case `DELETE ${base}/Variables/SID`:
        live.variables.delete(sids.get(name) ?? '');
        sids.delete(name);
        return [204, undefined];
      case `GET ${base}/Logs`:
        return [200, page('logs', await readLogs(Date.parse(searchParams.get('StartDate') ?? '')))];
      default:
        return path.endsWith('/Environments') ? [200, page('environments', [])] : [404, { code: 20404 }];
    }
  }

  const api = await serve(async (request, body) => {
    if (request.headers['x-forwarded-host'] !== 'serverless.twilio.com')
      return forward(sandbox, request, body);
    if (request.headers.authorization !== authorization) return [401, JSON.stringify({ code: 20003 })];
    const [status, answer] = await answerServerless(request, body.toString());
    return [status, answer === undefined ? '' : JSON.stringify(answer)];
  });
  const deployment = await serve(async (request, body) => forward((await findBridge()).url, request, body));
  [live.url, live.origin] = [api, deployment].map(
    (server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  ) as [string, string];
  return live;
}

/** Waits for a line of a function that comes after its answer. */
export async function untilLogged(find: () => boolean): Promise<void> {
  while (!find()) await nextTurn();
}

type Answered = readonly [status: number, body: string];

async function forward(origin: string, request: IncomingMessage, body: Buffer): Promise<Answered> {
  const { host: _, connection: __, 'content-length': ___, ...headers } = request.headers;
  const method = request.method ?? 'GET';
  const response = await fetch(`${origin}${request.url}`, {
    method,
    headers: headers as Record<string, string>,
    ...(method === 'POST' && { body: new Uint8Array(body) }),
  });
  return [response.status, await response.text()];
}

async function serve(answer: (request: IncomingMessage, body: Buffer) => Promise<Answered>): Promise<Server> {
  const listener: RequestListener = (request, response) => {
    void buffer(request)
      .then((body) => answer(request, body))
      .then(
        ([status, text]) => response.writeHead(status, { 'content-type': 'application/json' }).end(text),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const end = (server: Server) =>
  new Promise<void>((resolve) => {
    server.closeAllConnections();
    server.close(() => resolve());
  });
