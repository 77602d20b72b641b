import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { getOwn } from '../core/record';
import { readCookie, readHeader, createHostCookie } from '../http/request';

/**
 * Each login costs a Lookup, so another site must not be able to post the form in a visitor's name.
 *
 * The form is a static page and can hold no token, so that its script asks for one when it opens. The token also goes
 * into a cookie, and a post must bring both alike ("double submit"): another site can neither read the answer nor, by
 * the prefix `__Host-`, set the cookie, and Strict keeps the cookie at home. What browsers say of where a post comes
 * from is heard as well. None of it stops a program that asks for a token of its own, nor a link with a key `request` in
 * its query, which takes the place of headers and cookies (docs/security.md): a demo that is on costs money.
 */
const COOKIE = '__Host-demo-form';
const TOKEN = /^[\w-]{43}$/;

/** The one that this browser has, so that a form in another tab stays good, or a new one. */
export function issueToken(request: unknown): { token: string; cookie: string } {
  const token = asToken(readCookie(request, COOKIE)) ?? randomBytes(32).toString('base64url');
  return { token, cookie: createHostCookie(COOKIE, token, 'Strict') };
}

/** @returns the token, or nothing where the post is not from our own form */
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

/** A page without referrer says `null` for its origin: then Sec-Fetch-Site, which no page can set, tells the rest. */
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
