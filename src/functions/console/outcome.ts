import { createApprover } from '../../apis/twilio/approve';
import { all, configuration, consolePassword, lifetime, twilio } from '../../config';
import { readRecords } from '../../http/batch';
import { wrapReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { fedBack, itself } from '../../http/feeding-back';
import { parseFields, keyOf, phoneNumber, text } from '../../http/fields';
import { parseWireBody, type Body } from '../../http/wire-body';
import { LOG_BATCH, parseLogEvent } from '../../identity-providers/auth0/log-event';
import { ACTIVITY_BATCH } from '../../identity-providers/pingone/activity';
import { parsePlayedActivity } from '../../identity-providers/pingone/played-activity';

const providers = {
  auth0: { read: (body: Body) => readRecords(body, ...LOG_BATCH), parse: () => parseLogEvent },
  pingone: { read: (body: Body) => readRecords(body, ...ACTIVITY_BATCH), parse: parsePlayedActivity },
};

/** POST /console/outcome: the test page plays a provider's event. PingOne's names no number: it is `to`. */
export const handler = createEndpoint('console/outcome', {
  readSettings: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const asked = parseFields(call.body, { idp: keyOf(providers), to: phoneNumber, body: text(100_000) });
    if (!asked.ok) return asked;
    const { idp, to } = asked.value;
    const settings = configuration(call.context, all({ lifetime, twilio }));
    if (!settings.ok) return wrapReply(settings, call);
    const body = parseWireBody('application/json', asked.value.body);
    const batch = body.ok ? providers[idp].read(body.value) : body;
    const ports = { phoneOf: itself, approve: createApprover(call.context, settings.value.twilio, call.deadline) };
    const parse = providers[idp].parse(to);
    return wrapReply(await fedBack(batch, parse, ports, settings.value.lifetime, call), call);
  },
});
