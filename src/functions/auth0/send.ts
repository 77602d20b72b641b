import { createOtpEndpoint } from '../../endpoints/otp';
import { actionRoute } from '../../identity-providers/auth0/provider';

/** POST /auth0/send: one of our Auth0 Actions has a passcode for a text message or a voice call. */
export const handler = createOtpEndpoint(actionRoute);
