import type { Outcome } from '../../core/feedback';
import { getOwn } from '../../core/record';
import { parseTime } from '../../core/time';

/** What the API is asked for: the user, or the session whose user it is. */
export type UserReference = `${'users' | 'sessions'}/${string}`;

/** The event types that prove a code, and what their aggregate is. */
const AGGREGATES: Readonly<Record<string, 'users' | 'sessions'>> = {
  'user.human.phone.verified': 'users',
  'user.human.mfa.otp.sms.check.succeeded': 'users',
  'session.otp.sms.checked': 'sessions',
};

/**
 * An event that an execution of ZITADEL's Actions posts. It names a user or a session, and no number.
 * https://zitadel.com/docs/guides/integrate/actions/testing-event
 */
export function parseEvent(event: unknown): Outcome<UserReference> {
  const type = getOwn(event, 'event_type');
  const aggregate = typeof type === 'string' ? getOwn(AGGREGATES, type) : undefined;
  if (aggregate === undefined) return { kind: 'irrelevant' };
  const [id, sequence] = [getOwn(event, 'aggregateID'), getOwn(event, 'sequence')];
  // It becomes a part of a path.
  if (typeof id !== 'string' || !/^[\w-]{1,64}$/.test(id)) return { kind: 'unmappable' };
  return {
    kind: 'success',
    reference: `${aggregate as 'users' | 'sessions'}/${id}`,
    at: parseTime(getOwn(event, 'created_at')),
    eventId: typeof sequence === 'number' ? `${id}/${sequence}` : undefined,
  };
}
