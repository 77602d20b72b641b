import { formatIsoSeconds } from '../clock';
import type { Attempt } from './attempt';
import type { Channel } from './channels';

export interface Verification {
  sid: string;
  to: string;
  /** Of the latest send. */
  channel: Channel;
  status: 'pending' | 'approved' | 'canceled' | 'max_attempts_reached';
  code: string;
  createdAt: number;
  updatedAt: number;
  attempts: Attempt[];
  wrongChecks: number;
}

/** The resource of https://www.twilio.com/docs/verify/api/verification, without the code, which is never returned. */
export function renderVerification(
  verification: Verification,
  accountSid: string,
  serviceSid: string,
): Record<string, unknown> {
  return {
    ...inBoth(verification, accountSid, serviceSid),
    lookup: {},
    send_code_attempts: verification.attempts.map(({ sid, channel, createdAt }) => ({
      time: formatIsoSeconds(createdAt),
      channel: channel.toUpperCase(),
      attempt_sid: sid,
    })),
    sna: null,
    url: `https://verify.twilio.com/v2/Services/${serviceSid}/Verifications/${verification.sid}`,
  };
}

/** The resource of https://www.twilio.com/docs/verify/api/verification-check */
export function renderCheck(
  verification: Verification,
  accountSid: string,
  serviceSid: string,
): Record<string, unknown> {
  return { ...inBoth(verification, accountSid, serviceSid), sna_attempts_error_codes: [] };
}

function inBoth(verification: Verification, accountSid: string, serviceSid: string) {
  return {
    sid: verification.sid,
    service_sid: serviceSid,
    account_sid: accountSid,
    to: verification.to,
    channel: verification.channel,
    status: verification.status,
    valid: verification.status === 'approved',
    amount: null,
    payee: null,
    date_created: formatIsoSeconds(verification.createdAt),
    date_updated: formatIsoSeconds(verification.updatedAt),
  };
}
