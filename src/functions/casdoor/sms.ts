import { createOtpEndpoint } from '../../endpoints/otp';
import { smsRoute } from '../../identity-providers/casdoor/provider';

/** POST /casdoor/sms: Casdoor's custom HTTP provider has a passcode. */
export const handler = createOtpEndpoint(smsRoute);
