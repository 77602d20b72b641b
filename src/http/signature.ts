import { createHmac, timingSafeEqual } from 'node:crypto';
import { renderGoJson } from '../core/go-json';
import type { Fields } from '../core/record';
import type { SignatureReader } from '../core/signature';

/** HMAC-SHA256 over a time and the body, in the headers that the reader knows. */
export interface SignatureCredentials {
  scheme: 'signature';
  /** The current key and, during a rotation, the previous one. */
  keys: readonly Buffer[];
  readSignature: SignatureReader;
}

/** As the Standard Webhooks specification recommends it: five minutes in either direction. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Checks a signature over the body. A Function never sees the signed bytes, so core/go-json.ts renders the parsed body as
 * the provider, a Go program, has rendered it. A body that is rendered otherwise is refused.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @returns a problem as a sentence, or undefined if one of the signatures is of one of the keys
 */
export function findSignatureProblem(
  headers: object,
  { keys, readSignature }: SignatureCredentials,
  { body, now }: { body: Fields; now: number },
): string | undefined {
  const signature = readSignature((name) => readHeader(headers, name));
  if ('problem' in signature) return signature.problem;
  if (Math.abs(now - signature.at) > TOLERANCE_MS)
    return 'The signature is older, or newer, than five minutes.';
  const signed = signature.prefix + renderGoJson(body);
  const isGood = keys.some((key) => {
    const digest = createHmac('sha256', key).update(signed).digest();
    return signature.digests.some((given) => isSame(digest, Buffer.from(given, signature.encoding)));
  });
  return isGood ? undefined : 'The signature is not of this body and of the key of this endpoint.';
}

function isSame(digest: Buffer, given: Buffer): boolean {
  return given.length === digest.length && timingSafeEqual(digest, given);
}

function readHeader(headers: object, name: string): string | undefined {
  const value: unknown = Object.hasOwn(headers, name) ? (headers as Record<string, unknown>)[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
