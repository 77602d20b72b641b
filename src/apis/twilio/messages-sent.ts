import { MIN_TRY_MS, takeShare, type Deadline } from '../../core/deadline';
import type { FallbackSender } from '../../core/fallback-sender';
import { getOwn } from '../../core/record';
import { listResources } from './account-resources';
import type { TwilioAccount } from './client';
import { runQuery } from './query';

/** Of one batch, and of the time that its approvals leave: the count is for the owner's eyes. */
const MAX_QUESTIONS = 50;
const SHARE = 0.5;
/** Of what one number got within a verification's life, the newest. */
const PageSize = '20';

/**
 * Finds out whether one of the owner's senders sent something to a number within a verification's life.
 * GET …/Messages.json and …/Calls.json. Once time or questions are used up, or if Twilio does not answer, the answer is no.
 */
export function createFallbackFinder(
  account: TwilioAccount,
  senders: readonly FallbackSender[],
  lifetimeMs: number,
  deadline: Deadline,
) {
  const isOwn = (item: unknown) => senders.some(({ from }) => from === getOwn(item, 'from'));
  let questions = 0;
  let part: Deadline | undefined;
  /** @param target a number, or the SID that the reply to a send had */
  return async (target: string): Promise<boolean> => {
    if (/^(SM|CA)/.test(target)) return true;
    const time = (part ??= takeShare(deadline, SHARE));
    if (!target.startsWith('+') || ++questions > MAX_QUESTIONS || time.left() < MIN_TRY_MS) return false;
    // `2026-11-26T16:35:27Z`, without milliseconds.
    const since = new Date(deadline.now() - lifetimeMs).toISOString().replace(/\.\d+/, '');
    const list = (name: 'Messages' | 'Calls', params: Record<string, string>) =>
      listResources(account, name, name.toLowerCase(), { To: target, ...params, PageSize }, time);
    const sent = await runQuery(async () => {
      const pages = [list('Messages', { 'DateSent>': since }), list('Calls', { 'StartTime>': since })];
      return (await Promise.all(pages)).flat().some(isOwn);
    });
    return sent.ok && sent.value;
  };
}
