const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator app reads in the QR code. */
export interface AppSettings {
  /** Base32. */
  secret: string;
  digits: number;
  /** Seconds. */
  period: number;
}

/** https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function readAppUri(uri: string): AppSettings {
  const { searchParams } = new URL(uri);
  return {
    secret: searchParams.get('secret') ?? '',
    digits: Number(searchParams.get('digits') ?? 6),
    period: Number(searchParams.get('period') ?? 30),
  };
}

/**
 * The code that an authenticator app shows: RFC 6238 with HMAC-SHA1.
 * @param now milliseconds since 1970
 */
export async function computeAppCode({ secret, digits, period }: AppSettings, now: number): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-1' };
  const key = await crypto.subtle.importKey('raw', decodeBase32(secret), algorithm, false, ['sign']);
  const message = new DataView(new ArrayBuffer(8));
  message.setBigUint64(0, BigInt(Math.floor(now / 1000 / period)));
  const digest = new DataView(await crypto.subtle.sign('HMAC', key, message));
  const offset = digest.getUint8(digest.byteLength - 1) & 15;
  const number = digest.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

function decodeBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let value = 0;
  let filled = 0;
  for (const character of text) {
    value = ((value << 5) | ALPHABET.indexOf(character)) & 0xfff;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes[filled++] = value >> bits;
  }
  return bytes;
}
