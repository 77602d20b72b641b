import { createOtpEndpoint } from '../../endpoints/otp';
import { sendRoute } from '../../identity-providers/generic/provider';

/** POST /otp/send: any system has a passcode, in the bridge's own words. */
export const handler = createOtpEndpoint(sendRoute);
