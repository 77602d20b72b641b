import { createOtpEndpoint } from '../../endpoints/otp';
import { gatewayRoute } from '../../identity-providers/auth0/provider';

/** POST /auth0/sms-gateway: a passwordless connection of Auth0 with an SMS gateway has a passcode. */
export const handler = createOtpEndpoint(gatewayRoute);
