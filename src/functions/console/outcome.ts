import { approver } from '../../apis/twilio/approve';
import { all, configuration, consolePassword, lifetime, twilio } from '../../config';
import { records } from '../../http/batch';
import { enclosed } from '../../http/console-reply';
import { endpoint } from '../../http/endpoint';
import { fedBack, itself } from '../../http/feeding-back';
import { fields, keyOf, phoneNumber, text } from '../../http/fields';
import { received, type Body } from '../../http/wire-body';
import { LOG_BATCH, parseLogEvent } from '../../identity-providers/auth0/log-event';
import { ACTIVITY_BATCH } from '../../identity-providers/pingone/activity';
import { parsePlayedActivity } from '../../identity-providers/pingone/played-activity';

const providers = {
  auth0: { read: (body: Body) => records(body, ...LOG_BATCH), parse: () => parseLogEvent },
  pingone: { read: (body: Body) => records(body, ...ACTIVITY_BATCH), parse: parsePlayedActivity },
};

/** POST /console/outcome: the test page plays a provider's event. PingOne's names no number: it is `to`. */
export const handler = endpoint('console/outcome', {
  configuration: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async answer(call) {
    const asked = fields(call.body, { idp: keyOf(providers), to: phoneNumber, body: text(100_000) });
    if (!asked.ok) return asked;
    const { idp, to } = asked.value;
    const settings = configuration(call.context, all({ lifetime, twilio }));
    if (!settings.ok) return enclosed(settings, call);
    const body = received('application/json', asked.value.body);
    const batch = body.ok ? providers[idp].read(body.value) : body;
    const ports = { phoneOf: itself, approve: approver(call.context, settings.value.twilio, call.deadline) };
    const parse = providers[idp].parse(to);
    return enclosed(await fedBack(batch, parse, ports, settings.value.lifetime, call), call);
  },
});
