import { formatIsoSeconds } from '../clock';
import type { Channel } from './channels';
import { findCountry } from './phone-number';
import { LIFE_MS } from './limits';

export interface Attempt {
  sid: string;
  serviceSid: string;
  verificationSid: string;
  to: string;
  channel: Channel;
  codeLength: number;
  locale: string | null;
  createdAt: number;
  updatedAt: number;
  converted: boolean;
}

export const ATTEMPTS_URL = 'https://verify.twilio.com/v2/Attempts';

/** The resource of https://www.twilio.com/docs/verify/api/attempts */
export function renderAttempt(attempt: Attempt, accountSid: string, now: number): Record<string, unknown> {
  return {
    sid: attempt.sid,
    account_sid: accountSid,
    service_sid: attempt.serviceSid,
    verification_sid: attempt.verificationSid,
    date_created: formatIsoSeconds(attempt.createdAt),
    date_updated: formatIsoSeconds(attempt.updatedAt),
    conversion_status: attempt.converted ? 'converted' : 'unconverted',
    channel: attempt.channel,
    // Nothing is sent, so nothing is charged.
    price: { value: '0', currency: 'usd' },
    channel_data: {
      verification_sid: attempt.verificationSid,
      to: attempt.to,
      status: attemptStatus(attempt, now),
      ...(attempt.channel === 'call' ? { call_status: 'completed' } : { message_status: 'delivered' }),
      error_code: null,
      country: findCountry(attempt.to)?.isoCode ?? null,
      code_length: attempt.codeLength,
      locale: attempt.locale,
      mcc: null,
      mnc: null,
      carrier: null,
    },
    url: `${ATTEMPTS_URL}/${attempt.sid}`,
  };
}

function attemptStatus(
  { converted, createdAt }: Attempt,
  now: number,
): 'confirmed' | 'unconfirmed' | 'expired' {
  if (converted) return 'confirmed';
  return now < createdAt + LIFE_MS ? 'unconfirmed' : 'expired';
}
