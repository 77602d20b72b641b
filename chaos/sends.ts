import pLimit from 'p-limit';
import type { Reply } from './instance';
import { createNamedRandom, pick, type Random } from './random';
import { createOutcome, judge, settle, type SendOutcome } from './send-outcome';
import type { Send, Sender } from './senders';
import type { StandIn } from './stand-in';

/**
 * @param line of the phone: all that is sent to one number should reach one instance, which remembers it
 * @param cut see Instance
 */
export type CallSender = (line: number, body: object, cut: boolean[]) => Promise<Reply>;

export interface Sends {
  size: number;
  atOnce: number;
  seed: number;
  /** The share of requests of the function that find no connection. */
  cutRate: number;
}

/** So many requests after the first one to a number comes the second, by when the first is over. */
const LINES_BACK = 500;
const PREFIXES = ['+1212', '+4477', '+5511', '+1312'];
/** What ALLOWED_PREFIXES and NON_GEOGRAPHIC are for. */
const PREMIUM = '+1900';

/**
 * Sends passcodes, many at once. Some callers ask for the same once more: those with an id at any time, even before they
 * have an answer; those without one if the answer says that they may and that nothing was sent.
 */
export async function sendAll(
  sender: Sender,
  standIn: StandIn,
  call: CallSender,
  { size, atOnce, seed, cutRate }: Sends,
): Promise<SendOutcome> {
  const outcome = createOutcome();
  const limit = pLimit(atOnce);
  const all = Array.from({ length: size }, (_, index) =>
    limit(async () => {
      const random = createNamedRandom(seed, `${sender.name} ${index}`);
      const send = createSend(index, random);
      const ask = async () => {
        const cut = Array.from({ length: 4 }, () => random() < cutRate);
        const startedAt = Date.now();
        const reply = await call(send.line, sender.createBody(send), cut);
        outcome.slowestMs = Math.max(outcome.slowestMs, Date.now() - startedAt);
        const claim = sender.readClaim(reply);
        judge(outcome, send, reply, claim, standIn.messages.of(send.passcode));
        return claim;
      };
      const habit = pick(random, ['once', 'once', 'again', 'at once'] as const);
      const claims = await Promise.all(habit === 'at once' && sender.hasId ? [ask(), ask()] : [ask()]);
      const [first] = claims;
      const isInvited = first?.kind === 'unsent' && first.isRetryable;
      if (habit === 'again' && (sender.hasId || isInvited)) claims.push(await ask());
      return { send, claims };
    }),
  );
  for (const { send, claims } of await Promise.all(all))
    settle(outcome, send, claims, standIn.messages.of(send.passcode));
  return outcome;
}

/** One in five goes to a number that has had one a while ago, as if the first had not come. */
function createSend(index: number, random: Random): Send {
  const isResent = random() < 0.2 && index >= LINES_BACK;
  const line = isResent ? index - LINES_BACK : index;
  const prefix = line % 50 === 0 ? PREMIUM : (PREFIXES[line % PREFIXES.length] as string);
  return {
    line,
    to: `${prefix}${2_000_000 + line}`,
    passcode: String(10_000_000 + index),
    channel: random() < 0.85 ? 'sms' : 'call',
    id: `request-${index}`,
  };
}
