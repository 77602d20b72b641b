import type { Outcome } from '../../core/feedback';
import { getOwn } from '../../core/record';
import { parseTime } from '../../core/time';

/** A user, and the kind of factor: `00u…/sms`, `00u…/call`. */
export type FactorReference = `${string}/${'sms' | 'call'}`;

/** https://developer.okta.com/docs/reference/api/event-types/ */
const EVENT_TYPES = ['user.authentication.auth_via_mfa', 'user.mfa.factor.activate'];

/** It becomes a part of a path of the Factors API. */
const USER_ID = /^[A-Za-z0-9]{10,40}$/;

/**
 * One event of an Okta event hook. A user proved a code where a second factor of SMS or voice was checked, or was
 * activated, with `SUCCESS`. No event names the number.
 *
 * The kind of factor stands in `debugContext.debugData.factor`, or within `outcome.reason`:
 * https://github.com/twilio-samples/okta-byot-inline-hooks
 * Identity Engine names the method at the enrollment among the targets, as `detailEntry.methodTypeUsed`; how it words
 * SMS and voice there is INFERRED.
 */
export function parseEvent(event: unknown): Outcome<FactorReference> {
  const type = getOwn(event, 'eventType');
  const outcome = getOwn(event, 'outcome');
  const channel = readChannel(event);
  if (!EVENT_TYPES.includes(String(type)) || getOwn(outcome, 'result') !== 'SUCCESS' || channel === undefined)
    return { kind: 'irrelevant' };
  const user = readUser(event);
  if (user === undefined) return { kind: 'unmappable' };
  const uuid = getOwn(event, 'uuid');
  return {
    kind: 'success',
    reference: `${user}/${channel}`,
    at: parseTime(getOwn(event, 'published')),
    eventId: typeof uuid === 'string' ? uuid : undefined,
  };
}

function readChannel(event: unknown): 'sms' | 'call' | undefined {
  const factor = getOwn(getOwn(getOwn(event, 'debugContext'), 'debugData'), 'factor');
  const reason = getOwn(getOwn(event, 'outcome'), 'reason');
  const method = getOwn(
    getOwn(findTarget(event, 'AuthenticatorEnrollment'), 'detailEntry'),
    'methodTypeUsed',
  );
  for (const text of [factor, reason]) {
    const [, name] = (typeof text === 'string' && /([A-Z]+(?:_[A-Z]+)*)_FACTOR\b/.exec(text)) || [];
    // Another factor is not ours, whatever the rest of the event says.
    if (name !== undefined) return name === 'SMS' ? 'sms' : name === 'CALL' ? 'call' : undefined;
  }
  if (typeof method !== 'string') return undefined;
  return /\bsms\b/i.test(method) ? 'sms' : /\b(voice|call)\b/i.test(method) ? 'call' : undefined;
}

function findTarget(event: unknown, type: string): unknown {
  const targets = getOwn(event, 'target');
  return Array.isArray(targets) ? targets.find((one) => getOwn(one, 'type') === type) : undefined;
}

/** Who proved the code; where an administrator activated the factor, its owner. */
function readUser(event: unknown): string | undefined {
  const id = getOwn(findTarget(event, 'User'), 'id') ?? getOwn(getOwn(event, 'actor'), 'id');
  return typeof id === 'string' && USER_ID.test(id) ? id : undefined;
}
