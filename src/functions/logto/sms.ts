import { createOtpEndpoint } from '../../endpoints/otp';
import { smsRoute } from '../../identity-providers/logto/provider';

/** POST /logto/sms: Logto's HTTP SMS connector has a passcode. */
export const handler = createOtpEndpoint(smsRoute);
