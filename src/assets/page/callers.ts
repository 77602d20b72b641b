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

/** A radio button for each caller, of which the first is chosen. */
export function renderCallerChoices(): HTMLElement[] {
  return callers.map(({ name, provider, label }, index) => {
    const input = make('input', { type: 'radio', name: 'caller', value: name });
    input.defaultChecked = index === 0;
    return make('label', {}, input, make('span', {}, make('b', {}, provider), ` ${label}`));
  });
}
