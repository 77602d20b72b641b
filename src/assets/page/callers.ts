import type { SampleCaller } from '../../identity-providers/provider-profile';
import { profiles } from '../../identity-providers/profiles';
import { make } from './dom';

/** A way in which some provider calls the bridge. */
export interface Caller extends SampleCaller {
  idp: string;
  provider: string;
}

export const callers: readonly Caller[] = profiles.flatMap(({ name: idp, title: provider, callers }) =>
  callers.map((caller) => ({ ...caller, idp, provider })),
);

/** An option for each caller, below its provider. The first is chosen. */
export function renderCallerChoices(): HTMLElement[] {
  return profiles.map(({ title, callers }) =>
    make(
      'optgroup',
      { label: title },
      ...callers.map(({ name, label }) => make('option', { value: name }, `${title}: ${label}`)),
    ),
  );
}
