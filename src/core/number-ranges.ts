/** Digits with which E.164 numbers begin, without `+`, and what such a number is: `{ '44' => 'GB', '441481' => 'GG' }`. */
export type NumberRanges = ReadonlyMap<string, string>;

/**
 * @param table words separated by white space: a label, then its prefixes, then the next label and its prefixes:
 * `GB 44 GG 441481`
 */
export function readRanges(table: string): NumberRanges {
  const ranges = new Map<string, string>();
  let label = '';
  for (const word of table.trim().split(/\s+/)) {
    if (/^[0-9]/.test(word)) ranges.set(word, label);
    else label = word;
  }
  return ranges;
}

/**
 * The label of the longest prefix of the number that is in the table.
 *
 * @param number E.164: `+` and digits. Anything else has no label.
 */
export function findRange(number: string, ranges: NumberRanges): string | undefined {
  if (!/^\+[1-9][0-9]{0,14}$/.test(number)) return undefined;
  for (let end = number.length; end > 1; end--) {
    const label = ranges.get(number.slice(1, end));
    if (label !== undefined) return label;
  }
  return undefined;
}
