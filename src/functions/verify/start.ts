import { createOtpEndpoint } from '../../endpoints/otp';
import { startRoute } from '../../endpoints/verify-api/start';

/** POST /verify/start: an application has Verify make a code and send it. */
export const handler = createOtpEndpoint(startRoute);
