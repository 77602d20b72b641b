import { fetchSandboxPhone } from '../../apis/sandbox';
import { readApiBaseUrl, readConfiguration, readConsolePassword } from '../../config';
import { ok } from '../../core/result';
import { createConsoleReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { createProblemReply } from '../../http/reply';

/** POST /console/messages: the sandbox's phone. Its numbers and codes are not masked, because they exist only there. */
export const handler = createEndpoint('console/messages', {
  readSettings: (env) => readConfiguration(env, readConsolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const settings = readConfiguration(call.context, readApiBaseUrl);
    if (!settings.ok) return settings;
    if (settings.value === undefined) {
      const detail = 'There is no phone outside the sandbox: TWILIO_API_BASE_URL is not set.';
      return ok(createProblemReply({ code: 'not_configured', detail, retryable: false }, 404));
    }
    const phone = await fetchSandboxPhone(settings.value, call.deadline);
    return phone.ok ? createConsoleReply({ ...phone.value }, call) : phone;
  },
});
