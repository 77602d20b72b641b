import type { Delivery, OtpRequest } from './otp-request';
import type { Problem } from './problem';

/** The result of one request to an API, with all that an at-most-once sender must know. */
export type SendResult<T> = { ok: true; value: T } | SendFailure;

export interface SendFailure {
  ok: false;
  problem: Problem;
  /** Certain that nothing was sent: no connection was made, or Twilio documents that it did not process the request. */
  unprocessed: boolean;
  /** SMS was refused because the number is a landline. */
  landline: boolean;
  /** What the API asked for in `Retry-After`. */
  retryAfterMs?: number;
}

/** What the core needs of Twilio Verify. `locale` is one that Verify supports on the channel. */
export interface VerifyPort {
  create(request: OtpRequest): Promise<SendResult<Delivery>>;
}
