import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { PendingSignIn } from '../core/sign-in';
import { readCookie, createHostCookie } from '../http/request';

/**
 * The sign-in that was begun in this browser, in a cookie that nobody else can read or make: AES-256-GCM under a key
 * of its own. It comes back with the top-level GET that PingOne redirects to, hence Lax, and it is ours, not the
 * browser's, to say when its ten minutes are over.
 *
 * A key `request` in the query takes the place of the cookies, so that a link can bring somebody else's sign-in along.
 * The page then says who that is. That is all it can do: the demo keeps no session, and nobody may build one on it.
 */
const NAME = '__Host-sign-in';
const LIFETIME_S = 600;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** @param secret any; the key is derived from it (HKDF, RFC 5869) and good for nothing else */
export function createStateCookie(begun: PendingSignIn, secret: string, now: number): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', deriveKey(secret), iv);
  const text = JSON.stringify({ ...begun, until: now + LIFETIME_S * 1000 });
  const sealed = Buffer.concat([cipher.update(text), cipher.final()]);
  const value = Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
  return createHostCookie(NAME, value, 'Lax', LIFETIME_S);
}

/** A sign-in ends with the first answer to it, whatever that is. */
export const expiredStateCookie = createHostCookie(NAME, '', 'Lax', 0);

/** @returns `none` where there is no cookie, or one that we have not made */
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
    const { until, ...begun } = JSON.parse(text.toString()) as PendingSignIn & { until: number };
    return now < until ? begun : 'expired';
  } catch {
    return 'none';
  }
}

function deriveKey(secret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', 'verify-bridge demo: the cookie of a sign-in', 32));
}
