import { takeShare, type Deadline } from '../../core/deadline';
import { getOwn } from '../../core/record';
import { TtlCache } from '../../core/ttl-cache';
import { listResources } from './account-resources';
import type { TwilioAccount } from './client';
import { runQuery } from './query';

/** The call must have its time, whether the question before it is answered or not. */
const QUESTION_SHARE = 0.3;
const KEPT_MS = 3600 * 1000;

/** What a warm process knows of the owner's numbers: whether each can call. */
const known = new TtlCache<boolean>();

/**
 * Whether a number may be used for calls: not if the account has it without the capability `voice`. A number that the
 * account does not have may be one that Twilio has verified as a caller's, and a question that fails says nothing: then
 * Twilio decides.
 * GET /2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers.json?PhoneNumber=…
 * https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 *
 * @param number E.164
 */
export async function canCall(account: TwilioAccount, number: string, deadline: Deadline): Promise<boolean> {
  const cached = known.get(number, deadline.now());
  if (cached !== undefined) return cached;
  const numbers = await runQuery(() =>
    listResources(
      account,
      'IncomingPhoneNumbers',
      'incoming_phone_numbers',
      { PhoneNumber: number },
      takeShare(deadline, QUESTION_SHARE),
    ),
  );
  if (!numbers.ok) return true;
  // Twilio also lists numbers that only contain these digits.
  const own = numbers.value.find((one) => getOwn(one, 'phone_number') === number);
  const answer = getOwn(getOwn(own, 'capabilities'), 'voice') !== false;
  known.set(number, answer, deadline.now(), KEPT_MS);
  return answer;
}
