import { createOtpEndpoint } from '../../endpoints/otp';
import { telephonyRoute } from '../../identity-providers/okta/provider';

/** POST /okta/telephony: Okta's telephony inline hook has a passcode for a text message or a call. */
export const handler = createOtpEndpoint(telephonyRoute);
