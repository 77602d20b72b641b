import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Deadline } from '../../core/deadline';
import type { Result } from '../../core/result';
import { createTwilioClient, TwilioRefusal } from './client';
import { runQuery } from './query';
import type { VerifySettings } from './verify';

export interface VerificationState {
  /** Verify's word while it has the verification; then `approved`, or `gone`: expired or deleted. */
  status: string;
  /** How often a code was sent. */
  attempts: number;
}

/**
 * GET /v2/Services/{ServiceSid}/Verifications/{Sid}: https://www.twilio.com/docs/verify/api/verification
 *
 * Verify deletes a verification once it is approved or has expired (20404); which of the two it was, only its attempts
 * tell, which Twilio keeps for thirty days: https://www.twilio.com/docs/verify/api/verification-check
 */
export function fetchVerificationState(
  context: Context,
  { serviceSid, apiBaseUrl }: VerifySettings,
  sid: string,
  deadline: Deadline,
): Promise<Result<VerificationState>> {
  return runQuery(async () => {
    const { v2 } = createTwilioClient(context, apiBaseUrl, deadline).verify;
    try {
      const { status, sendCodeAttempts } = await v2.services(serviceSid).verifications(sid).fetch();
      return { status, attempts: sendCodeAttempts.length };
    } catch (error) {
      if (!(error instanceof TwilioRefusal) || error.code !== 20404) throw error;
    }
    const filter = { verifyServiceSid: serviceSid, verificationSid: sid };
    const { instances } = await v2.verificationAttempts.page(filter);
    const isApproved = instances.some(({ conversionStatus }) => conversionStatus === 'converted');
    return { status: isApproved ? 'approved' : 'gone', attempts: instances.length };
  });
}
