import { COUNTRY_RANGES } from './country-ranges';
import { findRange, readRanges, type NumberRanges } from './number-ranges';

let ranges: NumberRanges | undefined;

/**
 * The country of a number as ISO 3166-1 alpha-2: `US`. Where countries share a calling code, the digits that follow
 * decide, as far as they tell the countries apart. Mobiles of Guadeloupe, Saint-Martin and Saint-Barthélemy, for example,
 * are all `GP`: the main country of the code.
 *
 * Undefined are the calling codes of no country, and what in +1 has no country's area code: toll-free +1 800, +1 900,
 * +1 5XX. `XK` (Kosovo), `AC` and `TA` are codes of libphonenumber: ISO only reserves them, or leaves them to users.
 *
 * @param number E.164: `+` and digits; it need not be assigned
 */
export function findCountry(number: string): string | undefined {
  // Read on first use: most functions load this file and never ask.
  ranges ??= readRanges(COUNTRY_RANGES);
  return findRange(number, ranges);
}

/** Whether a country has numbers in the table. @param isoCode ISO 3166-1 alpha-2 */
export function isCountry(isoCode: string): boolean {
  ranges ??= readRanges(COUNTRY_RANGES);
  return [...ranges.values()].includes(isoCode);
}
