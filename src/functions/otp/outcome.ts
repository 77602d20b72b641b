import { createEventEndpoint } from '../../endpoints/events';
import { outcomeRoute } from '../../identity-providers/generic/provider';

/** POST /otp/outcome: any system tells whether its users proved their passcodes. */
export const handler = createEventEndpoint(outcomeRoute);
