import { createFingerprint } from '../fingerprint';
import type { Header, Hook, Kind } from './hook';

/** What proves a code: src/identity-providers/okta/event.ts. */
const EVENTS = ['user.authentication.auth_via_mfa', 'user.mfa.factor.activate'];

/** The header by which a hook is known as ours. Its value is the fingerprint of the secret, and Okta gives it back. */
const MARKER = 'X-Verify-Bridge';

/** Okta's version of both kinds of hook, and of their channel. */
const VERSION = '1.0.0';

export const TELEPHONY_TYPE = 'com.okta.telephony.provider';

/**
 * A hook as it should be. There is one of each kind for a deployment, which is what its address tells: the hooks of
 * another deployment, with the same marker, call another one. The name has the host in it, for Okta asks for unique names.
 */
export interface WantedHook {
  kind: Kind;
  /** As sentences have it. */
  label: 'telephony hook' | 'event hook';
  name: string;
  uri: string;
  /** None for the telephony hook. */
  events: readonly string[];
  secret: string;
  /** Of the marker. */
  fingerprint: string;
}

/** @param org the org's host: two orgs with one secret do not show it */
export function listWantedHooks(
  org: string,
  bridge: URL,
  secret: string,
): [telephony: WantedHook, events: WantedHook] {
  const complete = (
    kind: Kind,
    label: WantedHook['label'],
    path: string,
    events: readonly string[],
  ): WantedHook => {
    const uri = new URL(path, bridge).href;
    const fingerprint = createFingerprint(`${org} ${uri}`, secret);
    return { kind, label, name: `verify-bridge ${bridge.host}`, uri, events, secret, fingerprint };
  };
  return [
    complete('inlineHooks', 'telephony hook', '/okta/telephony', []),
    complete('eventHooks', 'event hook', '/okta/events', EVENTS),
  ];
}

export const isMarked = ({ headers }: Hook): boolean => headers.some(isMarker);

export const isOurs = (hook: Hook, { uri }: WantedHook): boolean => hook.uri === uri && isMarked(hook);

const isMarker = ({ key }: Header): boolean => isSame(key, MARKER);

const isSame = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** What of our hook is not as it should be, each as a clause that follows its name; not whether it is active. */
export function findDifferences(hook: Hook, wanted: WantedHook): string[] {
  const marker = hook.headers.find(isMarker)?.value;
  const isWhole = (events: readonly string[], others: readonly string[]) =>
    events.every((one) => others.includes(one));
  return [
    ...(hook.channel !== 'HTTP' || !isSame(hook.authKey, 'Authorization')
      ? ['does not authenticate with the header Authorization']
      : []),
    ...(hook.method !== '' && hook.method !== 'POST' ? ['does not call with POST'] : []),
    ...(marker !== wanted.fingerprint ? ['has another secret than OKTA_HOOK_TOKEN'] : []),
    // Okta gives them back in an order of its own.
    ...(!isWhole(wanted.events, hook.events) || !isWhole(hook.events, wanted.events)
      ? ['has other events']
      : []),
  ];
}

/** Whether somebody else's hook does the work of ours, as far as can be seen: not with which secret. */
export const works = (hook: Hook, wanted: WantedHook): boolean =>
  hook.uri === wanted.uri &&
  findDifferences({ ...hook, headers: [{ key: MARKER, value: wanted.fingerprint }] }, wanted).length === 0;

/**
 * The whole hook, to create it, or to replace one: Okta keeps nothing of the old one. What its owner gave it besides stays:
 * its name, other headers, and filters of events.
 */
export function renderHook(wanted: WantedHook, old?: Hook): Record<string, unknown> {
  const others = (old?.headers ?? []).filter((header) => !isMarker(header));
  const config = {
    uri: wanted.uri,
    headers: [...others, { key: MARKER, value: wanted.fingerprint }],
    authScheme: { type: 'HEADER', key: 'Authorization', value: wanted.secret },
  };
  const name = old?.name ?? wanted.name;
  if (wanted.kind === 'inlineHooks') {
    const channel = { type: 'HTTP', version: VERSION, config: { ...config, method: 'POST' } };
    // The type of a hook cannot be changed, so that a replacement has none.
    return { name, ...(old === undefined && { type: TELEPHONY_TYPE }), version: VERSION, channel };
  }
  return {
    name,
    ...(old?.description !== undefined && { description: old.description }),
    events: { type: 'EVENT_TYPE', items: [...wanted.events], ...renderFilter(old, wanted) },
    channel: { type: 'HTTP', version: VERSION, config },
  };
}

function renderFilter(old: Hook | undefined, { events }: WantedHook): Record<string, unknown> {
  const kept = (old?.filters ?? []).filter(({ event }) => events.includes(event));
  if (kept.length === 0) return {};
  const eventFilterMap = kept.map(({ event, expression }) => ({ event, condition: { expression } }));
  return { filter: { type: 'EXPRESSION_LANGUAGE', eventFilterMap } };
}
