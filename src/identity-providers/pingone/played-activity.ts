import type { Outcome } from '../../core/feedback';
import type { PhoneNumber } from '../../core/phone-number';
import { getOwn } from '../../core/record';
import { parseActivity } from './activity';

/** Stands for the environment where an activity names none. */
const ANY_ENVIRONMENT = '00000000-0000-0000-0000-000000000000';

/**
 * An activity that the test page plays for a number. It is read as a real one, but it names nobody's device: the
 * environment of its user is taken for the bridge's own, and nobody is asked whose number it is.
 */
export function parsePlayedActivity(to: PhoneNumber): (activity: unknown) => Outcome<PhoneNumber> {
  return (activity) => {
    const environment = getOwn(getOwn(getOwn(getOwn(activity, 'actors'), 'user'), 'environment'), 'id');
    const outcome = parseActivity(activity, typeof environment === 'string' ? environment : ANY_ENVIRONMENT);
    return outcome.kind === 'success' ? { ...outcome, subject: to } : outcome;
  };
}
