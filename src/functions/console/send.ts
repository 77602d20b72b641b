import { verifyPort } from '../../apis/twilio/verify';
import { all, configuration, consolePassword, prefixes, twilio } from '../../config';
import { enclosed } from '../../http/console-reply';
import { endpoint } from '../../http/endpoint';
import { fields, keyOf, oneOf, text } from '../../http/fields';
import { sent } from '../../http/sending';
import { contentTypes, received, type Body } from '../../http/wire-body';
import { parseOtpRequest as parseAuth0 } from '../../identity-providers/auth0/otp-request';
import { parseOtpRequest as parsePingone } from '../../identity-providers/pingone/otp-request';

const parsers = {
  'pingone-sms': (body: Body) => parsePingone(body, 'sms'),
  'pingone-voice': (body: Body) => parsePingone(body, 'call'),
  'auth0-custom-phone-provider': parseAuth0,
  'auth0-send-phone-message': parseAuth0,
};

/** POST /console/send: the test page calls as a provider does, and has all of it but the provider's credentials. */
export const handler = endpoint('console/send', {
  configuration: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async answer(call) {
    const wire = { caller: keyOf(parsers), content_type: oneOf(contentTypes), body: text(100_000) };
    const asked = fields(call.body, wire);
    if (!asked.ok) return asked;
    call.note({ caller: asked.value.caller });
    const settings = configuration(call.context, all({ prefixes, twilio }));
    if (!settings.ok) return enclosed(settings, call);
    const body = received(asked.value.content_type, asked.value.body);
    const request = body.ok ? parsers[asked.value.caller](body.value) : body;
    const verify = verifyPort(call.context, settings.value.twilio, call.deadline);
    return enclosed(await sent(request, verify, settings.value.prefixes, call), call);
  },
});
