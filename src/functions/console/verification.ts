import { verificationState } from '../../apis/twilio/verification';
import { configuration, consolePassword, twilio } from '../../config';
import { shown } from '../../http/console-reply';
import { endpoint } from '../../http/endpoint';
import { fields, matching } from '../../http/fields';

/** POST /console/verification: what has become of one that the test page started. */
export const handler = endpoint('console/verification', {
  configuration: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async answer(call) {
    const asked = fields(call.body, { sid: matching(/^VE[0-9a-f]{32}$/, 'must be VE and 32 hex digits') });
    if (!asked.ok) return asked;
    const { sid } = asked.value;
    const settings = configuration(call.context, twilio);
    if (!settings.ok) return settings;
    const state = await verificationState(call.context, settings.value, sid, call.deadline);
    return state.ok ? shown({ sid, ...state.value }, call) : state;
  },
});
