import { isRecord } from '../../core/record';

/** The possible codes in a rendered template. */
export interface TemplateReading {
  /** Every possible code. Only exactly one is accepted. A value that is not a code is kept, so that it is refused. */
  codes: unknown[];
  /** A label marks the code, so other digits are not candidates. */
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
 * Finds the code in a template that PingOne rendered.
 *
 * Ping's guide has the template `{"OTP":${otp}, "username":${username}}`, which renders invalid JSON, so it is
 * read as text. There the label decides, and other digits are not candidates. In a sentence all digits are candidates,
 * because a label in it may be part of a user name. A user name may contain anything. So a text that can be read in two
 * ways has two codes and is refused, and no user name can replace the real code.
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
  // A labelled template may be cut off, for example by a user name with an ampersand. Its codes still count. If even its
  // code was cut off, another code may be part of a user name, so the empty code makes the reading ambiguous.
  return { codes: unique([...orEmptyCode(findAfterLabels(text)), ...sentence]), isLabelled: true };
}

function isLabel(key: string): boolean {
  return /^(otp|code)$/i.test(key);
}

/**
 * The values of the labels in valid JSON, at any depth and as they are written: a number stays text, and both values of
 * a repeated key count. Strings, and so user names, are skipped as a whole.
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

/** Whether one object spans the text: a sentence between two user names with braces is not one. */
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

/** A label's value without quotes and markup. Digits that are read out one by one are joined. */
function joinSpokenDigits(value: string): string {
  const plain = stripMarkup(value).replace(/^["'| ]+|["'| ]+$/g, '');
  return /^[0-9](?:([ .,-]{1,3})[0-9](?:\1[0-9])*)$/.test(plain) ? keepDigits(plain) : plain;
}

/** Reads the text with and without its markup: what looks like an element may be the code between two user names. */
function findInSentence(text: string): string[] {
  const readings = [text.replace(/\s+/g, ' '), stripMarkup(text)];
  return unique(readings.flatMap((one) => [...(one.match(RUN) ?? []), ...findSpoken(one)]));
}

/** Digits with different pauses, or more than ten digits, may be a code and other digits: an empty code is refused. */
function findSpoken(text: string): string[] {
  const sequences = (text.match(READ_OUT) ?? []).filter((sequence) => keepDigits(sequence).length >= 4);
  return sequences.map((sequence) => {
    const pauses = unique(sequence.slice(1, -1).split(/[0-9]/));
    const digits = keepDigits(sequence);
    return pauses.length === 1 && digits.length <= 10 ? digits : '';
  });
}

/** An element that reads one code out separates it from the text before it; other markup only separates its digits. */
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
