import { getOwn } from '../../../src/core/record';
import { asList, asText } from '../json';

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
    type: asText(getOwn(value, 'type')),
    name: asText(getOwn(value, 'name')),
    isActive: getOwn(value, 'status') === 'ACTIVE',
    isVerified: getOwn(value, 'verificationStatus') === 'VERIFIED',
    channel: asText(getOwn(channel, 'type')),
    uri: asText(getOwn(config, 'uri')),
    method: asText(getOwn(config, 'method')),
    headers: asList(getOwn(config, 'headers')).map((one) => ({
      key: asText(getOwn(one, 'key')),
      value: asText(getOwn(one, 'value')),
    })),
    authKey: asText(getOwn(getOwn(config, 'authScheme'), 'key')),
    description: asText(getOwn(value, 'description')) || undefined,
    events: asList(getOwn(events, 'items')).map(asText),
    filters: asList(getOwn(getOwn(events, 'filter'), 'eventFilterMap')).map((one) => ({
      event: asText(getOwn(one, 'event')),
      expression: asText(getOwn(getOwn(one, 'condition'), 'expression')),
    })),
  };
}
