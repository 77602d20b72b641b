import { findRange, readRanges, type NumberRanges } from './number-ranges';
import { NON_GEOGRAPHIC_RANGES } from './non-geographic-ranges';

/**
 * What a number is that nobody signs in with, and that may be dear to send to. `global` is a number of a calling code
 * that ITU-T assigned to no country: satellite phones, global networks, international freephone and premium rate.
 */
export const NON_GEOGRAPHIC_KINDS = [
  'premium_rate',
  'shared_cost',
  'personal',
  'voicemail',
  'toll_free',
  'global',
] as const;

export type NonGeographicKind = (typeof NON_GEOGRAPHIC_KINDS)[number];

let ranges: NumberRanges | undefined;

/**
 * The table leaves a number out rather than refuse a user: a prefix is in it only if, by libphonenumber's metadata, no
 * number that begins with it can be a mobile, a fixed line, VoIP, a pager or a company's number (UAN: Swiss +41 58 and
 * Swedish +46 10 are the lines on people's desks). So undefined says nothing about a number. Where one prefix has several
 * kinds, you get the most costly. The personal numbers of +1 (+1 5XX) are left out on purpose: Twilio's test numbers, such
 * as +15005550006, are there. https://www.twilio.com/docs/iam/test-credentials
 *
 * @param number E.164: `+` and digits
 */
export function findNonGeographicKind(number: string): NonGeographicKind | undefined {
  // Read on first use: most functions load this file and never ask.
  ranges ??= readRanges(NON_GEOGRAPHIC_RANGES);
  const label = findRange(number, ranges);
  return NON_GEOGRAPHIC_KINDS.find((kind) => kind === label);
}
