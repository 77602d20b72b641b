import type V2 from 'twilio/lib/rest/verify/V2';
import type { Deadline } from '../../core/deadline';
import type { Problem } from '../../core/problem';
import { ok, refuse, type Result } from '../../core/result';
import { NoResponse } from '../http';
import { createVersion, TwilioRefusal } from './client';
import { toSendFailure } from './errors';
import type { VerifySettings } from './verifications';

/** The verification that a code is checked for: the one that is pending for a recipient, or the one with a SID. */
export type CheckTarget = { to: string } | { verificationSid: string };

export interface CheckedCode {
  /** `approved` if the code is right, `pending` if it is wrong and may be tried again. */
  status: 'approved' | 'pending';
  valid: boolean;
}

/**
 * POST /v2/Services/{ServiceSid}/VerificationCheck, once: a wrong code counts each time, and a right one is right once.
 * https://www.twilio.com/docs/verify/api/verification-check
 *
 * @returns `no_pending_verification` if there is no code to check, or none any more (20404); `rate_limited` after five
 * wrong codes (60202); `timeout` if the code may have been checked
 */
export async function checkCode(
  settings: VerifySettings,
  target: CheckTarget,
  code: string,
  deadline: Deadline,
): Promise<Result<CheckedCode>> {
  try {
    const { VerificationCheckListInstance } =
      await import('twilio/lib/rest/verify/v2/service/verificationCheck');
    const version = await createVersion<V2>('verify', settings, deadline);
    const { status } = await VerificationCheckListInstance(version, settings.serviceSid).create({
      ...target,
      code,
    });
    return readStatus(status);
  } catch (error) {
    if (error instanceof TwilioRefusal && error.code === 20404) return refuse({ ...GONE, twilioCode: 20404 });
    const { problem } = toSendFailure(error);
    return refuse(problem.code === 'timeout' ? UNANSWERED : problem);
  }
}

/** `valid` is not read: Twilio's own examples disagree about it. */
function readStatus(status: unknown): Result<CheckedCode> {
  if (status === 'approved') return ok({ status, valid: true });
  // The last wrong code that is counted: there is no other check after it.
  if (status === 'pending' || status === 'max_attempts_reached')
    return ok({ status: 'pending', valid: false });
  if (typeof status !== 'string') throw new NoResponse('unanswered');
  return refuse(GONE);
}

const GONE: Problem = {
  code: 'no_pending_verification',
  detail: 'No code is pending: it was used, it has expired, or none was sent.',
  retryable: false,
};

const UNANSWERED: Problem = {
  code: 'timeout',
  detail: 'Twilio took the check and gave no whole answer. The code may be used up: send a new one.',
  retryable: false,
};
