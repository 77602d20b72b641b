import { createHmac } from 'node:crypto';

/** What an authenticator app does, by RFC 6238 and RFC 4226. */

export interface TotpSettings {
  digits?: number;
  /** Seconds. */
  period?: number;
  algorithm?: 'sha1' | 'sha256' | 'sha512';
}

/** @param seconds since 1970 */
export function computeTotp(
  secret: Buffer,
  seconds: number,
  { digits = 6, period = 30, algorithm = 'sha1' }: TotpSettings = {},
): string {
  const step = Math.floor(seconds / period);
  const message = Buffer.from(step.toString(16).padStart(16, '0'), 'hex');
  const hash = createHmac(algorithm, secret).update(message).digest('hex');
  const start = 2 * parseInt(hash.slice(-1), 16);
  const number = parseInt(hash.slice(start, start + 8), 16) % 2 ** 31;
  return String(number).slice(-digits).padStart(digits, '0');
}

/** The secret and the settings in an `otpauth` URI, as an app reads them from the QR code. */
export function readOtpauth(uri: string): { secret: Buffer; label: string; issuer: string } & TotpSettings {
  const { protocol, host, pathname, searchParams } = new URL(uri);
  expect([protocol, host]).toEqual(['otpauth:', 'totp']);
  const value = (name: string) => searchParams.get(name) ?? '';
  return {
    label: decodeURIComponent(pathname.slice(1)),
    issuer: value('issuer'),
    secret: readBase32(value('secret')),
    digits: Number(value('digits')),
    period: Number(value('period')),
    algorithm: value('algorithm').toLowerCase() as 'sha1',
  };
}

function readBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = 0n;
  for (const character of text) bits = bits * 32n + BigInt(alphabet.indexOf(character));
  const bytes = Math.floor((text.length * 5) / 8);
  const spare = BigInt(text.length * 5 - bytes * 8);
  return Buffer.from((bits >> spare).toString(16).padStart(bytes * 2, '0'), 'hex');
}
