import type { Outcome } from '../../core/feedback';
import type { Channel } from '../../core/otp-request';
import { getOwn } from '../../core/record';
import { parseTime } from '../../core/time';

/** A user, and the kind of factor: `00u…/sms`, `00u…/call`. */
export type FactorReference = `${string}/${Channel}`;

/** https://developer.okta.com/docs/reference/api/event-types/ */
const EVENT_TYPES = ['user.authentication.auth_via_mfa', 'user.mfa.factor.activate'];

const CHANNELS: Readonly<Record<string, Channel>> = {
  SMS: 'sms',
  CALL: 'call',
  VOICE: 'call',
};

/** It becomes a part of a path of the Factors API. */
const USER_ID = /^[\w-]{1,64}$/;

/**
 * One event of an Okta event hook. A user proved a code where a second factor of SMS or voice was checked, or was
 * activated, with `SUCCESS`. No event names the number.
 *
 * The kind of factor stands in `debugContext.debugData.factor` or `factorType`, or within `outcome.reason`: `SMS_FACTOR` and
 * `CALL_FACTOR` in Twilio's sample, `sms` and `call` in Okta's own articles. Identity Engine also names the method at the
 * enrollment among the targets, as `detailEntry.methodTypeUsed`; how it words voice there is INFERRED.
 * https://github.com/twilio-samples/okta-byot-inline-hooks
 */
export function parseEvent(event: unknown): Outcome<FactorReference> {
  const type = getOwn(event, 'eventType');
  const outcome = getOwn(event, 'outcome');
  const channel = readChannel(event);
  const isProof = EVENT_TYPES.some((one) => one === type) && getOwn(outcome, 'result') === 'SUCCESS';
  if (!isProof || channel === undefined) return { kind: 'irrelevant' };
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

function readChannel(event: unknown): Channel | undefined {
  const debug = getOwn(getOwn(event, 'debugContext'), 'debugData');
  const reason = getOwn(getOwn(event, 'outcome'), 'reason');
  const method = getOwn(
    getOwn(findTarget(event, 'AuthenticatorEnrollment'), 'detailEntry'),
    'methodTypeUsed',
  );
  const names = [
    ...matchText(getOwn(debug, 'factor'), /^(\w+?)(?:_FACTOR)?$/),
    ...matchText(getOwn(debug, 'factorType'), /^(\w+?)(?:_FACTOR)?$/),
    ...matchText(reason, /\b(\w+?)_FACTOR\b/),
    ...matchText(method, /\b(sms|voice|call)\b/i),
  ];
  // The first that is there decides: another factor is not ours, whatever the rest of the event says.
  return getOwn(CHANNELS, names[0]?.toUpperCase() ?? '') as Channel | undefined;
}

function matchText(text: unknown, pattern: RegExp): string[] {
  const [, found] = (typeof text === 'string' && pattern.exec(text)) || [];
  return found === undefined ? [] : [found];
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
