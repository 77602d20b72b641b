import { checkRoute } from '../../endpoints/verify-api/check';
import { createVerifyApiEndpoint } from '../../endpoints/verify-api/endpoint';

/** POST /verify/check: an application asks Verify whether its user's code is right. */
export const handler = createVerifyApiEndpoint(checkRoute);
