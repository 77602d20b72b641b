import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Twilio } from 'twilio';
import type { Deadline } from '../../core/deadline';
import type { FeedbackResult } from '../../core/feedback';
import type { PhoneNumber } from '../../core/phone-number';
import { NoResponse } from '../http';
import { createTwilioClient, TwilioRefusal } from './client';
import type { VerifySettings } from './verify';

/**
 * Marks the pending verification of a number as approved, Verify's feedback for custom codes; it can be repeated.
 * https://www.twilio.com/docs/verify/api/customization-options
 *
 * The SDK is loaded at the first approval, and not for a batch that needs none.
 */
export function createApprover(context: Context, settings: VerifySettings, deadline: Deadline) {
  let client: Twilio | undefined;
  return async (phone: PhoneNumber): Promise<FeedbackResult<void>> => {
    client ??= createTwilioClient(context, settings.apiBaseUrl, deadline);
    try {
      // The SDK puts the number into the path as it is: https://github.com/twilio/twilio-node
      const path = encodeURIComponent(phone);
      await client.verify.v2.services(settings.serviceSid).verifications(path).update({ status: 'approved' });
      return { kind: 'done', value: undefined };
    } catch (error) {
      return toFeedbackResult(error);
    }
  };
}

function toFeedbackResult(error: unknown): FeedbackResult<void> {
  if (error instanceof NoResponse) return { kind: 'failed', again: true };
  if (!(error instanceof TwilioRefusal)) throw error;
  const { status, code, retryAfterMs } = error;
  if (status === 408 || status === 429 || status >= 500) {
    return { kind: 'failed', again: true, ...(retryAfterMs !== undefined && { retryAfterMs }) };
  }
  // Approved before, expired, or never sent through this service: there is nothing to approve, now or later.
  if (code === 20404) return { kind: 'no_pending_verification' };
  // Our own credentials: once somebody mends them it succeeds.
  if (status === 401 || code === 20003 || code === 20403) return { kind: 'failed', again: false };
  return { kind: 'rejected' };
}
