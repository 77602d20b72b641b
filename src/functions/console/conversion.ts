import { createAttemptsPort } from '../../apis/twilio/attempts';
import { readConfiguration, readConsolePassword, readTwilioSettings } from '../../config';
import { measureConversion, type Conversion } from '../../core/conversion';
import { TtlCache } from '../../core/ttl-cache';
import { createConsoleReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { parseFields, wholeNumber } from '../../http/fields';

const CACHE_MS = 60_000;
const cache = new TtlCache<Conversion>();

/** POST /console/conversion: how many codes of the last days were approved. */
export const handler = createEndpoint('console/conversion', {
  readSettings: (env) => readConfiguration(env, readConsolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const fields = parseFields(call.body, { days: wholeNumber(1, 30) });
    if (!fields.ok) return fields;
    const settings = readConfiguration(call.context, readTwilioSettings);
    if (!settings.ok) return settings;
    const { deadline } = call;
    const { days } = fields.value;
    const { serviceSid, apiBaseUrl } = settings.value;
    const key = [serviceSid, apiBaseUrl, days].join(' ');
    const cached = cache.get(key, deadline.now());
    if (cached !== undefined) return createConsoleReply({ ...cached, cached: true }, call);
    const port = createAttemptsPort(settings.value, deadline);
    const found = await measureConversion(port, days, deadline.now());
    if (!found.ok) return found;
    cache.set(key, found.value, deadline.now(), CACHE_MS);
    return createConsoleReply({ ...found.value, cached: false }, call);
  },
});
