import { isRecord } from '../../src/core/record';
import type { Echo } from '../../src/live/echo';
import { renderForm, renderJson, type WireBody } from '../../src/identity-providers/provider-profile';

/**
 * The numbers, codes and ids that stand for the masked ones in a recording. Each is one of the tests' own samples or begins
 * like it, so that the parsers read the recording as they would have read the call.
 */
const NUMBER = '14155552671';
const OTHER_NUMBERS = '447911123456789';
const CODE = '9182736450';
const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const DATE = '2026-01-02T03:04:05.678Z';

const NUMBER_KEYS = /^(to|from|recipient|phone|phone_?number|recipientPhoneNumber|user_name)$/i;
const MASKED_DATE = /^0{4}-00-00[A ]00:00:00/;

/**
 * The body of a call on the wire, with samples in the place of what was masked; undefined if its content type is none that
 * a function can read. The order of the keys is that of the call. How the values were escaped is not known, for a function
 * sees no raw body: they are escaped as usual.
 */
export function createSample({ content_type: type, kind, body }: Echo): WireBody | undefined {
  const value = restore('', kind === 'indexed' || isRecord(body) ? body : {});
  if (type?.startsWith('application/json') === true) return renderJson(value);
  if (type?.startsWith('application/x-www-form-urlencoded') !== true || !isRecord(value)) return undefined;
  const fields = Object.entries(value).map(([name, one]) => [name, String(one)]);
  return renderForm(Object.fromEntries(fields) as Record<string, string>);
}

function restore(key: string, value: unknown): unknown {
  if (typeof value === 'string') return restoreText(key, value);
  if (Array.isArray(value))
    return value.filter((one) => !/^#more/.test(String(one))).map((one) => restore(key, one));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).filter(([name]) => name !== '#more');
  return Object.fromEntries(entries.map(([name, one]) => [name, restore(name, one)]));
}

function restoreText(key: string, text: string): unknown {
  if (text === '#uuid') return UUID;
  if (text.startsWith('#string')) return '';
  if (text.startsWith('#object')) return {};
  if (text.startsWith('#array')) return [];
  if (text.startsWith('#number ')) return Number(fillDigits(text.slice(8), NUMBER));
  if (MASKED_DATE.test(text)) return DATE;
  return fillDigits(text, NUMBER_KEYS.test(key) ? findNumber(text) : CODE);
}

/** Numbers of the United States are told by their length; others must not begin with 1. */
const findNumber = (text: string): string =>
  text.replace(/\D/g, '').length === NUMBER.length ? NUMBER : OTHER_NUMBERS;

/** Puts digits in the place of the zeros. In a number they run through its punctuation, in other texts each run has its own. */
function fillDigits(text: string, digits: string): string {
  let next = 0;
  return text.replace(/0+/g, (run) => {
    if (digits === CODE) next = 0;
    return [...run].map(() => digits[next++ % digits.length]).join('');
  });
}
