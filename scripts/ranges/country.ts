import { DIGITS, walk, type NumberingPlan, type NumberRange } from './numbering-plan';

/** National digits: by then countries are told apart, or never. */
const DEPTH = 6;
/** +1 has countries by area code, and numbers of no country: https://www.nanpa.com */
const AREA_CODE = 3;
const OF_A_PLACE = ['fixed_line', 'mobile', 'voip', 'pager'];

export type Prefix = [digits: string, country: string];

/** Full prefixes: `44`, and the longer ones of the countries that share it. The longest one that matches decides. */
export function findPrefixes({ callingCode, countries, ranges }: NumberingPlan): Prefix[] {
  const [main, ...others] = countries;
  if (callingCode === '1') {
    const ofPlaces = ranges.filter(({ type }) => OF_A_PLACE.includes(type));
    return searchAreaCodes('1', ofPlaces, countries);
  }
  const longer = others.length === 0 ? [] : search(callingCode, ranges, countries, DEPTH);
  return [[callingCode, main], ...longer];
}

function searchAreaCodes(digits: string, ranges: NumberRange[], countries: readonly string[]): Prefix[] {
  const first = countries.find((each) => ranges.some(({ country }) => country === each));
  if (first === undefined) return [];
  if (digits.length === 1 + AREA_CODE) return [[digits, first]];
  return DIGITS.flatMap((digit) => searchAreaCodes(digits + digit, walk(ranges, digit), countries));
}

/** Where numbers of the main country begin alike, the others' are not told from them. */
function search(
  digits: string,
  ranges: NumberRange[],
  countries: readonly string[],
  depth: number,
): Prefix[] {
  const found = countries.filter((each) => ranges.some(({ country }) => country === each));
  const [first] = found;
  const hasMain = first === countries[0];
  if (first === undefined || (hasMain && (found.length === 1 || depth === 0))) return [];
  if (found.length === 1 || depth === 0) return [[digits, first]];
  const longer = DIGITS.flatMap((digit) => search(digits + digit, walk(ranges, digit), countries, depth - 1));
  const next = longer.filter(([each, country]) => each.length === digits.length + 1 && country === first);
  return next.length === DIGITS.length ? [[digits, first]] : longer;
}
