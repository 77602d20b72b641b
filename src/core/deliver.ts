import { MIN_TRY_MS, type Deadline } from './deadline';
import { toVerifyLocale } from './locale';
import type { Channel, Delivery, OtpRequest } from './otp-request';
import { isAllowed, type PrefixPolicy } from './prefix-policy';
import type { SendResult, VerifyPort } from './verify-port';

const BACKOFF_MS = 250;

/**
 * Delivers one passcode, at most once.
 *
 * Verify has no idempotency key, so a request that may have been processed is never sent again. A
 * request that was certainly not processed is sent again, once in the whole call, if Twilio's `Retry-After` fits into
 * the deadline. A landline that refuses SMS is called instead, once.
 *
 * @returns the delivery, or `blocked` (the owner's prefixes), or what Verify's refusal means (apis/twilio/errors.ts)
 */
export async function deliver(
  request: OtpRequest,
  verify: VerifyPort,
  prefixes: PrefixPolicy,
  deadline: Deadline,
): Promise<SendResult<Delivery>> {
  if (!isAllowed(request.to, prefixes)) {
    const detail = 'ALLOWED_PREFIXES and BLOCKED_PREFIXES keep the bridge from sending to this number.';
    return {
      ok: false,
      problem: { code: 'blocked', detail, retryable: false },
      unprocessed: true,
      landline: false,
    };
  }

  let retries = 1;
  const send = async (channel: Channel): Promise<SendResult<Delivery>> => {
    const verification = forChannel(channel, request);
    const first = await verify.create(verification);
    if (first.ok || !first.unprocessed || retries === 0) return first;
    const pause = first.retryAfterMs ?? BACKOFF_MS;
    if (pause + MIN_TRY_MS > deadline.left()) return first;
    retries -= 1;
    await deadline.wait(pause);
    return verify.create(verification);
  };

  const sent = await send(request.channel);
  if (sent.ok || !sent.landline || request.channel === 'call' || deadline.left() < MIN_TRY_MS) return sent;
  const called = await send('call');
  // If the call is undeliverable, too, the first problem says enough. Any other problem of the call is more important.
  return called.ok || called.problem.code !== 'undeliverable' ? called : sent;
}

function forChannel(channel: Channel, { locale, ...request }: OtpRequest): OtpRequest {
  const supported = toVerifyLocale(locale, channel);
  return { ...request, channel, ...(supported !== undefined && { locale: supported }) };
}
