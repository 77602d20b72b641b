import { createOtpEndpoint } from '../../endpoints/otp';
import { smsRoute } from '../../identity-providers/pingone/provider';

/** POST /pingone/sms: PingOne's Custom Provider has a passcode for a text message. */
export const handler = createOtpEndpoint(smsRoute);
