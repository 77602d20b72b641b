import { createNamedRandom, pick } from './random';

/** What befalls any request to an API under stress. In those that begin with `done` it has done what it was asked to. */
const FAULTS = ['429', '503', 'reset', 'done and 503', 'done and half an answer'] as const;

/** These take as long as the caller waits. */
const HANGS = ['hang', 'done and hang'] as const;

type Fault = (typeof FAULTS)[number] | (typeof HANGS)[number];

/** An answer by which nothing was done. */
export interface Refusal {
  status: number;
  /** Twilio's: https://www.twilio.com/docs/api/errors */
  code: number;
  headers?: Record<string, string>;
}

/**
 * The fault that the next such request meets, if any.
 * @param refusals what the API may answer to this request besides
 */
export type Faults = (request: string, refusals?: readonly Refusal[]) => Fault | Refusal | undefined;

/**
 * Faults that a seed repeats: each is up to what is asked and how often it was asked before, and not to the order in
 * which ten requests at once arrive.
 * @param rate of all requests, 0 to 1
 */
export function createFaults(seed: number, rate: number, faults: readonly Fault[] = FAULTS): Faults {
  const counts = new Map<string, number>();
  return (request, refusals = []) => {
    const count = (counts.get(request) ?? 0) + 1;
    counts.set(request, count);
    const random = createNamedRandom(seed, `${request} ${count}`);
    return random() < rate ? pick(random, [...faults, ...refusals]) : undefined;
  };
}

/** Each of the others twice as often as one that hangs. */
export const faultsAndHangs: readonly Fault[] = [...FAULTS, ...FAULTS, ...HANGS];
