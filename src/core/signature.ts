/** What a provider's headers say of a signature by HMAC-SHA256. */
export interface Signature {
  /** What is signed, before the body if the body is signed. */
  prefix: string;
  isOfBody: boolean;
  /** When it is good, in milliseconds since the epoch. */
  validFrom: number;
  validUntil: number;
  /** More than one while the provider rotates its key. */
  digests: readonly string[];
  encoding: 'base64' | 'base64url' | 'hex';
}

/** The value of a header by its name in lower case; undefined if it is missing or came twice. */
export type ReadHeader = (name: string) => string | undefined;

/** Reads the headers of one provider. @returns the signature, or a problem as a sentence */
export type SignatureReader = (header: ReadHeader) => Signature | { problem: string };

/** As the Standard Webhooks specification recommends it: five minutes in either direction. */
const TOLERANCE_MS = 5 * 60_000;

/** When a signature is good that was made at a time. @param seconds since the epoch */
export function validAround(seconds: number): Pick<Signature, 'validFrom' | 'validUntil'> {
  return { validFrom: seconds * 1000 - TOLERANCE_MS, validUntil: seconds * 1000 + TOLERANCE_MS };
}
