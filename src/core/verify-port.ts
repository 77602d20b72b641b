import type { Channel, Delivery, SendRequest } from './otp-request';
import type { PhoneNumber } from './phone-number';
import type { Problem } from './problem';
import type { RateLimitKeys } from './rate-limits';

/** The result of one request to an API, with all that an at-most-once sender must know. */
export type SendResult<T> = { ok: true; value: T } | SendFailure;

export interface SendFailure {
  ok: false;
  problem: Problem;
  /** Certain that nothing was sent: no connection was made, or Twilio documents that it did not process the request. */
  unprocessed: boolean;
  /** Why nothing was sent, where that tells how else to send. */
  cause?: SendFailureCause;
  /** What the API asked for in `Retry-After`. */
  retryAfterMs?: number;
}

export type SendFailureCause =
  /** SMS was refused because the number is a landline. */
  | 'landline'
  /** The channel is off, or lacks a sender. */
  | 'channel'
  /** A rate limit of the owner's is reached. */
  | 'rate_limit'
  /** The Verify service does not exist, or does not take custom codes. */
  | 'service'
  /** No connection was made. */
  | 'unreached'
  /** The number cannot or does not want to get messages. */
  | 'recipient';

/** What the core needs of Twilio Verify. */
export interface VerifyPort {
  /** @param request its `locale` is one that Verify supports on the channel */
  create(request: SendRequest, rateLimits: RateLimitKeys): Promise<SendResult<Delivery>>;
  /**
   * The channel of the latest code that is pending for a recipient, without a code of it; undefined if none is pending.
   * `unknown` if Verify does not say.
   */
  findPendingChannel(to: PhoneNumber): Promise<Channel | undefined | 'unknown'>;
}
