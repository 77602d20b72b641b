import { createVerifyPort } from '../../apis/twilio/verify';
import { all, auth0Action, configuration, prefixes, twilio } from '../../config';
import { createEndpoint } from '../../http/endpoint';
import { sent } from '../../http/sending';
import { parseOtpRequest } from '../../identity-providers/auth0/otp-request';

/** POST /auth0/send: one of our Auth0 Actions has a passcode for a text message or a voice call. */
export const handler = createEndpoint('auth0/send', {
  idp: 'auth0',
  readSettings: (env) => configuration(env, all({ auth0Action, prefixes, twilio })),
  credentials: ({ auth0Action }) => ({ scheme: 'bearer', token: auth0Action }),
  handle({ body, settings, context, deadline, addLogFields }) {
    const verify = createVerifyPort(context, settings.twilio, deadline);
    return sent(parseOtpRequest(body), verify, settings.prefixes, { deadline, addLogFields });
  },
});
