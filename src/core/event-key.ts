import type { Outcome } from './feedback';

/** Identifies an event when it is delivered again; undefined if the event cannot be identified. */
export type EventKey = string | undefined;

/** With Auth0 a key has some 90 characters, with PingOne some 170. With the number of entries it bounds the memory. */
const MAX_LENGTH = 256;

/**
 * The key contains the number and the time, too, in case a provider's ids are not unique. An empty id is no id: without
 * a time, the key would be the number alone, whose next login must count.
 */
export function createEventKey({ eventId = '', reference, at }: Outcome & { kind: 'success' }): EventKey {
  if (eventId.trim() === '') return undefined;
  // As JSON, so that no two different events can have the same key.
  const key = JSON.stringify([eventId, reference, at]);
  return key.length > MAX_LENGTH ? undefined : key;
}
