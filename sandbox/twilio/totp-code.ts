import { createHmac } from 'node:crypto';

/** The settings of a factor that names none: https://www.twilio.com/docs/verify/api/factor */
export const STEP_MS = 30_000;
export const DIGITS = 6;
/** The steps before and after the present one whose codes are taken, too. */
const SKEW = 1;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** HOTP with HMAC-SHA1, RFC 4226 §5.3; the counter is the number of the step, RFC 6238 §4.2. */
function computeCode(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** @param now milliseconds since 1970 */
export function isCurrentCode(secret: Buffer, code: string, now: number): boolean {
  const step = Math.floor(now / STEP_MS);
  for (let near = Math.max(0, step - SKEW); near <= step + SKEW; near++) {
    if (computeCode(secret, near) === code) return true;
  }
  return false;
}

/** RFC 4648 §6, without padding, as authenticator apps take it. */
export function encodeBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => ALPHABET[parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** @returns undefined if a character is none of the alphabet, or there is none */
export function decodeBase32(text: string): Buffer | undefined {
  if (!/^[A-Z2-7]+=*$/.test(text)) return undefined;
  const values = [...text.replace(/=+$/, '')].map((character) => ALPHABET.indexOf(character));
  const bits = values.map((value) => value.toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
}
