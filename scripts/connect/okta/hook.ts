import { getOwn } from '../../../src/core/record';

/** Inline hooks and event hooks have the same shape, each below its own path. */
export type Kind = 'inlineHooks' | 'eventHooks';

export interface Header {
  key: string;
  value: string;
}

/**
 * A hook as Okta returns it, without the value of its authentication, which no answer has.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/InlineHook/
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/EventHook/
 */
export interface Hook {
  id: string;
  /** Of an inline hook: `com.okta.telephony.provider`. */
  type: string;
  name: string;
  isActive: boolean;
  /** Of an event hook, once it has answered its challenge. */
  isVerified: boolean;
  /** `HTTP`, or `OAUTH`. */
  channel: string;
  uri: string;
  method: string;
  headers: Header[];
  /** The header that has the secret. Okta gives its name back in any letter case. */
  authKey: string;
  /** Of an event hook. */
  description: string | undefined;
  events: string[];
  /** What its owner narrowed the events down with. */
  filters: { event: string; expression: string }[];
}

/** @returns undefined if there is no id to speak of */
export function readHook(value: unknown): Hook | undefined {
  const id = getOwn(value, 'id');
  if (typeof id !== 'string' || !/^[\w-]+$/.test(id)) return undefined;
  const channel = getOwn(value, 'channel');
  const config = getOwn(channel, 'config');
  const events = getOwn(value, 'events');
  return {
    id,
    type: readText(getOwn(value, 'type')),
    name: readText(getOwn(value, 'name')),
    isActive: getOwn(value, 'status') === 'ACTIVE',
    isVerified: getOwn(value, 'verificationStatus') === 'VERIFIED',
    channel: readText(getOwn(channel, 'type')),
    uri: readText(getOwn(config, 'uri')),
    method: readText(getOwn(config, 'method')),
    headers: readList(getOwn(config, 'headers')).map((one) => ({
      key: readText(getOwn(one, 'key')),
      value: readText(getOwn(one, 'value')),
    })),
    authKey: readText(getOwn(getOwn(config, 'authScheme'), 'key')),
    description: readText(getOwn(value, 'description')) || undefined,
    events: readList(getOwn(events, 'items')).map(readText),
    filters: readList(getOwn(getOwn(events, 'filter'), 'eventFilterMap')).map((one) => ({
      event: readText(getOwn(one, 'event')),
      expression: readText(getOwn(getOwn(one, 'condition'), 'expression')),
    })),
  };
}

export const readList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

const readText = (value: unknown): string => (typeof value === 'string' ? value : '');
