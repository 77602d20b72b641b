import { createOtpEndpoint } from '../../endpoints/otp';
import { smsRoute } from '../../identity-providers/authentik/provider';

/** POST /authentik/sms: authentik's SMS authenticator stage has a passcode. */
export const handler = createOtpEndpoint(smsRoute);
