import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { PendingSignIn } from '../core/sign-in';
import { readCookie, createHostCookie } from '../http/request';

/**
 * The pending sign-in of this browser, in a cookie that is encrypted and authenticated with AES-256-GCM. The browser
 * sends it with the top-level GET that PingOne redirects to, so it is Lax. The server, and not only the browser, checks
 * that its ten minutes are not over.
 *
 * A key `request` in the query replaces the cookies, so a link can contain the pending sign-in of another user. The
 * last page then shows that user. Nothing else can happen, because the demo keeps no session; do not build one on it.
 */
const NAME = '__Host-sign-in';
const LIFETIME_S = 600;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param secret any secret; the key is derived from it (HKDF, RFC 5869) and used only here */
export function createStateCookie(pending: PendingSignIn, secret: string, now: number): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret), iv);
  const text = JSON.stringify({ ...pending, until: now + LIFETIME_S * 1000 });
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const value = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  return createHostCookie(NAME, value, 'Lax', LIFETIME_S);
}

/** Deletes the cookie: the first callback ends the pending sign-in, whatever its result. */
export const expiredStateCookie = createHostCookie(NAME, '', 'Lax', 0);

/** @returns `none` if there is no cookie, or one that this deployment did not create */
export function readStateCookie(
  request: unknown,
  secret: string,
  now: number,
): PendingSignIn | 'none' | 'expired' {
  const cookie = Buffer.from(readCookie(request, NAME) ?? '', 'base64url');
  if (cookie.length <= IV_BYTES + TAG_BYTES) return 'none';
  const iv = cookie.subarray(0, IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', deriveKey(secret), iv, { authTagLength: TAG_BYTES });
  decipher.setAuthTag(cookie.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const text = Buffer.concat([decipher.update(cookie.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
    const { until, ...pending } = JSON.parse(text.toString()) as PendingSignIn & { until: number };
    return now < until ? pending : 'expired';
  } catch {
    return 'none';
  }
}

function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'verify-bridge demo: the cookie of a sign-in', 32));
}
