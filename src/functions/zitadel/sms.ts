import { createOtpEndpoint } from '../../endpoints/otp';
import { smsRoute } from '../../identity-providers/zitadel/provider';

/** POST /zitadel/sms: ZITADEL's HTTP SMS provider has a passcode, and signs. */
export const handler = createOtpEndpoint(smsRoute);
