import type { PhoneNumber } from './phone-number';

/** E.164 prefixes, each `+` and 1 to 15 digits. An empty `allowed` allows every number that is not blocked. */
export interface PrefixPolicy {
  allowed: readonly string[];
  blocked: readonly string[];
}

/**
 * The owner's policy, which is checked before Verify's. The longest matching prefix decides; if both lists have it, the
 * number is blocked. So the owner can block one range of an allowed country, or allow one range of a blocked country.
 */
export function isAllowed(number: PhoneNumber, policy: PrefixPolicy): boolean {
  const blocked = findLongestMatch(number, policy.blocked);
  const allowed = findLongestMatch(number, policy.allowed);
  if (allowed === 0 && blocked === 0) return policy.allowed.length === 0;
  return allowed > blocked;
}

function findLongestMatch(number: PhoneNumber, prefixes: readonly string[]): number {
  return Math.max(
    0,
    ...prefixes.filter((prefix) => number.startsWith(prefix)).map((prefix) => prefix.length),
  );
}
