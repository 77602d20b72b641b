import { readConfiguration, readConsolePassword, readFeedbackSettings } from '../../config';
import { handleEvents } from '../../endpoints/events';
import { wrapReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { entryOf, parseFields, phoneNumber, text } from '../../http/fields';
import { parseWireBody } from '../../http/wire-body';
import { eventRoutesByProvider } from '../../identity-providers/routes';

/** POST /console/outcome: the test page sends a provider's event. If it names no number, its number is `to`. */
export const handler = createEndpoint('console/outcome', {
  readSettings: (env) => readConfiguration(env, readConsolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const wire = { idp: entryOf(eventRoutesByProvider), to: phoneNumber, body: text(100_000) };
    const fields = parseFields(call.body, wire);
    if (!fields.ok) return fields;
    const {
      idp: [, route],
      to,
    } = fields.value;
    const settings = readConfiguration(call.context, readFeedbackSettings);
    if (!settings.ok) return wrapReply(settings, call);
    const body = parseWireBody('application/json', fields.value.body);
    if (!body.ok) return wrapReply(body, call);
    const findPhone = () => Promise.resolve({ kind: 'done' as const, value: to });
    const ports = route.phoneLookup === undefined ? {} : { findPhone };
    return wrapReply(await handleEvents(route, body.value, settings.value, ports, call), call);
  },
});
