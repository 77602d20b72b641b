import { verifyService } from '../../apis/twilio/service';
import { apiBaseUrl, configuration, consolePassword, twilio } from '../../config';
import { endpoints, variables } from '../../config/state';
import { shown } from '../../http/console-reply';
import { endpoint } from '../../http/endpoint';
import { problemReply } from '../../http/reply';

/** POST /console/status: what is configured and what is missing, and whether the Verify service is ready for codes. */
export const handler = endpoint('console/status', {
  configuration: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async answer(call) {
    const { context, deadline } = call;
    const settings = configuration(context, twilio);
    const found = settings.ok ? await verifyService(context, settings.value, deadline) : settings;
    const service = found.ok
      ? {
          ok: true,
          friendly_name: found.value.friendlyName,
          custom_code_enabled: found.value.customCodeEnabled,
        }
      : { ok: false, problem: problemReply(found.problem).body };
    const standIn = configuration(context, apiBaseUrl);
    const sandbox = standIn.ok && standIn.value !== undefined;
    return shown({ variables: variables(context), service, endpoints: endpoints(context), sandbox }, call);
  },
});
