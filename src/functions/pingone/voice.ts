import { verifyPort } from '../../apis/twilio/verify';
import { all, configuration, pingone, prefixes, twilio } from '../../config';
import { endpoint } from '../../http/endpoint';
import { sent } from '../../http/sending';
import { parseOtpRequest } from '../../identity-providers/pingone/otp-request';

/** POST /pingone/voice: PingOne's Custom Provider has a passcode for a voice call. */
export const handler = endpoint('pingone/voice', {
  idp: 'pingone',
  configuration: (env) => configuration(env, all({ pingone, prefixes, twilio })),
  credentials: ({ pingone }) => ({ scheme: 'basic', ...pingone }),
  answer({ body, settings, context, deadline, note }) {
    const verify = verifyPort(context, settings.twilio, deadline);
    return sent(parseOtpRequest(body, 'call'), verify, settings.prefixes, { deadline, note });
  },
});
