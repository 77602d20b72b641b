/** How long a verification lives, from its first send: https://www.twilio.com/docs/verify/api/rate-limits-and-timeouts */
export const LIFE_MS = 600_000;
/** The sixth of either is refused. */
export const MAX_SENDS = 5;
export const MAX_CHECKS = 5;
