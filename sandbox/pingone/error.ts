import { randomUUID } from 'node:crypto';
import type { Answer } from '../route';

const PATH = /^\/v1\/environments\/|^\/[^/]*\/as\//;
const LABEL = { 'X-Sandbox': 'verify-bridge stand-in, not PingOne' };

interface Detail {
  code: string;
  target?: string;
  message: string;
}

const INVALID_TOKEN: Detail = {
  code: 'INVALID_TOKEN',
  target: 'Authentication Credentials',
  message: 'There is no access token, or it is not known, or it has expired.',
};
const INSUFFICIENT_PERMISSIONS: Detail = {
  code: 'INSUFFICIENT_PERMISSIONS',
  message: 'The worker application has no role that permits this.',
};

/** https://developer.pingidentity.com/pingone-api/platform/reference/error-codes.html */
const ERRORS: Readonly<Record<number, readonly [code: string, message: string, ...details: Detail[]]>> = {
  400: ['INVALID_REQUEST', 'The request cannot be read.'],
  401: ['ACCESS_FAILED', 'This resource is not open to the caller.', INVALID_TOKEN],
  403: ['ACCESS_FAILED', 'This resource is not open to the caller.', INSUFFICIENT_PERMISSIONS],
  404: ['NOT_FOUND', 'The requested resource was not found.'],
  405: ['METHOD_NOT_SUPPORTED', 'The resource does not take this method.'],
  429: ['REQUEST_LIMITED', 'There are too many requests at present.'],
};

/** PingOne's error: `{id, code, message, details}`. */
export function createPingoneError(status: number): Answer {
  const [code, message, ...details] = ERRORS[status] ?? ['UNEXPECTED_ERROR', 'An unexpected fault.'];
  return { status, body: { id: randomUUID(), code, message, details } };
}

/** The token endpoint's: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export function createOauthError(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

/**
 * An answer as PingOne would have worded it, where the path is one of PingOne's: faults and unknown paths have
 * Twilio's error in them.
 */
export function toPingoneError(path: string, answer: Answer): Answer {
  if (!PATH.test(path)) return answer;
  const { status, body } = answer;
  const isTwilioError = typeof body === 'object' && body !== null && 'more_info' in body;
  const worded =
    isTwilioError && status === 401 && path.endsWith('/as/token')
      ? createOauthError(status, 'invalid_client', 'The client is not known here.').body
      : isTwilioError
        ? createPingoneError(status).body
        : body;
  return { ...answer, body: worded, headers: { ...LABEL, ...answer.headers } };
}
