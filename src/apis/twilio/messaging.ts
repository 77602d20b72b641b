import type { Deadline } from '../../core/deadline';
import type { FallbackMessage } from '../../core/fallback-sender';
import type { Delivery } from '../../core/otp-request';
import { getOwn } from '../../core/record';
import type { SendResult } from '../../core/verify-port';
import { NoResponse } from '../http';
import { createResource } from './account-resources';
import { TwilioRefusal, type TwilioAccount } from './client';
import { toSendFailure } from './errors';

/**
 * POST …/Messages.json or …/Calls.json: the fallback outside Verify.
 * https://www.twilio.com/docs/messaging/api/message-resource
 * https://www.twilio.com/docs/voice/api/call-resource
 */
export async function sendMessage(
  account: TwilioAccount,
  message: FallbackMessage,
  deadline: Deadline,
): Promise<SendResult<Delivery>> {
  try {
    const { channel, to } = message;
    const isText = channel === 'sms';
    const created = await (isText
      ? createResource(account, 'Messages', renderText(message), deadline)
      : createResource(account, 'Calls', renderCall(message), deadline));
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
