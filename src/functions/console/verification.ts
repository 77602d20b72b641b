import { fetchVerificationState } from '../../apis/twilio/verification-state';
import { readConfiguration, readConsolePassword, readTwilioSettings } from '../../config';
import { createConsoleReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { parseFields, matching } from '../../http/fields';

/** POST /console/verification: the current state of a verification that the test page started. */
export const handler = createEndpoint('console/verification', {
  readSettings: (env) => readConfiguration(env, readConsolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const fields = parseFields(call.body, {
      sid: matching(/^VE[0-9a-f]{32}$/, 'must be VE and 32 hex digits'),
    });
    if (!fields.ok) return fields;
    const { sid } = fields.value;
    const settings = readConfiguration(call.context, readTwilioSettings);
    if (!settings.ok) return settings;
    const state = await fetchVerificationState(settings.value, sid, call.deadline);
    return state.ok ? createConsoleReply({ sid, ...state.value }, call) : state;
  },
});
