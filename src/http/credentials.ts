import { createHash, timingSafeEqual } from 'node:crypto';
import type { Problem } from '../core/problem';
import type { Fields } from '../core/record';
import { findSignatureProblem, type SignatureCredentials } from './signature';

/** The accepted credentials. A secret has its current value and, during a rotation, its previous one. */
export type Credentials =
  /** `Basic` with both (RFC 7617), or `Bearer` with the password alone (RFC 6750). */
  | { scheme: 'basic'; username: string; password: readonly string[] }
  | { scheme: 'bearer'; token: readonly string[] }
  /** `Bearer`, or `Basic` with the token as the password and any user name. */
  | { scheme: 'token'; token: readonly string[] }
  /** The header's whole value, as Auth0's log stream sends it, with or without `Bearer ` before it. */
  | { scheme: 'verbatim'; token: readonly string[] }
  /** A signature over the body, in headers of the provider's own (http/signature.ts). */
  | SignatureCredentials;

export const challenges: Record<Credentials['scheme'], string> = {
  basic: 'Basic realm="verify-bridge", charset="UTF-8"',
  bearer: 'Bearer realm="verify-bridge"',
  token: 'Bearer realm="verify-bridge"',
  verbatim: 'Bearer realm="verify-bridge"',
  signature: 'Signature realm="verify-bridge"',
};

/** What a signature is over, and when. */
export interface SignedCall {
  body: Fields;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Checks the `Authorization` header of `event.request`, or its signature. Its shape is not trusted: a key named
 * `request` in the body or the query replaces it, with its headers.
 * @returns `unauthenticated`, or undefined if the credentials are right
 */
export function authenticate(
  request: unknown,
  credentials: Credentials,
  signed: SignedCall = { body: {}, now: 0 },
): Problem | undefined {
  const headers = getProperty(request, 'headers');
  if (typeof headers !== 'object' || headers === null) {
    return createUnauthenticated(
      'A key named "request" in the body or the query hides the headers from a Twilio Function. ' +
        'Nest the event under "event".',
    );
  }
  if (credentials.scheme === 'signature') {
    const problem = findSignatureProblem(request, credentials, signed);
    return problem === undefined ? undefined : createUnauthenticated(problem);
  }
  const header = getProperty(headers, 'authorization');
  if (header === undefined) return createUnauthenticated('There is no Authorization header.');
  if (typeof header !== 'string')
    return createUnauthenticated('There is more than one Authorization header.');
  if (isAccepted(header, credentials)) return undefined;
  return createUnauthenticated('The Authorization header does not hold the credentials of this endpoint.');
}

function isAccepted(header: string, credentials: Exclude<Credentials, SignatureCredentials>): boolean {
  const [, scheme = '', value = ''] = /^([A-Za-z]+) +(\S+) *$/.exec(header) ?? [];
  const isBearer = scheme.toLowerCase() === 'bearer';
  switch (credentials.scheme) {
    case 'bearer':
      return isBearer && isOneOf(value, credentials.token);
    case 'verbatim':
      return isOneOf(header.replace(/^bearer +/i, ''), credentials.token);
    case 'token':
    case 'basic': {
      const passwords = credentials.scheme === 'token' ? credentials.token : credentials.password;
      if (isBearer) return isOneOf(value, passwords);
      if (scheme.toLowerCase() !== 'basic') return false;
      const pair = Buffer.from(value, 'base64').toString();
      // A user name holds no colon (RFC 7617 §2).
      const [, password] = /^[^:]*:([^]*)$/.exec(pair) ?? [];
      if (credentials.scheme === 'token') return password !== undefined && isOneOf(password, passwords);
      return isOneOf(
        pair,
        passwords.map((password) => `${credentials.username}:${password}`),
      );
    }
  }
}

/** Compares digests, so that the time reveals neither the length nor a common prefix. */
function isOneOf(given: string, accepted: readonly string[]): boolean {
  const digest = hash(given);
  return accepted.reduce((found, one) => timingSafeEqual(digest, hash(one)) || found, false);
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function getProperty(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function createUnauthenticated(detail: string): Problem {
  return { code: 'unauthenticated', detail, retryable: false };
}
