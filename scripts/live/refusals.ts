/** An answer after which a provider may try again. Each is a step of its own, which the person can leave out. */
export interface Refusal {
  /** `<question>.<step>` is its name in a file of answers. */
  step: string;
  /** For the echo route: src/live/directions.ts. */
  query: string;
  status: number;
  /** In the report. */
  answer: string;
}

/** Later than many a client waits, and sooner than Twilio ends a function. */
const SLOW_MS = 8_500;
const RETRY_AFTER_S = 30;

const refuse = (status: number): Refusal => ({
  step: String(status),
  query: `?echo_status=${status}`,
  status,
  answer: String(status),
});

const unavailable = refuse(503);
const failed = refuse(500);
const bad = refuse(400);
const busy: Refusal = {
  ...refuse(429),
  query: `?echo_status=429&echo_retry_after=${RETRY_AFTER_S}`,
  answer: `429 and Retry-After: ${RETRY_AFTER_S}`,
};
const slow: Refusal = {
  step: 'slow',
  query: `?echo_delay_ms=${SLOW_MS}`,
  status: 200,
  answer: `200 after ${SLOW_MS / 1000} s`,
};

/** What verify-bridge itself answers to PingOne and to a stream, and a slow answer. */
export const HTTP_REFUSALS: readonly Refusal[] = [unavailable, failed, busy, bad, slow];

/**
 * Auth0 sees no status of the route: actions/observe.js asks for a retry after 429 and every 5xx, and drops the message after
 * all else. So one of each is enough.
 */
export const ACTION_REFUSALS: readonly Refusal[] = [unavailable, bad, slow];
