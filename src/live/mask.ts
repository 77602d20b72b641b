import { isDocumentedKey, isDocumentedValue, PART } from './words';

const MAX_KEY = 40;

/**
 * Takes the content out of a text and leaves its form: every digit becomes `0`, every letter `a` or `A`, and every other
 * character that is not ASCII `a`; punctuation, blanks and line ends stay. So what was escaped still shows. The parts of
 * PingOne's templates stay whole. What is masked twice is as if it had been masked once.
 */
export function maskText(text: string): string {
  return text
    .split(PART)
    .map((part, index) => (index % 2 === 1 ? part : maskPart(part)))
    .join('');
}

const maskPart = (text: string): string =>
  text
    .replace(/\p{Nd}/gu, '0')
    .replace(/[A-Z]/g, 'A')
    .replace(/[a-z]|[^\p{ASCII}]/gu, 'a')
    // eslint-disable-next-line no-control-regex -- a terminal must not obey them
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '?');

/** Digits that may be a number or a code, in a row or with what people write between them; a version has fewer. */
const LONG_DIGITS = /\d([-+_]?\d){4,}|\d([-+_.]?\d){6,}/g;

/** A name that a program has chosen, such as that of a header: as it is, but for what may be a number or a code. */
export const maskDigits = (name: string): string => name.replace(LONG_DIGITS, maskText);

/** The name of a key: as it is if it is documented, else masked. */
export const maskKey = (key: string): string =>
  isDocumentedKey(key) ? key : maskText(key.slice(0, MAX_KEY));

/** The value under a key: as it is if it is one of the key's documented words, else masked. */
export const maskValue = (key: string, value: string): string =>
  isDocumentedValue(key, value) ? value : maskText(value);
