import { createApprover } from '../../apis/twilio/approve';
import { all, auth0LogStream, configuration, lifetime, twilio } from '../../config';
import { readRecords } from '../../http/batch';
import { createEndpoint } from '../../http/endpoint';
import { fedBack, itself } from '../../http/feeding-back';
import { LOG_BATCH, parseLogEvent } from '../../identity-providers/auth0/log-event';

/** POST /auth0/log-stream: Auth0's custom webhook tells what happened; each proved code is approved in Verify. */
export const handler = createEndpoint('auth0/log-stream', {
  idp: 'auth0',
  readSettings: (env) => configuration(env, all({ auth0LogStream, lifetime, twilio })),
  credentials: ({ auth0LogStream }) => ({ scheme: 'verbatim', token: auth0LogStream }),
  handle({ body, settings, context, deadline, addLogFields, logError }) {
    const ports = { phoneOf: itself, approve: createApprover(context, settings.twilio, deadline) };
    const batch = readRecords(body, ...LOG_BATCH);
    return fedBack(batch, parseLogEvent, ports, settings.lifetime, { deadline, addLogFields, logError });
  },
});
