import { createEventEndpoint } from '../../endpoints/events';
import { logStreamRoute } from '../../identity-providers/auth0/provider';

/** POST /auth0/log-stream: Auth0's custom webhook reports what happened. Each proved passcode is approved in Verify. */
export const handler = createEventEndpoint(logStreamRoute);
