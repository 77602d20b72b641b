import type { SendRequest } from './otp-request';

/** What Verify can count sends by, for the owner. `npm run setup` creates each limit as `bridge_<name>`. */
export const rateLimitNames = ['phone', 'ip', 'prefix', 'user'] as const;
export type RateLimitName = (typeof rateLimitNames)[number];

/** The key of each limit that the request has one for. */
export type RateLimitKeys = Partial<Record<RateLimitName, string>>;

/** Ranges are rented by the ten thousand, so attacks walk through the last four digits. */
const RANGE_DIGITS = 4;

/**
 * The keys to count a request by: `phone` and `prefix` (the number without its last four digits) for numbers, `ip` and
 * `user` where the provider names them.
 * https://www.twilio.com/docs/verify/api/programmable-rate-limits
 */
export function createRateLimitKeys(
  { to, channel, deviceIp, userId }: SendRequest,
  names: readonly RateLimitName[],
): RateLimitKeys {
  const prefix = channel === 'email' ? undefined : to.slice(0, -RANGE_DIGITS);
  const values = { phone: to, ip: deviceIp, prefix, user: userId };
  const keys: RateLimitKeys = {};
  for (const name of names) {
    const value = values[name];
    if (value !== undefined) keys[name] = value;
  }
  return keys;
}
