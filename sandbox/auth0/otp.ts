import { randomInt } from 'node:crypto';

/** What the user is asked for. Only the last one sent is good. */
export interface Otp {
  code: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Of MFA by phone, in https://auth0.com/docs/secure/multi-factor-authentication (passwordless has three). */
const LIFE_MS = 5 * 60_000;

/** Six digits; one in ten begins with a zero. */
export function createOtp(now: number): Otp {
  return { code: String(randomInt(1_000_000)).padStart(6, '0'), expiresAt: now + LIFE_MS };
}

export function checkOtp(otp: Otp, given: string, now: number): 'right' | 'wrong' | 'expired' | 'malformed' {
  const digits = given.replace(/\s/g, '');
  if (!/^\d{6}$/.test(digits)) return 'malformed';
  if (now >= otp.expiresAt) return 'expired';
  return digits === otp.code ? 'right' : 'wrong';
}
