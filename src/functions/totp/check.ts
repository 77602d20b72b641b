import { createVerifyApiEndpoint } from '../../endpoints/verify-api/endpoint';
import { totpCheckRoute } from '../../endpoints/verify-api/totp';

/** POST /totp/check: an application asks whether a code is of its user's authenticator app. */
export const handler = createVerifyApiEndpoint(totpCheckRoute);
