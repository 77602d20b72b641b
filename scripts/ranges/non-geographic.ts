import type { NonGeographicKind } from '../../src/core/non-geographic';
import { DIGITS, GLOBAL_PLANS, walk, type NumberingPlan, type NumberRange } from './numbering-plan';

/** Where numbers of several kinds begin alike, the first one names them: it costs the caller most. */
const KINDS = ['premium_rate', 'shared_cost', 'personal', 'voicemail', 'toll_free'] as const;

type Kind = (typeof KINDS)[number];

/** +991 was a trial of ITU-T's, and has no numbers: no metadata has it. https://www.itu.int/pub/T-SP-E.164D */
export const GLOBAL_CODES = [...GLOBAL_PLANS, '991'];

/** National digits: a user's numbers are told from others to this depth. Beyond it, they differ by length alone. */
const DEPTH = 6;
/** National digits: to this depth kinds are told from each other, where no user's number can be. */
const KIND_DEPTH = 4;
/** A prefix stands for its ten longer ones if that many of them are of its kind. More are left for new numbers. */
const ENOUGH = 5;

export type Prefix = [digits: string, kind: NonGeographicKind];

/** Prefixes of the numbers that are of a kind, and of no other type. All are full: `33` and national digits. */
export function findPrefixes({ callingCode, ranges }: NumberingPlan): Prefix[] {
  const numbers = ranges.filter(({ type }) => type !== 'any');
  // Twilio's test numbers are +1 500 555 XXXX.
  const counted = callingCode === '1' ? numbers.filter(({ type }) => type !== 'personal') : numbers;
  return search('', counted).map(([digits, kind]) => [callingCode + digits, kind]);
}

function search(digits: string, ranges: NumberRange[]): [string, Kind][] {
  const kind = KINDS.find((each) => ranges.some(({ type }) => type === each));
  if (kind === undefined) return [];
  const isUsers = ranges.some(({ type }) => !KINDS.some((each) => each === type));
  if (digits.length >= (isUsers ? DEPTH : KIND_DEPTH)) return isUsers ? [] : [[digits, kind]];
  const longer = DIGITS.flatMap((digit) => search(digits + digit, walk(ranges, digit)));
  if (isUsers) return longer;
  const next = longer.filter(([each]) => each.length === digits.length + 1);
  const isOneKind = longer.every(([, each]) => each === kind);
  return longer.length === 0 || (isOneKind && next.length >= ENOUGH) ? [[digits, kind]] : longer;
}
