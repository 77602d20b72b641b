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

/** @param present the code of the Action that is there */
export function createWantedAction(
  { trigger, domain, bridge, actionToken }: Tenant,
  present?: string,
): WantedAction {
  const { origin } = bridge;
  const source = readSource(trigger);
  const fingerprint = createFingerprint(`auth0 ${domain}`, origin, actionToken);
  const secrets = [
    { name: 'BRIDGE_URL', value: origin },
    { name: 'BRIDGE_TOKEN', value: actionToken },
  ];
  const isTaken = present !== undefined && !isMade(present, origin);
  const marker = { origin, fingerprint, isTaken };
  return { ...marker, source, code: renderCode(source, marker), secrets };
}

export const SECRETS = 'the secrets BRIDGE_URL and BRIDGE_TOKEN';

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
    ...(isRecent(version.runtime) ? [] : [`the runtime (${RUNTIME})`]),
    ...(hasDependencies(version) ? ['the dependencies (none)'] : []),
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

export const isSameCode = (version: Management.ActionVersion | undefined, wanted: WantedAction): boolean =>
  version !== undefined && withoutMarker(version.code ?? '') === wanted.source;

export const isRecent = (runtime = ''): boolean => Number(/^node(\d+)/.exec(runtime)?.[1] ?? 0) >= 22;
export const hasDependencies = ({ dependencies = [] }: Version): boolean => dependencies.length > 0;
