import { decodePathPart, type Answer, type Call, type ConnectionFault } from './route';
import { isObject } from './schema';
import { isKnownCode, createRefusal, getStatus } from './twilio/error';

interface Match {
  method?: string;
  path?: string;
  to?: string;
  channel?: string;
}

export interface Fault {
  match: Match;
  /** How many more requests it befalls. */
  times: number;
  /** Wait, and then go on as if nothing were wrong. */
  delay_ms?: number;
  connectionFault?: ConnectionFault;
  /** Given instead of the real answer. */
  answer?: Answer;
}

const CONNECTION_FAULTS = ['hang', 'reset', 'cut'] as const;
const KEYS = new Set([
  ...['match', 'times', 'delay_ms', 'status', 'code', 'message', 'retry_after', 'body'],
  ...CONNECTION_FAULTS,
]);
const MATCH_KEYS = ['method', 'path', 'to', 'channel'] as const;

/** The faults that wait for a request, in the order in which they were asked for; each request meets at most one. */
export class Faults {
  #waiting: Fault[] = [];

  add(fault: Fault): void {
    this.#waiting.push(fault);
  }

  all(): readonly Fault[] {
    return this.#waiting;
  }

  clear(): void {
    this.#waiting = [];
  }

  take(call: Call): Fault | undefined {
    const fault = this.#waiting.find(({ match }) => befalls(match, call));
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#waiting = this.#waiting.filter((other) => other !== fault);
    return fault;
  }
}

/** A number is looked for in the form (a send) and at the end of the path (feedback, Lookup). */
function befalls({ method, path, to, channel }: Match, call: Call): boolean {
  if (method !== undefined && method !== call.method) return false;
  if (path !== undefined && !call.path.includes(path) && !decodePathPart(call.path).includes(path))
    return false;
  if (to !== undefined && to !== call.form['To'] && !decodePathPart(call.path).endsWith(`/${to}`))
    return false;
  return channel === undefined || channel === call.form['Channel'];
}

/**
 * The fault that a request body describes, or what is wrong with the body. A fault does exactly one thing:
 * - `status` and/or `code` (with `message`, `retry_after` in seconds): Twilio's error, its missing half filled in;
 * - `body` (with `status`, default 200): an answer that is not Twilio's;
 * - `delay_ms`: late, but otherwise right; `hang`, `reset`: not processed; `cut`: processed, half the answer lost.
 *
 * None refuses the connection, for the stand-in has one socket for everything. A test of what is certainly not sent, for
 * nobody listens, calls a port that was free a moment ago: the address of a sandbox that it has closed.
 */
export function readFault(body: unknown): Fault | string {
  if (!isObject(body)) return 'A fault is a JSON object.';
  const unknown = Object.keys(body).find((key) => !KEYS.has(key));
  if (unknown !== undefined) return `"${unknown}" is not known. A fault has: ${[...KEYS].join(', ')}.`;

  const match = readMatch(body['match'] ?? {});
  if (typeof match === 'string') return match;
  const times = body['times'] ?? 1;
  if (!isWhole(times, 1, 1_000_000)) return '"times" must be a whole number from 1.';

  const { delay_ms: delay, status, code, message, retry_after: retryAfter, body: page } = body;
  const connectionFaults = CONNECTION_FAULTS.filter((name) => body[name] !== undefined);
  const isError = page === undefined && (status !== undefined || code !== undefined);
  const kinds = [
    ...connectionFaults,
    ...[delay, page].filter((value) => value !== undefined),
    ...(isError ? [''] : []),
  ];
  if (kinds.length !== 1)
    return 'A fault needs exactly one of: status/code, body, delay_ms, hang, reset, cut.';
  if (!isError && (code !== undefined || message !== undefined))
    return '"code" and "message" need a "status".';
  if (retryAfter !== undefined && !isWhole(retryAfter, 0, 86_400))
    return '"retry_after" must be whole seconds.';
  const headers = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };

  const [connectionFault] = connectionFaults;
  if (connectionFault !== undefined) {
    return body[connectionFault] === true
      ? { match, times, connectionFault }
      : `"${connectionFault}" can only be true.`;
  }
  if (delay !== undefined) {
    return isWhole(delay, 0, 600_000) ? { match, times, delay_ms: delay } : '"delay_ms" must be 0 to 600000.';
  }
  if (status !== undefined && !isWhole(status, 200, 599)) return '"status" must be 200 to 599.';
  if (page !== undefined) {
    if (typeof page !== 'string') return '"body" must be a string.';
    return { match, times, answer: { status: status ?? 200, body: page, headers } };
  }
  if (code !== undefined && !isWhole(code, 1, 999_999)) return '"code" must be a whole number.';
  if (message !== undefined && typeof message !== 'string') return '"message" must be a string.';
  if (status === undefined && !(code !== undefined && isKnownCode(code))) {
    return '"status" is needed, for the sandbox does not know this code.';
  }
  // Twilio's general codes are 20000 and the status: 20404, 20429, 20503.
  const answer = createRefusal(code ?? 20_000 + (status ?? 0), message, status ?? getStatus(code ?? 0));
  return { match, times, answer: { ...answer, headers: { ...answer.headers, ...headers } } };
}

function readMatch(value: unknown): Match | string {
  if (!isObject(value)) return '"match" must be an object.';
  const match: Match = {};
  for (const [key, wanted] of Object.entries(value)) {
    const name = MATCH_KEYS.find((known) => known === key);
    if (name === undefined || typeof wanted !== 'string') {
      return `"match" takes strings by the names ${MATCH_KEYS.join(', ')}.`;
    }
    match[name] = wanted;
  }
  return match;
}

function isWhole(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}
