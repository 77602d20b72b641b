import type V2 from 'twilio/lib/rest/verify/V2';
import type { VerificationListInstance } from 'twilio/lib/rest/verify/v2/service/verification';
import type { Deadline } from '../../core/deadline';
import { createVersion, type TwilioAccount } from './client';

/** The Verify service and the account. */
export interface VerifySettings extends TwilioAccount {
  serviceSid: string;
}

/** The verifications of the service: https://www.twilio.com/docs/verify/api/verification */
export async function loadVerifications(
  settings: VerifySettings,
  deadline: Deadline,
): Promise<VerificationListInstance> {
  const { VerificationListInstance } = await import('twilio/lib/rest/verify/v2/service/verification');
  return VerificationListInstance(await createVersion<V2>('verify', settings, deadline), settings.serviceSid);
}
