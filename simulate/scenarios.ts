import { createNamedRandom } from '../chaos/random';
import { createAttack } from './attack';
import { createMarketingSpike } from './marketing-spike';
import { createNormalDay } from './normal-day';
import type { Traffic } from './passcode-request';

export interface Scenario {
  name: string;
  title: string;
  /** Of the requests of the attack: `--size`. */
  share: number;
  create: typeof createAttack;
}

export const scenarios: readonly Scenario[] = [
  { name: 'attack', title: 'An attack on the sign-up form', share: 1, create: createAttack },
  { name: 'normal-day', title: 'A normal day', share: 0.1, create: createNormalDay },
  { name: 'marketing-spike', title: 'A marketing spike', share: 0.2, create: createMarketingSpike },
];

/** The same traffic for every set of rules. @param size requests of the attack; the others follow it */
export function createScenarioTraffic(
  { name, share, create }: Scenario,
  size: number,
  seed: number,
): Traffic {
  return create(Math.round(size * share), createNamedRandom(seed, name));
}
