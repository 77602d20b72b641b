/** What a provider's headers say of a signature. */
export interface Signature {
  /** What is signed before the body. */
  prefix: string;
  /** When it was signed, in milliseconds since the epoch. */
  at: number;
  /** More than one while the provider rotates its key. */
  digests: readonly string[];
  encoding: 'base64' | 'hex';
}

/**
 * Reads the headers of one provider.
 * @param header the value of a header by its name in lower case; undefined if it is missing or came twice
 * @returns the signature, or a problem as a sentence
 */
export type SignatureReader = (
  header: (name: string) => string | undefined,
) => Signature | { problem: string };
