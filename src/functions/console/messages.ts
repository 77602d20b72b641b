import { sandboxPhone } from '../../apis/sandbox';
import { apiBaseUrl, configuration, consolePassword } from '../../config';
import { ok } from '../../core/result';
import { shown } from '../../http/console-reply';
import { endpoint } from '../../http/endpoint';
import { problemReply } from '../../http/reply';

/** POST /console/messages: the sandbox's phone. Its numbers and codes are shown whole, because they exist only there. */
export const handler = endpoint('console/messages', {
  configuration: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async answer(call) {
    const settings = configuration(call.context, apiBaseUrl);
    if (!settings.ok) return settings;
    if (settings.value === undefined) {
      const detail = 'There is no phone outside the sandbox: TWILIO_API_BASE_URL is not set.';
      return ok(problemReply({ code: 'not_configured', detail, retryable: false }, 404));
    }
    const phone = await sandboxPhone(settings.value, call.deadline);
    return phone.ok ? shown({ ...phone.value }, call) : phone;
  },
});
