import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';

export type ActionName = 'custom-phone-provider' | 'send-phone-message';
type Handler = (event: object, api: object) => Promise<void>;

/** What Auth0 learns of one run. */
export type Ending = { how: 'done' } | { how: 'drop' | 'retry' | 'throw' | 'timeout'; reason: string };

/** All Actions of a trigger together: https://auth0.com/docs/customize/actions/limitations */
const LIMIT_MS = 20_000;
/** What drop() and retry() are given is cut here, says the documentation of the api object. */
const REASON_LENGTH = 1024;

function readAction(name: ActionName): string {
  return readFileSync(join(__dirname, '../../actions', `${name}.js`), 'utf8');
}

/**
 * Runs an Action's code with the trigger's event and api. It is read anew each time, so that a change to the file counts
 * at once. Node's vm keeps the globals apart; it is no guard against hostile code, and the Actions are our own.
 */
export async function runAction(
  name: ActionName,
  event: object,
  { code, limitMs = LIMIT_MS }: { code?: string; limitMs?: number } = {},
): Promise<Ending> {
  let ending: Ending = { how: 'done' };
  // Of several calls only the last one counts.
  const refuse = (how: 'drop' | 'retry') => (reason: unknown) => {
    ending = { how, reason: String(reason).slice(0, REASON_LENGTH) };
  };
  const notification = { drop: refuse('drop'), retry: refuse('retry') };
  // The older trigger's api has a cache and nothing else.
  const api = { cache: {}, ...(name === 'custom-phone-provider' && { notification }) };
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<Ending>((resolve) => {
    const reason = `The Action did not end within ${limitMs / 1000} seconds.`;
    timer = setTimeout(() => resolve({ how: 'timeout', reason }), limitMs);
  });
  const run = async (): Promise<Ending> => {
    await handlerOf(name, code ?? readAction(name))(event, api);
    return ending;
  };
  try {
    return await Promise.race([run(), limit]);
  } catch (error) {
    // An error of the vm's own realm is no instance of this one's Error.
    const { message } = Object(error) as { message?: unknown };
    return { how: 'throw', reason: String(message ?? error) };
  } finally {
    clearTimeout(timer);
  }
}

/** The file runs alone, with Node's globals. It has no module to load: neither Action has dependencies. */
function handlerOf(name: ActionName, code: string): Handler {
  const exported: Record<string, Handler> = {};
  const silent = () => undefined;
  const globals = {
    exports: exported,
    module: { exports: exported },
    ...{ fetch, AbortSignal, AbortController, URL, URLSearchParams, Buffer, setTimeout, clearTimeout },
    console: { log: silent, info: silent, warn: silent, error: silent },
  };
  runInContext(code, createContext(globals), { filename: `${name}.js`, timeout: LIMIT_MS });
  const [handler] = Object.values(exported);
  if (handler === undefined) throw new Error(`${name}.js exports no handler.`);
  return handler;
}
