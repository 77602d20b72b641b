/** An E.164 number: `+`, then 7 to 15 digits of which the first is not 0 (ITU-T E.164 §6). */
export type PhoneNumber = string;

export interface DialString {
  to: PhoneNumber;
  /** Keys to press once the call is answered, in Verify's SendDigits notation: digits, `#`, `*`, `w` = 0.5 s. */
  sendDigits?: string;
}

const E164 = /^\+[1-9][0-9]{6,14}$/;
const EXTENSION = /^[,w][0-9,w#*]{0,31}$/;
const PUNCTUATION = /[ .\-()[\]]/g;

/**
 * Reads a number as identity providers write it: `+14155552671`, without its `+`, with the `+` decoded to a space
 * (a form body that was not percent-encoded), with spaces, dots, hyphens or brackets (Auth0's `+1-808-555-5555`).
 * PingOne lets a voice number carry an extension, `+12025550123,2992`, in which a comma is two seconds:
 * https://docs.pingidentity.com/pingone/strong_authentication_mfa/p1_strong_auth_sms_voice_authentication.html
 *
 * @returns the number, or a problem as a phrase that follows the field's name
 */
export function parsePhoneNumber(text: string): DialString | { problem: string } {
  if (text.length > 64) return { problem: 'is too long for a phone number' };
  const at = text.search(/[,w]/);
  const number = at < 0 ? text : text.slice(0, at);
  const extension = at < 0 ? '' : text.slice(at).replace(PUNCTUATION, '');
  const digits = number.replace(PUNCTUATION, '').replace(/^\+/, '');
  const to = `+${digits}`;
  if (text.trim() === '') return { problem: 'is empty' };
  if (!E164.test(to)) return { problem: 'is not an E.164 phone number (+ and 7 to 15 digits)' };
  if (extension === '') return { to };
  if (!EXTENSION.test(extension))
    return { problem: 'has an extension other than digits, #, *, w and commas' };
  return { to, sendDigits: extension.replaceAll(',', 'wwww') };
}

/** One `@`, a domain with a dot, no blanks; Verify knows more. */
const EMAIL_ADDRESS = /^[^\s@<>,;"]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** @returns the address, or a problem as a phrase that follows the field's name */
export function parseEmailAddress(text: string): { to: string } | { problem: string } {
  const to = text.trim();
  return to.length <= 254 && EMAIL_ADDRESS.test(to) ? { to } : { problem: 'is not an e-mail address' };
}

/**
 * `+14155552671` -> `+1******2671`: the first two characters and the last four digits stay. Of an e-mail address, the
 * first character and the domain: `j***@example.com`.
 */
export function maskNumber(number: PhoneNumber): string {
  const at = number.lastIndexOf('@');
  if (at >= 0) return `${number.slice(0, 1)}***${number.slice(at)}`;
  return number.slice(0, 2) + '*'.repeat(Math.max(0, number.length - 6)) + number.slice(-4);
}
