import type Version from 'twilio/lib/base/Version';
import type { Deadline } from '../../core/deadline';
import type { FallbackMessage } from '../../core/fallback-sender';
import type { Delivery } from '../../core/otp-request';
import { getOwn } from '../../core/record';
import type { SendResult } from '../../core/verify-port';
import { NoResponse } from '../http';
import { createVersion, TwilioRefusal, type TwilioAccount } from './client';
import { toSendFailure } from './errors';

/**
 * POST /2010-04-01/Accounts/{AccountSid}/Messages.json or Calls.json: the fallback outside Verify.
 * https://www.twilio.com/docs/messaging/api/message-resource
 * https://www.twilio.com/docs/voice/api/call-resource
 *
 * The SDK's classes of these two resources import those of all resources below them, and would double every function
 * that sends. So its client posts the forms as it does for them.
 */
export async function sendMessage(
  account: TwilioAccount,
  message: FallbackMessage,
  deadline: Deadline,
): Promise<SendResult<Delivery>> {
  try {
    const { channel, to } = message;
    const isText = channel === 'sms';
    const version = await createVersion<Version>('api', account, deadline);
    const created: unknown = await version.create({
      uri: `/Accounts/${account.accountSid}/${isText ? 'Messages' : 'Calls'}.json`,
      method: 'post',
      data: isText ? renderText(message) : renderCall(message),
      headers: HEADERS,
    });
    const [sid, status] = [getOwn(created, 'sid'), getOwn(created, 'status')];
    if (typeof sid !== 'string') throw new NoResponse('unanswered');
    return {
      ok: true,
      value: { sid, status: String(status), channel, to, via: isText ? 'messaging' : 'voice' },
    };
  } catch (error) {
    const failure = toSendFailure(error);
    const isOfRecipient = error instanceof TwilioRefusal && OF_RECIPIENT.has(error.code ?? 0);
    return isOfRecipient ? { ...failure, cause: 'recipient' } : failure;
  }
}

/**
 * No other sender may or can send: the number is invalid, has said STOP, or takes no text messages.
 * https://www.twilio.com/docs/api/errors/21610
 */
const OF_RECIPIENT = new Set([21211, 21610, 21614]);

const HEADERS = { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' };

const renderText = ({ to, from, text }: FallbackMessage) => ({ To: to, From: from, Body: text });

const renderCall = ({ to, from, text, language, sendDigits }: FallbackMessage) => ({
  To: to,
  From: from,
  ...(sendDigits !== undefined && { SendDigits: sendDigits }),
  Twiml: `<Response><Say language="${language}">${escapeXml(text)}</Say></Response>`,
});

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
