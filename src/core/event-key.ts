import type { Outcome } from './feedback';

/** What an event is known by when it is delivered again; nothing where it cannot be told from others. */
export type EventKey = string | undefined;

/** With Auth0 a key has some 90 characters, with PingOne some 170. With the number of entries it bounds the memory. */
const MAX_LENGTH = 256;

/**
 * The id alone would be enough if every provider kept its promise that ids are unique. An empty id is none: number and
 * time would be left, and without a time the number alone, whose next login must count.
 */
export function createEventKey({ eventId = '', reference, at }: Outcome & { kind: 'success' }): EventKey {
  if (eventId.trim() === '') return undefined;
  // As JSON, so that no id can pass for another one with the beginning of a reference.
  const key = JSON.stringify([eventId, reference, at]);
  return key.length > MAX_LENGTH ? undefined : key;
}
