import { createEventEndpoint } from '../../endpoints/events';
import { activityRoute } from '../../identity-providers/pingone/provider';

/** POST /pingone/events: PingOne's webhook reports what happened. Each proved passcode is approved in Verify. */
export const handler = createEventEndpoint(activityRoute);
