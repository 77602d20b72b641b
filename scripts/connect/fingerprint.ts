import { scryptSync } from 'node:crypto';

/** More work than one guess is worth, and still a tenth of a second for us. */
const COST = { N: 2 ** 14 };
const BYTES = 8;

/**
 * What is written beside a secret that the provider never shows again, so that the next run sees whether it is another
 * one. It cannot be turned back: scrypt (RFC 7914), of which half is cut off.
 * @param owner what the secret is for, so that two tenants with one secret do not show it
 * @returns 16 hex digits
 */
export function createFingerprint(owner: string, ...secrets: string[]): string {
  return scryptSync(JSON.stringify(secrets), owner, BYTES, COST).toString('hex');
}
