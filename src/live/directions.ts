import { createFieldProblem, type FieldProblem } from '../core/problem';
import type { Fields } from '../core/record';
import { ok, refuse, type Result } from '../core/result';

/** What the query of a call asks the echo route to do, so that it can be seen what a provider makes of an answer. */
export interface Directions {
  status: number;
  /** Seconds, for `Retry-After`. */
  retryAfter: number | undefined;
  delayMs: number;
  /** Whether to log a line after the answer. */
  isAfter: boolean;
}

const STATUSES = [200, 201, 202, 400, 401, 403, 404, 409, 410, 422, 429, 500, 502, 503, 504];
const MAX_RETRY_AFTER_S = 3_600;
/** Twilio ends a function after 10 s. */
const MAX_DELAY_MS = 8_999;
/**
 * The runtime merges the query into the body, so that a direction has a name which no provider is known to send: many a body has a
 * key `status`.
 */
const NAMES = ['echo_status', 'echo_retry_after', 'echo_delay_ms', 'echo_after'];

/** `?echo_status=503&echo_retry_after=5&echo_delay_ms=100&echo_after=1`; @returns the directions, and the body without them; `invalid_request` */
export function readDirections(call: Fields): Result<Directions & { body: Fields }> {
  const problems: FieldProblem[] = [];
  const read = (field: string, otherwise: number, isGood: (value: number) => boolean, problem: string) => {
    const given = Object.hasOwn(call, field) ? call[field] : undefined;
    if (given === undefined) return otherwise;
    const value = typeof given === 'string' && /^\d{1,5}$/.test(given) ? Number(given) : NaN;
    if (!isGood(value)) problems.push({ field, problem });
    return value;
  };
  const upTo = (most: number) => (value: number) => value <= most;
  const status = read(
    'echo_status',
    200,
    (value) => STATUSES.includes(value),
    `must be one of ${STATUSES.join(', ')}`,
  );
  const retryAfter = read('echo_retry_after', NaN, upTo(MAX_RETRY_AFTER_S), 'must be seconds, 0 to 3600');
  const delayMs = read('echo_delay_ms', 0, upTo(MAX_DELAY_MS), 'must be milliseconds, 0 to 8999');
  const after = read('echo_after', 0, upTo(1), 'must be 0 or 1');
  if (problems.length > 0) return refuse(createFieldProblem('invalid_request', problems));
  return ok({
    status,
    retryAfter: Number.isNaN(retryAfter) ? undefined : retryAfter,
    delayMs,
    isAfter: after === 1,
    body: Object.fromEntries(Object.entries(call).filter(([name]) => !NAMES.includes(name))),
  });
}
