import { approver } from '../../apis/twilio/approve';
import { all, auth0LogStream, configuration, lifetime, twilio } from '../../config';
import { records } from '../../http/batch';
import { endpoint } from '../../http/endpoint';
import { fedBack, itself } from '../../http/feeding-back';
import { LOG_BATCH, parseLogEvent } from '../../identity-providers/auth0/log-event';

/** POST /auth0/log-stream: Auth0's custom webhook tells what happened; each proved code is approved in Verify. */
export const handler = endpoint('auth0/log-stream', {
  idp: 'auth0',
  configuration: (env) => configuration(env, all({ auth0LogStream, lifetime, twilio })),
  credentials: ({ auth0LogStream }) => ({ scheme: 'verbatim', token: auth0LogStream }),
  answer({ body, settings, context, deadline, note, fault }) {
    const ports = { phoneOf: itself, approve: approver(context, settings.twilio, deadline) };
    const batch = records(body, ...LOG_BATCH);
    return fedBack(batch, parseLogEvent, ports, settings.lifetime, { deadline, note, fault });
  },
});
