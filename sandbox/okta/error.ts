import type { Clock } from '../clock';
import type { Answer } from '../route';
import { createId } from './org';

const PATH = /^\/api\/v1\//;
const LABEL = { 'X-Sandbox': 'verify-bridge stand-in, not Okta' };

/** https://developer.okta.com/docs/reference/error-codes/ */
const ERRORS: Readonly<Record<number, readonly [code: string, summary: string]>> = {
  400: ['E0000001', 'Api validation failed: {0}'],
  401: ['E0000011', 'Invalid token provided'],
  403: ['E0000006', 'You do not have permission to perform the requested action'],
  404: ['E0000007', 'Not found: Resource not found'],
  405: ['E0000022', 'The endpoint does not support the provided HTTP method'],
  429: ['E0000047', 'API call exceeded rate limit due to too many requests.'],
};

/** Okta's error: `{errorCode, errorSummary, errorLink, errorId, errorCauses}`. */
export function createError(
  status: number,
  errorCode: string,
  errorSummary: string,
  causes: readonly string[] = [],
): Answer {
  const errorCauses = causes.map((cause) => ({ errorSummary: cause }));
  const errorId = createId('oae');
  return { status, body: { errorCode, errorSummary, errorLink: errorCode, errorId, errorCauses } };
}

/** @param what the resource, such as `eventHook` */
export const createValidationError = (what: string, cause: string): Answer =>
  createError(400, 'E0000001', `Api validation failed: ${what}`, [cause]);

export function createStatusError(status: number): Answer {
  const [code, summary] = ERRORS[status] ?? ['E0000009', 'Internal Server Error'];
  return createError(status, code, summary);
}

/**
 * An answer as Okta would have worded it, where the path is one of Okta's: faults and unknown paths have Twilio's error in
 * them. When a limit ends Okta says in a header of its own, in seconds since 1970:
 * https://developer.okta.com/docs/reference/rl2-monitor/
 */
export function toOktaError(path: string, answer: Answer, clock: Clock): Answer {
  if (!PATH.test(path)) return answer;
  const { status, body, headers: { 'Retry-After': retryAfter, ...headers } = {} } = answer;
  const isTwilioError = typeof body === 'object' && body !== null && 'more_info' in body;
  const seconds = Math.floor(clock.now() / 1000) + Number(retryAfter ?? 0);
  const limit = {
    'X-Rate-Limit-Limit': '1',
    'X-Rate-Limit-Remaining': '0',
    'X-Rate-Limit-Reset': String(seconds),
  };
  return {
    ...answer,
    body: isTwilioError ? createStatusError(status).body : body,
    headers: { ...LABEL, ...headers, ...(status === 429 && limit) },
  };
}
