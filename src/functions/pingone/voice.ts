import { createVerifyPort } from '../../apis/twilio/verify';
import { all, configuration, pingone, prefixes, twilio } from '../../config';
import { createEndpoint } from '../../http/endpoint';
import { sent } from '../../http/sending';
import { parseOtpRequest } from '../../identity-providers/pingone/otp-request';

/** POST /pingone/voice: PingOne's Custom Provider has a passcode for a voice call. */
export const handler = createEndpoint('pingone/voice', {
  idp: 'pingone',
  readSettings: (env) => configuration(env, all({ pingone, prefixes, twilio })),
  credentials: ({ pingone }) => ({ scheme: 'basic', ...pingone }),
  handle({ body, settings, context, deadline, addLogFields }) {
    const verify = createVerifyPort(context, settings.twilio, deadline);
    return sent(parseOtpRequest(body, 'call'), verify, settings.prefixes, { deadline, addLogFields });
  },
});
