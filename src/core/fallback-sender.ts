import { isCountry } from './country';
import { findNonGeographicKind } from './non-geographic';
import type { PhoneNumber } from './phone-number';

/** A number of the owner's account, outside Verify. */
export interface FallbackSender {
  /** E.164, or the digits of a short code. */
  from: string;
  isShortCode: boolean;
  /** ISO 3166-1 alpha-2; undefined for all. */
  countries: readonly string[] | undefined;
}

const MAX_SENDERS = 10;

/**
 * Reads `+18885550100@US+CA,12345@US,+14155550100`, limited to countries as PingOne limits its senders: a toll-free
 * number without a list serves the United States alone, and a short code one country, which must be named.
 * https://developer.pingidentity.com/pingone-api/platform/notifications/phone-delivery-settings.html
 * @returns the senders, or a problem as a phrase that follows the variable's name
 */
export function parseFallbackSenders(text: string): FallbackSender[] | { problem: string } {
  const senders: FallbackSender[] = [];
  for (const item of text.split(',').map((one) => one.trim())) {
    const [, from = '', list] =
      /^(\+[1-9][0-9]{6,14}|[0-9]{3,8})(?:@([A-Z]{2}(?:\+[A-Z]{2})*))?$/.exec(item) ?? [];
    if (from === '') return { problem: 'must be senders such as +18885550100@US+CA,12345@US,+14155550100' };
    if (senders.some((sender) => sender.from === from)) return { problem: 'has a sender twice' };
    const isShortCode = !from.startsWith('+');
    const isTollFree = !isShortCode && findNonGeographicKind(from) === 'toll_free';
    const named = list?.split('+');
    if (named?.every(isCountry) === false)
      return { problem: 'has a country that is no ISO 3166-1 code, such as UK for GB' };
    if (isShortCode && named?.length !== 1)
      return { problem: 'has a short code that does not name its one country, such as 12345@US' };
    senders.push({ from, isShortCode, countries: named ?? (isTollFree ? ['US'] : undefined) });
  }
  return senders.length > MAX_SENDERS ? { problem: `has more than ${MAX_SENDERS} senders` } : senders;
}

/**
 * The senders that may send to a number, those that name its country first. A short code cannot call.
 * @param country of the number, ISO 3166-1 alpha-2; undefined if it has none
 */
export function findSenders(
  senders: readonly FallbackSender[],
  country: string | undefined,
  channel: 'sms' | 'call',
): FallbackSender[] {
  const serving = senders.filter(
    ({ isShortCode, countries }) =>
      (countries === undefined || (country !== undefined && countries.includes(country))) &&
      !(isShortCode && channel === 'call'),
  );
  return serving.sort(
    (one, other) => Number(one.countries === undefined) - Number(other.countries === undefined),
  );
}

/** What a sender sends. */
export interface FallbackMessage {
  from: string;
  to: PhoneNumber;
  channel: 'sms' | 'call';
  /** The text of the message, or what the call says. */
  text: string;
  /** Of the voice that says it, as Twilio's `<Say>` names it. */
  language: string;
  /** Keys to press once the call is answered. */
  sendDigits?: string;
}
