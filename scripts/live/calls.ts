import type { EchoedCall } from './echo-route';

/** Bodies that differ in their form, the newest. */
const MAX_BODIES = 3;

/** `application/json, keys of the headers: …`: what all calls of a window have in common, as sentences. */
export function describeCalls(calls: readonly EchoedCall[]): string[] {
  const types = list(calls.map(({ echo }) => echo.content_type ?? 'none'));
  const agents = list(calls.map(({ echo }) => echo.user_agent ?? 'none'));
  const [last] = calls.slice(-1);
  const bodies = [...new Set(calls.map(({ echo }) => JSON.stringify(echo.body)))].slice(-MAX_BODIES);
  const shown = bodies.map((body) => `A body, masked: \`${body}\`.`);
  const headers = last?.echo.headers ?? [];
  return [
    `Calls: ${calls.length}. Content type: ${types}. User agent: ${agents}.`,
    `Headers: ${headers.join(', ') || 'hidden by a key named request'}.`,
    ...describeBatches(calls),
    ...shown,
    ...findSpecialities(JSON.stringify(calls.map(({ echo }) => echo.body))),
  ];
}

function describeBatches(calls: readonly EchoedCall[]): string[] {
  const sizes = calls.flatMap(({ echo }) => echo.events ?? []);
  if (sizes.length === 0) return [];
  const kinds = list(calls.map(({ echo }) => (echo.kind === 'indexed' ? 'a JSON array' : 'an object')));
  const most = `at most ${Math.max(...sizes)} events and ${Math.max(...calls.map(({ echo }) => echo.bytes))} bytes`;
  return [
    `Each batch is ${kinds}. Batches: ${sizes.join(', ')} events; ${most}.`,
    `Seconds between batches: ${listIntervals(calls)}.`,
  ];
}

/**
 * Calls with one digest are one call and its retries.
 * @param answer how they were answered: `503`, `200 after 8.5 s`
 */
export function describeRetries(calls: readonly EchoedCall[], answer: string): string[] {
  const groups = new Map<string, EchoedCall[]>();
  for (const call of calls) groups.set(call.echo.digest, [...(groups.get(call.echo.digest) ?? []), call]);
  return [...groups.values()].map((group) =>
    group.length === 1
      ? `Answered with ${answer}: one call, and no retry in the time that was waited.`
      : `Answered with ${answer}: the same body came again after ${listIntervals(group)} s.`,
  );
}

const listIntervals = (calls: readonly EchoedCall[]): string =>
  calls
    .slice(1)
    .map(({ at }, index) => ((at - (calls[index]?.at ?? at)) / 1000).toFixed(1))
    .join(', ') || 'one call alone';

const list = (values: readonly string[]): string => [...new Set(values)].join(', ');

/** What tells how the values were put into a body, and survives the mask. */
const SPECIALITIES: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/"[Tt]o":" 0/, 'The plus sign of a number arrives as a blank: the form is not percent-encoded.'],
  [/%[0Aa]{2}/, 'A value still has percent escapes: it is encoded twice.'],
  [/&[a]{2,4};/, 'A value has HTML entities.'],
  [/\$\{/, 'A variable is not replaced.'],
  [/<[sS]ay|<pause1sec>|<repeatMessage/, 'A value has the tags of a voice message.'],
];

const findSpecialities = (text: string): string[] =>
  SPECIALITIES.filter(([pattern]) => pattern.test(text)).map(([, sentence]) => sentence);
