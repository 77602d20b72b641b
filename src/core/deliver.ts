import { orderChannels } from './channel-order';
import { MIN_TRY_MS, type Deadline } from './deadline';
import { canFallBack, sendByFallback, type Fallback } from './fallback';
import { toVerifyLocale } from './locale';
import type { LookUp } from './number-lookup';
import type { Channel, Delivery, SendRequest } from './otp-request';
import { checkPolicy, type Policy, type Verdict } from './policy';
import type { Problem } from './problem';
import { createRateLimitKeys, type RateLimitKeys } from './rate-limits';
import type { SentChannels } from './sent-channels';
import type { SendFailure, SendResult, VerifyPort } from './verify-port';

const BACKOFF_MS = 250;

/** What the core needs of the outside to deliver. */
export interface DeliveryPorts {
  verify: VerifyPort;
  lookUp: LookUp;
  /** Own senders outside Verify; undefined if the owner has named none. */
  fallback: Fallback | undefined;
  /** The channels that this process has sent by. */
  sentChannels: SentChannels;
  /** How long Verify keeps a verification. */
  verificationLifetimeMs: number;
  addLogFields: (fields: Record<string, unknown>) => void;
}

/**
 * Delivers one passcode, at most once and on at most one channel.
 *
 * The owner's policy is checked first (core/policy.ts). Then the channels of the owner's plan are tried in their order
 * (core/channel-order.ts): the next one only after a refusal, by which certainly nothing was sent. Verify has no
 * idempotency key, so a request that may have been processed is never sent again. A request that was certainly not
 * processed is sent again, once in the whole call, if Twilio's `Retry-After` fits into the deadline; if it did not reach
 * Verify, or if the service is set up wrongly, the owner's own senders take it instead (core/fallback.ts).
 *
 * @returns the delivery; `blocked` with the rule of the owner that refused; `undeliverable` if the plan has no channel
 * for the request; or what Verify's refusal means (apis/twilio/errors.ts)
 */
export async function deliver(
  request: SendRequest,
  policy: Policy,
  ports: DeliveryPorts,
  deadline: Deadline,
): Promise<SendResult<Delivery>> {
  const verdict = await checkPolicy(request, policy, ports.lookUp);
  const log = (wouldBlock = verdict.wouldBlock) => ports.addLogFields(describeVerdict(verdict, wouldBlock));
  log();
  if (verdict.refusal !== undefined) {
    const { rule, detail } = verdict.refusal;
    return refuseUnsent({ code: 'blocked', detail, retryable: false, rule });
  }
  const pending = await findPendingChannel(request, verdict, ports, deadline.now());
  const order = orderChannels(request, verdict.channels, verdict.lineType, pending);
  if (order.length === 0) {
    const detail = 'CHANNEL_PLAN has no channel by which this passcode can be sent.';
    return refuseUnsent({ code: 'undeliverable', detail, retryable: false });
  }

  let keys: RateLimitKeys = createRateLimitKeys(request, policy.rateLimits);
  let retries = 1;
  const send = async (channel: Channel): Promise<SendResult<Delivery>> => {
    const verification = forChannel(channel, request);
    const first = await ports.verify.create(verification, keys);
    if (first.ok || !first.unprocessed) return first;
    if (first.cause === 'rate_limit') {
      // An own limit does not end within the call. In a dry run it does not hold.
      const hasKeys = Object.keys(keys).length > 0;
      if (!policy.isDryRun || !hasKeys || deadline.left() < MIN_TRY_MS) return first;
      keys = {};
      log([...verdict.wouldBlock, 'rate']);
      return send(channel);
    }
    // Without a connection the fallback needs the time.
    if (retries === 0 || (first.cause === 'unreached' && ports.fallback !== undefined)) return first;
    const pause = first.retryAfterMs ?? BACKOFF_MS;
    if (pause + MIN_TRY_MS > deadline.left()) return first;
    retries -= 1;
    await deadline.wait(pause);
    return send(channel);
  };

  const isPlanned = verdict.channels !== undefined;
  let refused: SendFailure | undefined;
  let last: { channel: Channel; failure: SendFailure } | undefined;
  for (const channel of order) {
    if (last !== undefined && deadline.left() < MIN_TRY_MS) break;
    const sent = await send(channel);
    if (sent.ok) {
      if (isPlanned)
        ports.sentChannels.add(request.to, channel, deadline.now(), ports.verificationLifetimeMs);
      return sent;
    }
    last = { channel, failure: sent };
    // If all are undeliverable, the first problem says enough. Any other problem is more important.
    if (refused === undefined || sent.problem.code !== 'undeliverable') refused = sent;
    if (sent.cause !== 'landline' && !(isPlanned && sent.cause === 'channel')) break;
  }
  const failure = refused as SendFailure;
  if (ports.fallback === undefined || last === undefined || !canFallBack(last.failure)) return failure;
  // The channels before the last one were refused for the number, a landline perhaps.
  const rest = order.slice(order.indexOf(last.channel));
  return sendByFallback(request, rest, failure, ports.fallback, { ...ports, deadline });
}

/** Verify is asked only if this process has sent to the recipient within a verification's life, and the plan goes on. */
async function findPendingChannel(
  { to, channel }: SendRequest,
  { channels: planned }: Verdict,
  { verify, sentChannels }: DeliveryPorts,
  now: number,
): Promise<Channel | undefined> {
  const last = planned === undefined || planned.length < 2 ? undefined : sentChannels.get(to, now);
  if (last === undefined || channel !== 'sms') return undefined;
  const pending = await verify.findPendingChannel(to);
  return pending === 'unknown' ? last : pending;
}

function describeVerdict(
  { lineType, unchecked }: Verdict,
  wouldBlock: readonly string[],
): Record<string, unknown> {
  return {
    ...(wouldBlock.length > 0 && { would_block: wouldBlock.join(',') }),
    ...(lineType !== undefined && { line_type: lineType }),
    ...(unchecked.length > 0 && { unchecked: unchecked.join(',') }),
  };
}

const refuseUnsent = (problem: Problem): SendFailure => ({ ok: false, problem, unprocessed: true });

function forChannel(channel: Channel, { locale, sendDigits, email, ...request }: SendRequest): SendRequest {
  const supported = toVerifyLocale(locale, channel);
  return {
    ...request,
    channel,
    ...(channel === 'email' && email !== undefined && { to: email }),
    ...(supported !== undefined && { locale: supported }),
    ...(channel === 'call' && sendDigits !== undefined && { sendDigits }),
  };
}
