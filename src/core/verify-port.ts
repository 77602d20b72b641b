import type { Delivery, OtpRequest } from './otp-request';
import type { Problem } from './problem';

/** One request to an API, as an at-most-once sender must see it. */
export type SendResult<T> = { ok: true; value: T } | SendFailure;

export interface SendFailure {
  ok: false;
  problem: Problem;
  /** Certain that nothing was done: no connection was made, or a refusal that is documented as not processed. */
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
