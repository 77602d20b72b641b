import { createVerifyApiEndpoint } from '../../endpoints/verify-api/endpoint';
import { verifyRoute } from '../../endpoints/verify-api/totp';

/** POST /totp/verify: a user proves that the authenticator app is set up. */
export const handler = createVerifyApiEndpoint(verifyRoute);
