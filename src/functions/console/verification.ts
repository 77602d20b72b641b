import { fetchVerificationState } from '../../apis/twilio/verification';
import { configuration, consolePassword, twilio } from '../../config';
import { createConsoleReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { parseFields, matching } from '../../http/fields';

/** POST /console/verification: what has become of one that the test page started. */
export const handler = createEndpoint('console/verification', {
  readSettings: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const asked = parseFields(call.body, { sid: matching(/^VE[0-9a-f]{32}$/, 'must be VE and 32 hex digits') });
    if (!asked.ok) return asked;
    const { sid } = asked.value;
    const settings = configuration(call.context, twilio);
    if (!settings.ok) return settings;
    const state = await fetchVerificationState(call.context, settings.value, sid, call.deadline);
    return state.ok ? createConsoleReply({ sid, ...state.value }, call) : state;
  },
});
