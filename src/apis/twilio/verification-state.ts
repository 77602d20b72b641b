import type V2 from 'twilio/lib/rest/verify/V2';
import type { Deadline } from '../../core/deadline';
import type { Result } from '../../core/result';
import { createVersion, TwilioRefusal } from './client';
import { runQuery } from './query';
import { loadVerifications, type VerifySettings } from './verifications';

export interface VerificationState {
  /** Verify's status while it has the verification; afterwards `approved`, or `gone` if it expired or was deleted. */
  status: string;
  /** How often a code was sent. */
  attempts: number;
}

/**
 * GET /v2/Services/{ServiceSid}/Verifications/{Sid}
 *
 * Verify deletes a verification when it is approved or expires (20404). Which of the two it was, only its attempts
 * show, which Twilio keeps for thirty days: https://www.twilio.com/docs/verify/api/verification-check
 */
export function fetchVerificationState(
  settings: VerifySettings,
  sid: string,
  deadline: Deadline,
): Promise<Result<VerificationState>> {
  return runQuery(async () => {
    try {
      const verifications = await loadVerifications(settings, deadline);
      const { status, sendCodeAttempts } = await verifications(sid).fetch();
      return { status, attempts: sendCodeAttempts.length };
    } catch (error) {
      if (!(error instanceof TwilioRefusal) || error.code !== 20404) throw error;
    }
    const { VerificationAttemptListInstance } = await import('twilio/lib/rest/verify/v2/verificationAttempt');
    const attempts = VerificationAttemptListInstance(await createVersion<V2>('verify', settings, deadline));
    const filter = { verifyServiceSid: settings.serviceSid, verificationSid: sid };
    const { instances } = await attempts.page(filter);
    const isApproved = instances.some(({ conversionStatus }) => conversionStatus === 'converted');
    return { status: isApproved ? 'approved' : 'gone', attempts: instances.length };
  });
}
