import { ControlError, parseJsonObject } from './control';
import type { Call } from './route';
import { isObject } from './schema';

/** Where the senders deliver, and as whom, if a call does not say otherwise. */
export interface Functions {
  /** Origin of the functions, such as `http://localhost:3000`. */
  url?: string | undefined;
  /** Whole values of the `Authorization` header. */
  authorizations?: { auth0LogStream?: string | undefined; pingoneEvents?: string | undefined } | undefined;
  /** Resolves after so many milliseconds; never, once the sandbox is closed. */
  wait: (milliseconds: number) => Promise<void>;
}

export interface Target {
  url: string;
  authorization: string | undefined;
}

/** What became of one attempt; `status` is null where there was no answer. */
export interface Attempt {
  status: number | null;
  body?: unknown;
  error?: string;
}

/** How long a sender waits for an answer. Neither provider says; a Twilio Function has ten seconds. */
const TIMEOUT_MS = 15_000;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The body of a call to a sender, all of whose keys are known. A list is the events alone. */
export function readSending(call: Call, keys: readonly string[]): Record<string, unknown> {
  const body = parseJsonObject(call);
  if (Array.isArray(body) && keys.includes('events')) return { events: body };
  if (!isObject(body)) {
    throw new ControlError('What to send is a JSON object.');
  }
  const unknown = Object.keys(body).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    throw new ControlError(`"${unknown}" is not known. There are: ${keys.join(', ')}.`);
  return body;
}

/** Only this machine is ever sent to: a sandbox is no means to post to anybody else. */
export function readTarget(
  { url: given, authorization: header }: Record<string, unknown>,
  path: string,
  functionsUrl: string | undefined,
  usual: string | undefined,
): Target {
  const url = given ?? (functionsUrl === undefined ? undefined : new URL(path, functionsUrl).href);
  if (url === undefined) throw new ControlError('"url" is needed: this sandbox knows of no functions.');
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !/^https?:$/.test(parsed.protocol) || !LOOPBACK.test(parsed.hostname)) {
    throw new ControlError('"url" must be an http address on the loopback interface.');
  }
  if (header !== undefined && typeof header !== 'string') {
    throw new ControlError('"authorization" must be a string.');
  }
  return { url: parsed.href, authorization: header ?? usual };
}

export function readEvents({ events }: Record<string, unknown>): unknown[] {
  if (!Array.isArray(events) || events.length === 0) {
    throw new ControlError('"events" must be a list with something in it.');
  }
  return events;
}

export function readWhole(value: unknown, name: string, least: number, most: number, usual: number): number {
  const number = value ?? usual;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most)
    return number;
  throw new ControlError(`"${name}" must be a whole number, ${least} to ${most}.`);
}

/** One POST, or a GET if there is no body. Redirects are not followed. */
export async function attemptDelivery(
  target: Target,
  contentType: string | undefined,
  body: string | undefined,
  { timeoutMs = TIMEOUT_MS, headers = {} }: { timeoutMs?: number; headers?: Record<string, string> } = {},
): Promise<Attempt> {
  const { url, authorization } = target;
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        ...headers,
        ...(contentType !== undefined && { 'Content-Type': contentType }),
        ...(authorization !== undefined && { authorization }),
      },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    return { status: response.status, body: parsed(text) };
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return { status: null, error: cause instanceof Error ? cause.message : String(cause) };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
