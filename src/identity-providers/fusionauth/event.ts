import type { Outcome } from '../../core/feedback';
import { parsePhoneNumber, type PhoneNumber } from '../../core/phone-number';
import { createFieldProblem } from '../../core/problem';
import { getOwn, isRecord, type Fields } from '../../core/record';
import { ok, refuse, type Result } from '../../core/result';

/** A webhook has one event. @returns it, or `invalid_request` */
export function readEvents(body: Fields): Result<unknown[]> {
  const event = getOwn(body, 'event');
  if (isRecord(event)) return ok([event]);
  return refuse(createFieldProblem('invalid_request', [{ field: 'event', problem: 'must be an object' }]));
}

/**
 * A user proved a code where a phone identity was verified, and where a two-factor method of SMS was added. Other events
 * name no number, or do not say that a code was the proof: `user.login.success` has neither.
 * https://fusionauth.io/docs/extend/events-and-webhooks/events/user-identity-verified
 * https://fusionauth.io/docs/extend/events-and-webhooks/events/user-two-factor-method-add
 */
export function parseEvent(event: unknown): Outcome<PhoneNumber> {
  const phone = readPhone(event);
  if (phone === undefined) return { kind: 'irrelevant' };
  const number = typeof phone === 'string' ? parsePhoneNumber(phone) : { problem: 'is missing' };
  if ('problem' in number) return { kind: 'unmappable' };
  const [at, id] = [getOwn(event, 'createInstant'), getOwn(event, 'id')];
  return {
    kind: 'success',
    reference: number.to,
    at: typeof at === 'number' && Number.isFinite(at) ? at : undefined,
    eventId: typeof id === 'string' ? id : undefined,
  };
}

/** Undefined if the event proves no code; null if it proves one and has no number. */
function readPhone(event: unknown): unknown {
  const method = getOwn(event, 'method');
  switch (getOwn(event, 'type')) {
    case 'user.identity.verified':
      return getOwn(event, 'loginIdType') === 'phoneNumber' ? (getOwn(event, 'loginId') ?? null) : undefined;
    case 'user.two-factor.method.add':
      return getOwn(method, 'method') === 'sms' ? (getOwn(method, 'mobilePhone') ?? null) : undefined;
    default:
      return undefined;
  }
}
