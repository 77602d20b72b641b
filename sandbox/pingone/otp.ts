import { randomInt } from 'node:crypto';

export interface Otp {
  /** Six digits, leading zeros and all. Nothing says whether PingOne's begin with a zero: these do, one in ten. */
  code: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** PingOne's longest: https://docs.pingidentity.com/pingone/strong_authentication_mfa/p1_strong_auth_sms_voice_authentication.html */
const OTP_LIFE_MS = 1_800_000;
/** The third wrong code locks the device. One to seven can be chosen; three is the default. */
export const MAX_WRONG = 3;
/** INFERRED: a device is locked for two minutes, the shortest cool-down. */
export const LOCK_MS = 120_000;
/** INFERRED: in the place of the notification policy's cool-down; so many more of one kind, then none for a while. */
export const MAX_RESENDS = 3;
export const RESEND_BLOCK_MS = 1_800_000;

export function createOtp(now: number, code = String(randomInt(1_000_000)).padStart(6, '0')): Otp {
  return { code, expiresAt: now + OTP_LIFE_MS };
}

/** People type and paste codes with spaces in them. */
export function checkOtp(
  { code, expiresAt }: Otp,
  entered: string,
  now: number,
): 'right' | 'wrong' | 'expired' {
  if (now >= expiresAt) return 'expired';
  return entered.replace(/\s/g, '') === code ? 'right' : 'wrong';
}

/** How often something was sent to somebody, over all their sign-ins. */
export class SendCounter {
  readonly #sent = new Map<string, { count: number; last: number }>();

  /** Whether one more may go; if so, it counts. */
  take(key: string, now: number): boolean {
    const before = this.#sent.get(key) ?? { count: 0, last: now };
    const count = now - before.last >= RESEND_BLOCK_MS ? 0 : before.count;
    if (count > MAX_RESENDS) return false;
    this.#sent.set(key, { count: count + 1, last: now });
    return true;
  }

  /** After a success. */
  forget(key: string): void {
    this.#sent.delete(key);
  }
}
