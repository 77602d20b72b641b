import { getOwn, type Fields } from '../core/record';
import { maskKey, maskText, maskValue } from './mask';

/** The form of a body, without its content. */
export interface Shape {
  /**
   * `indexed`: the keys are "0", "1", …, as those of a JSON array. `empty`: there is no key at all, as where the runtime
   * does not read the content type.
   */
  kind: 'empty' | 'object' | 'indexed';
  /** Of a batch: a JSON array, or a list under one of the providers' keys. */
  events?: number;
  /** Of the body in JSON, as the function sees it. */
  bytes: number;
  /** The masked body; of a JSON array a list with one of its items. */
  body: unknown;
}

/** What is shown of a value. Each step shows less, until all of it fits. */
interface Detail {
  depth: number;
  items: number;
  text: number;
}

const STEPS: readonly Detail[] = [
  { depth: 8, items: 4, text: 200 },
  { depth: 8, items: 4, text: 60 },
  { depth: 8, items: 4, text: 30 },
  { depth: 6, items: 3, text: 40 },
  { depth: 5, items: 2, text: 30 },
  { depth: 3, items: 1, text: 30 },
  { depth: 2, items: 1, text: 20 },
];
const MAX_KEYS = 40;
/** An activity of PingOne has a dozen. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The whole line stays below 2 kB. Twilio keeps 3 KB of a call: https://www.twilio.com/docs/serverless/api/resource/logs */
const MAX_BYTES = 1_250;

/** @param body what the runtime has made of the body */
export function describeShape(body: Fields): Shape {
  const keys = Object.keys(body);
  const isIndexed = keys.length > 0 && keys.every((key, index) => key === String(index));
  const events = isIndexed ? keys.length : countEvents(body);
  return {
    kind: keys.length === 0 ? 'empty' : isIndexed ? 'indexed' : 'object',
    ...(events !== undefined && { events }),
    bytes: Buffer.byteLength(JSON.stringify(body)),
    body: fit(isIndexed ? [chooseExample(Object.values(body))] : body),
  };
}

/** Auth0's, PingOne's, Okta's and our own lists of events. */
const LISTS = [['logs'], ['_embedded', 'activities'], ['data', 'events'], ['events']] as const;

function countEvents(body: Fields): number | undefined {
  for (const path of LISTS) {
    const found = path.reduce<unknown>(getOwn, body);
    if (Array.isArray(found)) return found.length;
  }
  return undefined;
}

/** An event that counts as a success, by its type at Auth0 or PingOne, says more than another: it is what is parsed. */
const SUCCESS = /^(gd_auth_succeed|gd_enrollment_complete|OTP\.CHECK_SUCCESS|DEVICE\.ACTIVATED)$/;

function chooseExample(events: readonly unknown[]): unknown {
  const isSuccess = (event: unknown) =>
    ['data', 'action'].some((name) => SUCCESS.test(String(getOwn(getOwn(event, name), 'type'))));
  return events.find(isSuccess) ?? events[0];
}

function fit(value: unknown): unknown {
  for (const detail of STEPS) {
    const shape = describe('', value, detail);
    if (Buffer.byteLength(JSON.stringify(shape)) <= MAX_BYTES) return shape;
  }
  return describe('', value, { depth: 0, items: 0, text: 0 });
}

/**
 * A text stays a text. What is no text, and what does not fit, begins with `#`, which is followed by a word with other letters
 * than a and A, so that no masked text looks like it.
 */
function describe(key: string, value: unknown, detail: Detail): unknown {
  if (typeof value === 'string') {
    if (UUID.test(value)) return '#uuid';
    return value.length > detail.text ? `#string ${value.length}` : maskValue(key, value);
  }
  if (typeof value === 'number') return `#number ${maskText(String(value))}`;
  if (typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) {
    if (detail.depth === 0) return `#array ${value.length}`;
    const shown = value.slice(0, detail.items).map((one) => describe(key, one, deeper(detail)));
    return value.length > shown.length ? [...shown, `#more ${value.length - shown.length}`] : shown;
  }
  if (typeof value !== 'object') return '#unknown';
  const entries = Object.entries(value);
  if (detail.depth === 0) return `#object ${entries.length}`;
  const shown = new Map<string, unknown>();
  for (const [name, one] of entries.slice(0, MAX_KEYS))
    shown.set(findFree(shown, maskKey(name)), describe(name, one, deeper(detail)));
  if (entries.length > MAX_KEYS) shown.set('#more', entries.length - MAX_KEYS);
  return Object.fromEntries(shown);
}

const deeper = (detail: Detail): Detail => ({ ...detail, depth: detail.depth - 1 });

/** Two keys may look alike once they are masked; each keeps its place. A key of digits alone would be put first. */
function findFree(taken: ReadonlyMap<string, unknown>, key: string): string {
  let free = /^\d+$/.test(key) ? `'${key}` : key;
  while (taken.has(free)) free += "'";
  return free;
}
