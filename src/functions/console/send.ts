import { readConfiguration, readConsolePassword, readSendSettings } from '../../config';
import { handleOtpRequest, SendMemory } from '../../endpoints/otp';
import { wrapReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { entryOf, oneOf, parseFields, text } from '../../http/fields';
import { contentTypes, parseWireBody } from '../../http/wire-body';
import { routesByCaller } from '../../identity-providers/routes';

/** POST /console/send: the test page calls as a provider does, with everything but the provider's credentials. */
export const handler = createEndpoint('console/send', {
  readSettings: (env) => readConfiguration(env, readConsolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const wire = { caller: entryOf(routesByCaller), content_type: oneOf(contentTypes), body: text(100_000) };
    const fields = parseFields(call.body, wire);
    if (!fields.ok) return fields;
    const {
      caller: [caller, route],
      content_type: contentType,
    } = fields.value;
    call.addLogFields({ caller });
    const settings = readConfiguration(call.context, readSendSettings);
    if (!settings.ok) return wrapReply(settings, call, route.renderProblem);
    const body = parseWireBody(contentType, fields.value.body);
    if (!body.ok) return wrapReply(body, call, route.renderProblem);
    const reply = await handleOtpRequest(route, body.value, settings.value, new SendMemory(), call);
    return wrapReply(reply, call, route.renderProblem);
  },
});
