import { createEventEndpoint } from '../../endpoints/events';
import { eventRoute } from '../../identity-providers/okta/provider';

/** POST /okta/events: Okta's event hook tells what happened. GET: Okta checks that the hook is ours. */
export const handler = createEventEndpoint(eventRoute);
