import { attemptsPort } from '../../apis/twilio/attempts';
import { configuration, consolePassword, twilio } from '../../config';
import { conversion, type Conversion } from '../../core/conversion';
import { KeptAnswers } from '../../core/kept-answers';
import { shown } from '../../http/console-reply';
import { endpoint } from '../../http/endpoint';
import { fields, wholeNumber } from '../../http/fields';

const kept = new KeptAnswers<Conversion>(60_000);

/** POST /console/conversion: how many codes of the last days were approved. */
export const handler = endpoint('console/conversion', {
  configuration: (env) => configuration(env, consolePassword),
  credentials: (token) => ({ scheme: 'bearer', token }),
  async answer(call) {
    const asked = fields(call.body, { days: wholeNumber(1, 30) });
    if (!asked.ok) return asked;
    const settings = configuration(call.context, twilio);
    if (!settings.ok) return settings;
    const { deadline } = call;
    const { days } = asked.value;
    const key = JSON.stringify([settings.value, days]);
    const known = kept.find(key, deadline.now());
    if (known !== undefined) return shown({ ...known, cached: true }, call);
    const port = attemptsPort(call.context, settings.value, deadline);
    const found = await conversion(port, days, deadline.now());
    if (!found.ok) return found;
    kept.keep(key, found.value, deadline.now());
    return shown({ ...found.value, cached: false }, call);
  },
});
