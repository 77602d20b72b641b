import { createVerifyApiEndpoint } from '../../endpoints/verify-api/endpoint';
import { factorsRoute } from '../../endpoints/verify-api/totp';

/** POST /totp/factors: an application gets a secret for its user's authenticator app. */
export const handler = createVerifyApiEndpoint(factorsRoute);
