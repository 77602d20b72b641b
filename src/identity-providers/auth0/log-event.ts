import type { Outcome } from '../../core/feedback';
import { parsePhoneNumber, type PhoneNumber } from '../../core/phone-number';
import { parseTime } from '../../core/time';
import { isRecord, getOwn } from '../../core/record';

/**
 * One record of Auth0's log stream, `{log_id, data: {…}}` or the data alone.
 *
 * A user proved a code where `gd_auth_succeed` or `gd_enrollment_complete` names an SMS or voice authenticator, and
 * where `s` is a passwordless login by SMS, whose user name is the number. Auth0 writes numbers as `+1 4155554321`.
 * https://auth0.com/docs/deploy-monitor/logs/log-event-type-codes
 * https://github.com/auth0/auth0-log-schemas
 */
export function parseLogEvent(record: unknown): Outcome<PhoneNumber> {
  const data = getOwn(record, 'data') ?? record;
  const outcome = parseData(data);
  if (outcome.kind !== 'success') return outcome;
  const logId = getOwn(record, 'log_id') ?? getOwn(data, 'log_id');
  return { ...outcome, eventId: typeof logId === 'string' ? logId : undefined };
}

function parseData(data: unknown): Outcome<PhoneNumber> {
  switch (getOwn(data, 'type')) {
    case 'gd_auth_succeed':
    case 'gd_enrollment_complete':
      return parseSecondFactor(data);
    case 's':
      return parsePasswordless(data);
    default:
      return { kind: 'irrelevant' };
  }
}

function parseSecondFactor(data: unknown): Outcome<PhoneNumber> {
  const details = getOwn(data, 'details');
  const authenticator = getOwn(details, 'authenticator');
  const factors = readFactors(authenticator, getOwn(data, 'description'));
  const isPhone = factors.some((factor) => /^(sms|voice|phone)/.test(factor));
  if (factors.length > 0 && !isPhone) return { kind: 'irrelevant' };
  const phones = [
    getOwn(authenticator, 'phone_number'),
    getOwn(getOwn(details, 'enrollment'), 'phone_number'),
  ].filter(isGiven);
  // An SMS or voice factor without a number: the tenant's settings hide it, or it was left out.
  return isPhone || phones.length > 0 ? createSuccess(phones, data) : { kind: 'irrelevant' };
}

/** `authenticator.type` and the start of its id, `sms|dev_…`; without both, the end of the description, `… (sms)`. */
function readFactors(authenticator: unknown, description: unknown): string[] {
  const type = match(getOwn(authenticator, 'type'), /^([\w-]+)$/);
  const id = match(getOwn(authenticator, 'id'), /^([\w-]+)\|/);
  return type.length + id.length > 0 ? [...type, ...id] : match(description, /\(([\w-]+)\)$/);
}

function match(text: unknown, pattern: RegExp): string[] {
  const found = typeof text === 'string' ? pattern.exec(text)?.[1] : undefined;
  return found === undefined ? [] : [found.toLowerCase()];
}

function parsePasswordless(data: unknown): Outcome<PhoneNumber> {
  const strategy = getOwn(data, 'strategy') || undefined;
  const userId = getOwn(data, 'user_id');
  // The connection may have any name; the start of the user's id is the strategy.
  const isSms =
    strategy === 'sms' ||
    (strategy === undefined &&
      (getOwn(data, 'connection') === 'sms' || (typeof userId === 'string' && userId.startsWith('sms|'))));
  if (!isSms) return { kind: 'irrelevant' };
  return createSuccess([getOwn(data, 'user_name')], data);
}

/** The first valid number. Without its plus it may be a national number, or a part of a hash. */
function createSuccess(phones: unknown[], data: unknown): Outcome<PhoneNumber> {
  for (const phone of phones) {
    const number =
      typeof phone === 'string' && phone.trim().startsWith('+') ? parsePhoneNumber(phone) : undefined;
    if (number !== undefined && !('problem' in number)) {
      const at = parseTime(getOwn(data, 'date'));
      return { kind: 'success', reference: number.to, at, eventId: undefined };
    }
  }
  return { kind: 'unmappable' };
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && !isRecord(value);
}
