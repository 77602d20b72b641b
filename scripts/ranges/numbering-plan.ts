import metadata from 'libphonenumber-js/metadata.max.json';
import { DFA, JS, NFA, type ReadonlyDFA } from 'refa';

/** libphonenumber's types of numbers, in the order in which libphonenumber-js keeps their patterns. */
const TYPES = [
  'fixed_line',
  'mobile',
  'toll_free',
  'premium_rate',
  'personal',
  'voicemail',
  'uan',
  'pager',
  'voip',
  'shared_cost',
] as const;

export type NumberType = (typeof TYPES)[number];

/** Where a country's array has them: https://gitlab.com/catamphetamine/libphonenumber-js/-/blob/master/METADATA.md */
const LEADING_DIGITS = 10;
const PATTERNS = 11;

type State = ReadonlyDFA['initial'];

/** Numbers of one country and type: what may follow the digits walked so far, as the state of an automaton. */
export interface NumberRange {
  country: string;
  /** `any`: all that begins with digits which no other country of the calling code has. */
  type: NumberType | 'any';
  state: State;
}

export interface NumberingPlan {
  /** `44` */
  callingCode: string;
  /** ISO 3166-1 alpha-2. The first is the main one. */
  countries: readonly [string, ...string[]];
  ranges: NumberRange[];
}

/** The calling codes of no country: `800`, `881`. */
export const GLOBAL_PLANS = Object.keys(metadata.nonGeographic);

/** One for each calling code of countries. */
export function readNumberingPlans(): NumberingPlan[] {
  const codes = metadata.country_calling_codes as unknown as Record<string, [string, ...string[]]>;
  return Object.entries(codes).map(([callingCode, countries]) => ({
    callingCode,
    countries,
    ranges: countries.flatMap(readRanges),
  }));
}

function readRanges(country: string): NumberRange[] {
  const fields = (metadata.countries as unknown as Record<string, unknown[]>)[country] ?? [];
  const patterns = (fields[PATTERNS] || []) as ([string] | 0)[];
  const ranges = TYPES.flatMap((type, at): NumberRange[] => {
    const pattern = patterns[at];
    // Where mobiles are told from fixed lines by nothing, theirs is empty.
    return pattern && pattern[0] ? [{ country, type, state: readPattern(pattern[0]) }] : [];
  });
  const leadingDigits = fields[LEADING_DIGITS];
  if (typeof leadingDigits !== 'string') return ranges;
  return [...ranges, { country, type: 'any', state: readPattern(`(?:${leadingDigits})\\d*`) }];
}

/** From each state of such an automaton an end can be reached: digits that can be walked begin a whole number. */
function readPattern(source: string): State {
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source, flags: '' }).parse();
  const automaton = DFA.fromFA(NFA.fromRegex(expression, { maxCharacter }));
  automaton.minimize();
  return automaton.initial;
}

/** Those ranges that go on with the digit. */
export function walk(ranges: NumberRange[], digit: string): NumberRange[] {
  return ranges.flatMap((range) => {
    const state = range.state.out.get(digit.charCodeAt(0));
    return state ? [{ ...range, state }] : [];
  });
}

export const DIGITS = [...'0123456789'];
