import { createVerifyPort } from '../../apis/twilio/verify';
import { all, configuration, consolePassword, prefixes, twilio } from '../../config';
import { wrapReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { parseFields, keyOf, oneOf, text } from '../../http/fields';
import { sent } from '../../http/sending';
import { contentTypes, parseWireBody, type Body } from '../../http/wire-body';
import { parseOtpRequest as parseAuth0 } from '../../identity-providers/auth0/otp-request';
import { parseOtpRequest as parsePingone } from '../../identity-providers/pingone/otp-request';

const parsers = {
  'pingone-sms': (body: Body) => parsePingone(body, 'sms'),
  'pingone-voice': (body: Body) => parsePingone(body, 'call'),
  'auth0-custom-phone-provider': parseAuth0,
  'auth0-send-phone-message': parseAuth0,
};

/** POST /console/send: the test page calls as a provider does, and has all of it but the provider's credentials. */
export const handler = createEndpoint('console/send', {
  readSettings: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const wire = { caller: keyOf(parsers), content_type: oneOf(contentTypes), body: text(100_000) };
    const asked = parseFields(call.body, wire);
    if (!asked.ok) return asked;
    call.addLogFields({ caller: asked.value.caller });
    const settings = configuration(call.context, all({ prefixes, twilio }));
    if (!settings.ok) return wrapReply(settings, call);
    const body = parseWireBody(asked.value.content_type, asked.value.body);
    const request = body.ok ? parsers[asked.value.caller](body.value) : body;
    const verify = createVerifyPort(call.context, settings.value.twilio, call.deadline);
    return wrapReply(await sent(request, verify, settings.value.prefixes, call), call);
  },
});
