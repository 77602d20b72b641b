import { createOtpEndpoint } from '../../endpoints/otp';
import { voiceRoute } from '../../identity-providers/pingone/provider';

/** POST /pingone/voice: PingOne's Custom Provider has a passcode for a voice call. */
export const handler = createOtpEndpoint(voiceRoute);
