import { createEventEndpoint } from '../../endpoints/events';
import { eventRoute } from '../../identity-providers/zitadel/provider';

/** POST /zitadel/events: an execution of ZITADEL's Actions tells what happened, and signs. */
export const handler = createEventEndpoint(eventRoute);
