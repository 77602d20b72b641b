import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { getOwn } from '../core/record';
import { readCookie, readHeader, createHostCookie } from '../http/request';

/**
 * Each login costs a Lookup, so another site must not be able to post the form on behalf of a visitor.
 *
 * The form is a static page without a token, so its script requests one when the page opens. The token is also put
 * into a cookie, and both must be equal in a post ("double submit"): another site can neither read the answer nor, by
 * the prefix `__Host-`, set the cookie, and with Strict the browser does not send it from other sites. The headers that
 * say where a post comes from are checked, too. None of this stops a program that requests its own token, or a link with
 * a key `request` in its query, which replaces headers and cookies (docs/security.md): a demo that is on costs money.
 */
const COOKIE = '__Host-demo-form';
const TOKEN = /^[\w-]{43}$/;

/** The token that this browser already has, so that a form in another tab stays valid, or a new one. */
export function issueToken(request: unknown): { token: string; cookie: string } {
  const token = asToken(readCookie(request, COOKIE)) ?? randomBytes(32).toString('base64url');
  return { token, cookie: createHostCookie(COOKIE, token, 'Strict') };
}

/** @returns the token, or undefined if the post is not from our own form */
export function verifyFormToken(
  request: unknown,
  body: Readonly<Record<string, unknown>>,
  origin: string,
): string | undefined {
  if (!isFrom(origin, readHeader(request, 'origin'), readHeader(request, 'sec-fetch-site'))) return undefined;
  const [kept, posted] = [readCookie(request, COOKIE), getOwn(body, 'form_token')].map(asToken);
  if (kept === undefined || posted === undefined) return undefined;
  return timingSafeEqual(hash(kept), hash(posted)) ? kept : undefined;
}

/** A page without referrer has the origin `null`. Then Sec-Fetch-Site decides, which no page can set. */
function isFrom(ours: string, origin: string | undefined, site: string | undefined): boolean {
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === ours || (site === 'same-origin' && (origin === undefined || origin === 'null'));
}

function asToken(value: unknown): string | undefined {
  return typeof value === 'string' && TOKEN.test(value) ? value : undefined;
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
