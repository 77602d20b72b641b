import { verifyPort } from '../../apis/twilio/verify';
import { all, auth0Action, configuration, prefixes, twilio } from '../../config';
import { endpoint } from '../../http/endpoint';
import { sent } from '../../http/sending';
import { parseOtpRequest } from '../../identity-providers/auth0/otp-request';

/** POST /auth0/send: one of our Auth0 Actions has a passcode for a text message or a voice call. */
export const handler = endpoint('auth0/send', {
  idp: 'auth0',
  configuration: (env) => configuration(env, all({ auth0Action, prefixes, twilio })),
  credentials: ({ auth0Action }) => ({ scheme: 'bearer', token: auth0Action }),
  answer({ body, settings, context, deadline, note }) {
    const verify = verifyPort(context, settings.twilio, deadline);
    return sent(parseOtpRequest(body), verify, settings.prefixes, { deadline, note });
  },
});
