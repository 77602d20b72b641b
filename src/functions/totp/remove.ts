import { createVerifyApiEndpoint } from '../../endpoints/verify-api/endpoint';
import { removeRoute } from '../../endpoints/verify-api/totp';

/** POST /totp/remove: an authenticator app is no longer taken. */
export const handler = createVerifyApiEndpoint(removeRoute);
