import { createHash } from 'node:crypto';

/** A random number generator that a seed repeats (mulberry32): 0 or more, and less than 1. */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One that a seed and a name repeat, whatever else was drawn in between. */
export function createNamedRandom(seed: number, name: string): Random {
  return createRandom(createHash('sha256').update(`${seed} ${name}`).digest().readUInt32BE());
}

export function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}
