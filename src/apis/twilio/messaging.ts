import type V2010 from 'twilio/lib/rest/api/V2010';
import type { Deadline } from '../../core/deadline';
import type { FallbackMessage } from '../../core/fallback-sender';
import type { Delivery } from '../../core/otp-request';
import type { SendResult } from '../../core/verify-port';
import { NoResponse } from '../http';
import { createVersion, type TwilioAccount } from './client';
import { toSendFailure } from './errors';

/**
 * POST /2010-04-01/Accounts/{AccountSid}/Messages.json or Calls.json: the fallback outside Verify.
 * https://www.twilio.com/docs/messaging/api/message-resource
 * https://www.twilio.com/docs/voice/api/call-resource
 */
export async function sendMessage(
  account: TwilioAccount,
  message: FallbackMessage,
  deadline: Deadline,
): Promise<SendResult<Delivery>> {
  try {
    const { sid, status } = await (message.channel === 'sms' ? createText : createCall)(
      await createVersion<V2010>('api', account, deadline),
      account.accountSid,
      message,
    );
    if (typeof sid !== 'string') throw new NoResponse('unanswered');
    const { channel, to } = message;
    return { ok: true, value: { sid, status, channel, to, via: channel === 'sms' ? 'messaging' : 'voice' } };
  } catch (error) {
    return toSendFailure(error);
  }
}

type Send = (
  version: V2010,
  accountSid: string,
  message: FallbackMessage,
) => Promise<{ sid: string; status: string }>;

const createText: Send = async (version, accountSid, { from, to, text }) => {
  const { MessageListInstance } = await import('twilio/lib/rest/api/v2010/account/message');
  return MessageListInstance(version, accountSid).create({ from, to, body: text });
};

const createCall: Send = async (version, accountSid, { from, to, text, language, sendDigits }) => {
  const { CallListInstance } = await import('twilio/lib/rest/api/v2010/account/call');
  const twiml = `<Response><Say language="${language}">${escapeXml(text)}</Say></Response>`;
  return CallListInstance(version, accountSid).create({
    from,
    to,
    twiml,
    ...(sendDigits !== undefined && { sendDigits }),
  });
};

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
