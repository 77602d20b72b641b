import { createOtpEndpoint } from '../../endpoints/otp';
import { smsRoute } from '../../identity-providers/fusionauth/provider';

/** POST /fusionauth/sms: FusionAuth's generic messenger has a passcode. */
export const handler = createOtpEndpoint(smsRoute);
