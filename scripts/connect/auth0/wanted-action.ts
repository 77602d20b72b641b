import type { Management } from 'auth0';
import { createFingerprint } from '../fingerprint';
import { isMade, readMarker, readSource, renderCode, withoutMarker, type Marker } from './action-code';
import { joinWords, type Tenant } from './tenant';

/** What Twilio Functions run on, too. A newer one is left alone. */
export const RUNTIME = 'node22';

/** The Action as it should be. */
export interface WantedAction extends Marker {
  source: string;
  code: string;
  secrets: { name: string; value: string }[];
}

/**
 * @param present the code of the Action that is there
 * @param provider the tenant's phone provider; undefined if there is none, as on an older tenant
 */
export function createWantedAction(
  { trigger, domain, bridge, actionToken }: Tenant,
  present: string | undefined,
  provider: { name?: string } | undefined,
): WantedAction {
  const { origin } = bridge;
  const source = readSource(trigger);
  const fingerprint = createFingerprint(`auth0 ${domain}`, origin, actionToken);
  const secrets = [
    { name: 'BRIDGE_URL', value: origin },
    { name: 'BRIDGE_TOKEN', value: actionToken },
  ];
  const isTaken = present !== undefined && !isMade(present, origin);
  // The provider of an Action that somebody else had made stays anyhow. One that is not "custom" is none of ours.
  const isProviderTaken =
    !isTaken &&
    provider !== undefined &&
    (present === undefined || provider.name !== 'custom' || readMarker(present)?.isProviderTaken === true);
  const marker = { origin, fingerprint, isTaken, isProviderTaken };
  return { ...marker, source, code: renderCode(source, marker), secrets };
}

export const SECRETS = 'the secrets BRIDGE_URL and BRIDGE_TOKEN';
const NOTE = 'the note on the phone provider, in its first line';

type Version = Pick<Management.Action, 'code' | 'secrets' | 'runtime' | 'dependencies'>;

/** In words. The draft and a deployed version have the same fields. */
export function listDifferences(version: Version, wanted: WantedAction): string[] {
  const code = version.code ?? '';
  const marker = readMarker(code);
  const isSame = marker?.origin === wanted.origin && marker.fingerprint === wanted.fingerprint;
  const names = (version.secrets ?? []).map(({ name }) => name).sort();
  const hasBoth =
    names.join() ===
    wanted.secrets
      .map(({ name }) => name)
      .sort()
      .join();
  return [
    ...(withoutMarker(code) === wanted.source ? [] : ['the code']),
    ...(isSame && hasBoth ? [] : [SECRETS]),
    ...(marker !== undefined && marker.isProviderTaken !== wanted.isProviderTaken ? [NOTE] : []),
    ...(isRecent(version.runtime) ? [] : [`the runtime (${RUNTIME})`]),
    ...(hasDependencies(version) ? ['the dependencies (none)'] : []),
  ];
}

/**
 * What keeps an Action without our first line from its work, in words: its draft, or what is deployed. The values of its
 * secrets cannot be seen, but their names can.
 */
export function listFaults(action: Management.Action, wanted: WantedAction): string[] {
  const live = action.deployed_version;
  const draft = listVisibleFaults(action, wanted);
  if (draft.length > 0) return draft;
  if (live === undefined || live.deployed === false) return ['what is deployed (nothing)'];
  const isOther = readMarker(live.code ?? '') !== undefined;
  return isOther || listVisibleFaults(live, wanted).length > 0 ? ['what is deployed'] : [];
}

function listVisibleFaults(version: Version, wanted: WantedAction): string[] {
  const names = (version.secrets ?? []).map(({ name }) => name);
  const missing = wanted.secrets.map(({ name }) => name).filter((name) => !names.includes(name));
  return [
    ...listDifferences(version, wanted).filter((one) => one !== SECRETS),
    ...missing.map((name) => `the secret ${name} (not there)`),
  ];
}

/** A clause for what somebody else has put into it: Auth0 never shows the value of a secret, so nobody can put it back. */
export function describeLosses({ secrets = [], dependencies = [] }: Version, wanted: WantedAction): string {
  const others = secrets.filter(({ name }) => wanted.secrets.every((one) => one.name !== name));
  const lost = [
    ...(others.length === 0 ? [] : [`other secrets (${others.length})`]),
    ...(dependencies.length === 0 ? [] : [`dependencies (${dependencies.length})`]),
  ];
  return lost.length === 0 ? '' : `; its ${joinWords(lost)} go for good`;
}

export const isRecent = (runtime = ''): boolean => Number(/^node(\d+)/.exec(runtime)?.[1] ?? 0) >= 22;
export const hasDependencies = ({ dependencies = [] }: Version): boolean => dependencies.length > 0;
