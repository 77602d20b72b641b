import { fetchVerifyService } from '../../apis/twilio/service';
import { apiBaseUrl, configuration, consolePassword, twilio } from '../../config';
import { endpoints, variables } from '../../config/state';
import { createConsoleReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { createProblemReply } from '../../http/reply';

/** POST /console/status: what is configured and what is missing, and whether the Verify service is ready for codes. */
export const handler = createEndpoint('console/status', {
  readSettings: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const { context, deadline } = call;
    const settings = configuration(context, twilio);
    const found = settings.ok ? await fetchVerifyService(context, settings.value, deadline) : settings;
    const service = found.ok
      ? {
          ok: true,
          friendly_name: found.value.friendlyName,
          custom_code_enabled: found.value.customCodeEnabled,
        }
      : { ok: false, problem: createProblemReply(found.problem).body };
    const standIn = configuration(context, apiBaseUrl);
    const sandbox = standIn.ok && standIn.value !== undefined;
    return createConsoleReply({ variables: variables(context), service, endpoints: endpoints(context), sandbox }, call);
  },
});
