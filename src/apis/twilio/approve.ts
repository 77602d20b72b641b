import type { VerificationListInstance } from 'twilio/lib/rest/verify/v2/service/verification';
import type { Deadline } from '../../core/deadline';
import type { FeedbackResult } from '../../core/feedback-result';
import { NoResponse } from '../http';
import { TwilioRefusal } from './client';
import { loadVerifications, type VerifySettings } from './verifications';

/**
 * Marks a pending verification as approved: Verify's feedback for custom codes. It can be repeated.
 * https://www.twilio.com/docs/verify/api/customization-options
 *
 * The SDK is loaded for the first approval, so a batch that needs none does not load it.
 */
export function createApprover(settings: VerifySettings, deadline: Deadline) {
  let verifications: Promise<VerificationListInstance> | undefined;
  /** @param target the number, or the SID of the verification */
  return async (target: string): Promise<FeedbackResult<void>> => {
    verifications ??= loadVerifications(settings, deadline);
    try {
      // The SDK puts the number into the path as it is: https://github.com/twilio/twilio-node
      const path = encodeURIComponent(target);
      await (await verifications)(path).update({ status: 'approved' });
      return { kind: 'done', value: undefined };
    } catch (error) {
      return toFeedbackResult(error);
    }
  };
}

function toFeedbackResult(error: unknown): FeedbackResult<void> {
  if (error instanceof NoResponse) return { kind: 'failed', retryable: true };
  if (!(error instanceof TwilioRefusal)) throw error;
  const { status, code, retryAfterMs } = error;
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'failed', retryable: true, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  // Approved before, expired, or never sent through this service: there is nothing to approve, now or later.
  if (code === 20404) return { kind: 'no_pending_verification' };
  // Our own credentials: a later delivery succeeds, once the owner has corrected them.
  if (status === 401 || code === 20003 || code === 20403) return { kind: 'failed', retryable: false };
  return { kind: 'rejected' };
}
