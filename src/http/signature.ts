import { createHmac, timingSafeEqual } from 'node:crypto';
import { renderGoJson } from '../core/go-json';
import type { Fields } from '../core/record';
import type { SignatureReader } from '../core/signature';
import { readHeader } from './request';

/** HMAC-SHA256 in the headers that the reader knows. */
export interface SignatureCredentials {
  scheme: 'signature';
  /** The current key and, during a rotation, the previous one. */
  keys: readonly Buffer[];
  readSignature: SignatureReader;
}

/**
 * Checks a signature. A Function never sees the signed bytes, so core/go-json.ts renders the parsed body as
 * the provider, a Go program, has rendered it. A body that is rendered otherwise is refused.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @returns a problem as a sentence, or undefined if one of the signatures is of one of the keys
 */
export function findSignatureProblem(
  request: unknown,
  { keys, readSignature }: SignatureCredentials,
  { body, now }: { body: Fields; now: number },
): string | undefined {
  const signature = readSignature((name) => readHeader(request, name));
  if ('problem' in signature) return signature.problem;
  if (now < signature.validFrom || now > signature.validUntil) return 'The signature is too old, or too new.';
  const signed = signature.prefix + (signature.isOfBody ? renderGoJson(body) : '');
  const isGood = keys.some((key) => {
    const digest = createHmac('sha256', key).update(signed).digest();
    return signature.digests.some((given) => isSame(digest, Buffer.from(given, signature.encoding)));
  });
  return isGood ? undefined : 'No signature is of this call and of the key of this endpoint.';
}

function isSame(digest: Buffer, given: Buffer): boolean {
  return given.length === digest.length && timingSafeEqual(digest, given);
}
