import { createEventEndpoint } from '../../endpoints/events';
import { eventRoute } from '../../identity-providers/fusionauth/provider';

/** POST /fusionauth/events: FusionAuth's webhook tells what happened. */
export const handler = createEventEndpoint(eventRoute);
