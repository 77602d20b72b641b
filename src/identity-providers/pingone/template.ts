import { isRecord } from '../../core/record';

/** What a rendered template can be read to hold. */
export interface TemplateReading {
  /** Every possible code. One is an answer; none or several are not. What is no code stays, so that it is refused. */
  codes: unknown[];
  /** A label says which one is meant, so that other digits are no candidates. */
  isLabelled: boolean;
}

/** PingOne allows 1 KB of voice content and 660 characters of SMS; more than this was not rendered from a template. */
const MAX_LENGTH = 4_000;

/** A run of 4 to 10 digits that stands alone: `123456`. */
const RUN = /(?<![0-9])[0-9]{4,10}(?![0-9])/g;
/** Single digits that are read out: `1 2 3 4`, `1. 2. 3. 4.`, `1, 2, 3, 4`. */
const READ_OUT = /(?<![0-9])[0-9](?:[ .,-]{1,3}[0-9](?![0-9]))+/g;

/** `"OTP":`, `OTP:`, `'code' :` where a key of a JSON-like text can stand. */
const LABEL = /(?<=[{,] ?)["']?(?:otp|code)["']? ?:/gi;
const FIRST_KEY = /^\{\s*["']?[\w.$-]+["']?\s*:/;

/**
 * Reads the code out of what PingOne rendered.
 *
 * Ping's guide has the template `{"OTP":${otp}, "username":${username}}`, which renders JSON that no parser takes, so
 * it is read as text. There the label decides, and digits elsewhere are no candidates. In a sentence all digits are:
 * a label in it may be the user's own. A user name may hold anything, so whatever reads in two ways holds two codes,
 * and no user name can put its own in the place of the real one.
 *
 * Shapes: the JSON-like template, proper JSON, an object (from a JSON body), spoken markup, a sentence.
 * https://docs.pingidentity.com/pingone/settings/p1_use_twilio_with_p1_to_support_twilio_studio_flows.html
 */
export function readTemplate(rendered: unknown): TemplateReading {
  if (isRecord(rendered)) {
    const labels = Object.keys(rendered).filter(isLabel);
    return { codes: unique(labels.map((key) => rendered[key])), isLabelled: true };
  }
  if (typeof rendered !== 'string' || rendered.length > MAX_LENGTH) return { codes: [], isLabelled: false };
  const text = rendered.trim();
  const labelled = findInJson(text) ?? (looksLikeJson(text) ? findAfterLabels(text) : undefined);
  if (labelled !== undefined) return { codes: unique(labelled), isLabelled: true };
  const sentence = findInSentence(text);
  if (!FIRST_KEY.test(text)) return { codes: sentence, isLabelled: false };
  // A labelled template that was cut off, as by a user name with an ampersand, still has a say. Where even its code was
  // cut off, a code elsewhere may be the user's own: no code is empty.
  return { codes: unique([...orEmptyCode(findAfterLabels(text)), ...sentence]), isLabelled: true };
}

function isLabel(key: string): boolean {
  return /^(otp|code)$/i.test(key);
}

/**
 * The values of the labels in text that is JSON indeed, at any depth and as they are written: a number stays text, and
 * of a key that comes twice both values are seen. Strings, and so user names, are skipped whole.
 */
function findInJson(text: string): string[] | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const pairs = text.matchAll(/("(?:[^"\\]|\\.)*")(\s*:\s*("(?:[^"\\]|\\.)*"|[^\s,{}[\]"]+))?/g);
  return Array.from(pairs, ([, key = '""', , value = '']) => ({ key: JSON.parse(key) as string, value }))
    .filter(({ key, value }) => value !== '' && isLabel(key))
    .map(({ value }) => joinSpokenDigits(value));
}

/** One object from the first brace to the last: a sentence between two user names with braces is none. */
function looksLikeJson(text: string): boolean {
  if (!FIRST_KEY.test(text) || !text.endsWith('}')) return false;
  let depth = 0;
  for (const character of text.slice(0, -1)) {
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (depth === 0) return false;
  }
  return depth === 1;
}

/** The values of all labels, wherever they stand, each up to the next comma or brace. */
function findAfterLabels(text: string): string[] {
  const spaced = text.replace(/\s+/g, ' ');
  return Array.from(spaced.matchAll(LABEL), (label) => {
    const [value = ''] = /^[^,}]*/.exec(spaced.slice(label.index + label[0].length)) ?? [];
    return joinSpokenDigits(value);
  });
}

const orEmptyCode = (codes: string[]): string[] => (codes.length > 0 ? codes : ['']);

/** A label's value without quotes and markup, its digits together again if they were read out. */
function joinSpokenDigits(value: string): string {
  const plain = stripMarkup(value).replace(/^["'| ]+|["'| ]+$/g, '');
  return /^[0-9](?:([ .,-]{1,3})[0-9](?:\1[0-9])*)$/.test(plain) ? keepDigits(plain) : plain;
}

/** With its markup and without: digits in what looks like an element may be the code between two user names. */
function findInSentence(text: string): string[] {
  const readings = [text.replace(/\s+/g, ' '), stripMarkup(text)];
  return unique(readings.flatMap((one) => [...(one.match(RUN) ?? []), ...findSpoken(one)]));
}

/** Digits with different pauses, or more than ten of them, may be a code and something beside it: no code is empty. */
function findSpoken(text: string): string[] {
  const sequences = (text.match(READ_OUT) ?? []).filter((sequence) => keepDigits(sequence).length >= 4);
  return sequences.map((sequence) => {
    const pauses = unique(sequence.slice(1, -1).split(/[0-9]/));
    const digits = keepDigits(sequence);
    return pauses.length === 1 && digits.length <= 10 ? digits : '';
  });
}

/** An element that says one code ends what comes before it; other markup only pauses between the digits of one. */
function stripMarkup(text: string): string {
  return text
    .replace(/<\/?(?:sayCharValue|repeatMessage)\b[^<>]*>/gi, '|')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

function keepDigits(text: string): string {
  return text.replace(/[^0-9]/g, '');
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)];
}
