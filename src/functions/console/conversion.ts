import { createAttemptsPort } from '../../apis/twilio/attempts';
import { configuration, consolePassword, twilio } from '../../config';
import { measureConversion, type Conversion } from '../../core/conversion';
import { TtlCache } from '../../core/ttl-cache';
import { createConsoleReply } from '../../http/console-reply';
import { createEndpoint } from '../../http/endpoint';
import { parseFields, wholeNumber } from '../../http/fields';

const kept = new TtlCache<Conversion>(60_000);

/** POST /console/conversion: how many codes of the last days were approved. */
export const handler = createEndpoint('console/conversion', {
  readSettings: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async handle(call) {
    const asked = parseFields(call.body, { days: wholeNumber(1, 30) });
    if (!asked.ok) return asked;
    const settings = configuration(call.context, twilio);
    if (!settings.ok) return settings;
    const { deadline } = call;
    const { days } = asked.value;
    const key = JSON.stringify([settings.value, days]);
    const known = kept.get(key, deadline.now());
    if (known !== undefined) return createConsoleReply({ ...known, cached: true }, call);
    const port = createAttemptsPort(call.context, settings.value, deadline);
    const found = await measureConversion(port, days, deadline.now());
    if (!found.ok) return found;
    kept.set(key, found.value, deadline.now());
    return createConsoleReply({ ...found.value, cached: false }, call);
  },
});
