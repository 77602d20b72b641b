import { createHash, timingSafeEqual } from 'node:crypto';
import type { Problem } from '../core/problem';

/** The accepted credentials. A secret has its current value and, during a rotation, its previous one. */
export type Credentials =
  /** `Basic` with both (RFC 7617), or `Bearer` with the password alone (RFC 6750). */
  | { scheme: 'basic'; username: string; password: readonly string[] }
  | { scheme: 'bearer'; token: readonly string[] }
  /** The header's whole value, as Auth0's log stream sends it, with or without `Bearer ` before it. */
  | { scheme: 'verbatim'; token: readonly string[] };

export const challenges: Record<Credentials['scheme'], string> = {
  basic: 'Basic realm="verify-bridge", charset="UTF-8"',
  bearer: 'Bearer realm="verify-bridge"',
  verbatim: 'Bearer realm="verify-bridge"',
};

/**
 * Checks the `Authorization` header of `event.request`. Its shape is not trusted: a key named `request` in the body or
 * the query replaces it, with its headers.
 * @returns `unauthenticated`, or undefined if the credentials are right
 */
export function authenticate(request: unknown, credentials: Credentials): Problem | undefined {
  const headers = getProperty(request, 'headers');
  if (typeof headers !== 'object' || headers === null) {
    return createUnauthenticated(
      'A key named "request" in the body or the query hides the headers from a Twilio Function. ' +
        'Nest the event under "event".',
    );
  }
  const header = getProperty(headers, 'authorization');
  if (header === undefined) return createUnauthenticated('There is no Authorization header.');
  if (typeof header !== 'string')
    return createUnauthenticated('There is more than one Authorization header.');
  if (isAccepted(header, credentials)) return undefined;
  return createUnauthenticated('The Authorization header does not hold the credentials of this endpoint.');
}

function isAccepted(header: string, credentials: Credentials): boolean {
  const [, scheme = '', value = ''] = /^([A-Za-z]+) +(\S+) *$/.exec(header) ?? [];
  const isBearer = scheme.toLowerCase() === 'bearer';
  switch (credentials.scheme) {
    case 'bearer':
      return isBearer && isOneOf(value, credentials.token);
    case 'verbatim':
      return isOneOf(header.replace(/^bearer +/i, ''), credentials.token);
    case 'basic': {
      if (isBearer) return isOneOf(value, credentials.password);
      if (scheme.toLowerCase() !== 'basic') return false;
      const pair = Buffer.from(value, 'base64').toString();
      return isOneOf(
        pair,
        credentials.password.map((password) => `${credentials.username}:${password}`),
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
