import { fetchVerifyService } from '../../apis/twilio/service';
import { readApiBaseUrl, readConfiguration, readConsolePassword, readTwilioSettings } from '../../config';
import { createConsoleReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { createProblemReply } from '../../http/reply';
import { providers } from '../../identity-providers/registry';
import { listEndpoints, listVariables } from '../../status/configuration';

/** POST /console/status: what is configured and what is missing, and whether the Verify service is ready for codes. */
export const handler = createEndpoint('console/status', {
  readSettings: (env) => readConfiguration(env, readConsolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const { context, deadline } = call;
    const settings = readConfiguration(context, readTwilioSettings);
    const found = settings.ok ? await fetchVerifyService(settings.value, deadline) : settings;
    const service = found.ok
      ? {
          ok: true,
          friendly_name: found.value.friendlyName,
          custom_code_enabled: found.value.customCodeEnabled,
        }
      : { ok: false, problem: createProblemReply(found.problem).body };
    const standIn = readConfiguration(context, readApiBaseUrl);
    const sandbox = standIn.ok && standIn.value !== undefined;
    const variables = listVariables(context, providers);
    const endpoints = listEndpoints(context, providers);
    return createConsoleReply({ variables, service, endpoints, sandbox }, call);
  },
});
