import { createNamedRandom, pick } from './random';

/** What befalls requests to an API under stress. In the last two it has done what it was asked to. */
const FAULTS = ['429', '503', 'reset', 'done and 503', 'done and half an answer'] as const;

/** The fault that the next such request meets, if any. */
export type Faults = (request: string) => (typeof FAULTS)[number] | undefined;

/**
 * Faults that a seed repeats: each is up to what is asked and how often it was asked before, and not to the order in
 * which ten requests at once arrive.
 * @param rate of all requests, 0 to 1
 */
export function createFaults(seed: number, rate: number): Faults {
  const counts = new Map<string, number>();
  return (request) => {
    const count = (counts.get(request) ?? 0) + 1;
    counts.set(request, count);
    const random = createNamedRandom(seed, `${request} ${count}`);
    return random() < rate ? pick(random, FAULTS) : undefined;
  };
}
