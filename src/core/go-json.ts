const MAX_DEPTH = 64;

/**
 * Renders a parsed JSON value as Go's `encoding/json` renders it: byte for byte, wherever JSON.parse keeps what was
 * written. That is needed to check a signature, because a Twilio Function sees the parsed body alone.
 *
 * - `<`, `>`, `&`, U+2028 and U+2029 are escaped, and U+007F is not (https://pkg.go.dev/encoding/json#Marshal).
 * - Struct fields keep their order in JavaScript, too. A key that is a whole number moves to the front, but no struct
 *   has one, and Go sorts the keys of a map by their bytes: so an object with such a key is a map, and is sorted.
 * - JavaScript renders a float64 as Go does, but for -0.
 *
 * What JSON.parse loses is rendered otherwise, and so its signature is refused: a key that came twice, a lone surrogate,
 * an integer beyond 2^53. Go writes the first two for no value.
 *
 * @returns the text; "" for what is nested deeper than a provider nests, so that nobody can exhaust the stack
 */
export function renderGoJson(value: unknown, depth = 0): string {
  if (depth > MAX_DEPTH) return '';
  if (typeof value === 'string') return renderString(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map((inner) => renderGoJson(inner, depth + 1)).join(',')}]`;
  const fields = sortIfMap(Object.entries(value)).map(
    ([key, inner]) => `${renderString(key)}:${renderGoJson(inner, depth + 1)}`,
  );
  return `{${fields.join(',')}}`;
}

function sortIfMap(entries: [string, unknown][]): [string, unknown][] {
  const isMap = entries.some(([key]) => /^(0|[1-9]\d*)$/.test(key));
  return isMap
    ? entries.sort(([one], [other]) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
    : entries;
}

function renderString(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
