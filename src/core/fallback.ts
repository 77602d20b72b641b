import { findCountry } from './country';
import { MIN_TRY_MS, type Deadline } from './deadline';
import { findSenders, type FallbackMessage, type FallbackSender } from './fallback-sender';
import type { Channel, Delivery, SendRequest } from './otp-request';
import { renderPasscode } from './passcode-text';
import type { Problem } from './problem';
import { TtlCache } from './ttl-cache';
import type { SendFailure, SendResult } from './verify-port';

/** The owner's own senders, and what a warm process remembers of them. */
export interface Fallback {
  senders: readonly FallbackSender[];
  send: (message: FallbackMessage) => Promise<SendResult<Delivery>>;
  /** Whether a number can be used for calls, as far as the account tells. */
  canCall: (from: string) => Promise<boolean>;
  limit: FallbackLimit;
}

/** As many as Verify sends to one number in its ten minutes, whose own limits do not hold here. */
const MAX_MESSAGES = 5;
const PERIOD_MS = 10 * 60_000;

/** What a warm process has sent to each number. */
export class FallbackLimit {
  readonly #counts = new TtlCache<{ count: number }>(10_000);

  /** @returns whether one more may be sent */
  take(to: string, now: number): boolean {
    const known = this.#counts.get(to, now) ?? { count: 0 };
    if (known.count === 0) this.#counts.set(to, known, now, PERIOD_MS);
    known.count += 1;
    return known.count <= MAX_MESSAGES;
  }
}

/**
 * Whether Verify certainly did not process the request, and for a reason that says nothing against the number: no
 * connection, or a service that is set up wrongly. A 5xx is not certain, and a limit is meant to hold.
 */
export function canFallBack({ cause, problem }: SendFailure): boolean {
  return (
    cause === 'unreached' ||
    cause === 'service' ||
    (cause === 'channel' && problem.code === 'service_misconfigured')
  );
}

/**
 * Sends the passcode by Programmable Messaging or Voice: by the first of the channels that is a text message or a call,
 * and by one sender after the other while each is refused, by which certainly nothing was sent. A plan without either
 * channel has no fallback, and a sender that cannot call is not used for calls.
 * @param failure Verify's, which is answered if no sender can serve the number, or all are refused
 * @returns the delivery, which says `via`; or `timeout` if a message may have been sent
 */
export async function sendByFallback(
  request: SendRequest,
  order: readonly Channel[],
  failure: SendFailure,
  { senders, send, canCall, limit }: Fallback,
  { deadline, addLogFields }: { deadline: Deadline; addLogFields: (fields: Record<string, unknown>) => void },
): Promise<SendResult<Delivery>> {
  const { to, passcode, locale, sendDigits } = request;
  const channel = order.find((one) => one === 'sms' || one === 'call');
  // Without a passcode, Verify was to make it.
  if (passcode === undefined || channel === undefined) return failure;
  const chosen = findSenders(senders, findCountry(to), channel);
  if (chosen.length === 0 || !limit.take(to, deadline.now())) {
    addLogFields({ fallback: chosen.length === 0 ? 'no_sender' : 'limited' });
    return failure;
  }
  for (const { from } of chosen) {
    if (channel === 'call' && !(await canCall(from))) {
      addLogFields({ fallback: 'no_sender' });
      continue;
    }
    if (deadline.left() < MIN_TRY_MS) break;
    const message = { from, to, channel, ...renderPasscode(passcode, locale, channel) };
    const sent = await send(sendDigits === undefined ? message : { ...message, sendDigits });
    const isUncertain =
      !sent.ok && ['timeout', 'unavailable'].includes(sent.problem.code) && !sent.unprocessed;
    addLogFields({
      fallback: sent.ok ? 'sent' : sent.problem.code,
      verify_problem: failure.problem.code,
      verify_code: failure.problem.twilioCode,
      ...(!sent.ok && { fallback_code: sent.problem.twilioCode }),
    });
    if (sent.ok) return sent;
    if (isUncertain) return { ...sent, problem: UNCERTAIN };
    // Another sender of the account would not get further, or must not: the recipient said STOP.
    if (sent.unprocessed || sent.cause === 'recipient') break;
  }
  return failure;
}

const UNCERTAIN: Problem = {
  code: 'timeout',
  detail: 'Verify could not be used, and the fallback gave no whole answer. The message may have been sent.',
  retryable: false,
};
