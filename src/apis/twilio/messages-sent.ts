import type V2010 from 'twilio/lib/rest/api/V2010';
import { MIN_TRY_MS, type Deadline } from '../../core/deadline';
import type { FallbackSender } from '../../core/fallback-sender';
import { createVersion, type TwilioAccount } from './client';
import { runQuery } from './query';

/** Of one batch: the count is for the owner's eyes, and must not cost the approvals their time. */
const MAX_QUESTIONS = 50;
/** Of what one number got within a verification's life, the newest. */
const PAGE_SIZE = 20;

/**
 * Finds out whether one of the owner's senders sent something to a number within a verification's life.
 * GET /2010-04-01/Accounts/{AccountSid}/Messages.json and Calls.json. Once time or questions are used up, or if Twilio
 * does not answer, the answer is no.
 */
export function createFallbackFinder(
  account: TwilioAccount,
  senders: readonly FallbackSender[],
  lifetimeMs: number,
  deadline: Deadline,
) {
  const isOwn = (from: string) => senders.some((sender) => sender.from === from);
  let questions = 0;
  /** @param target a number, or the SID that the reply to a send had */
  return async (target: string): Promise<boolean> => {
    if (/^(SM|CA)/.test(target)) return true;
    if (!target.startsWith('+') || ++questions > MAX_QUESTIONS || deadline.left() < MIN_TRY_MS) return false;
    const since = new Date(deadline.now() - lifetimeMs);
    const sent = await runQuery(async () => {
      const version = await createVersion<V2010>('api', account, deadline);
      const [{ MessageListInstance }, { CallListInstance }] = await Promise.all([
        import('twilio/lib/rest/api/v2010/account/message'),
        import('twilio/lib/rest/api/v2010/account/call'),
      ]);
      const [messages, calls] = await Promise.all([
        MessageListInstance(version, account.accountSid).page({
          to: target,
          dateSentAfter: since,
          pageSize: PAGE_SIZE,
        }),
        CallListInstance(version, account.accountSid).page({
          to: target,
          startTimeAfter: since,
          pageSize: PAGE_SIZE,
        }),
      ]);
      return [...messages.instances, ...calls.instances].some(({ from }) => isOwn(from));
    });
    return sent.ok && sent.value;
  };
}
