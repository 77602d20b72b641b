import { pick, type Random } from '../chaos/random';

/** Numbers that begin with a prefix, and have so many digits in all. */
export interface Numbers {
  prefix: string;
  digits: number;
}

/** 10,000 consecutive numbers, as they are rented. */
const BLOCK_DIGITS = 4;
const BLOCK_SIZE = 10 ** BLOCK_DIGITS;

export function drawNumber(random: Random, { prefix, digits }: Numbers): string {
  return prefix + drawDigits(random, digits + 1 - prefix.length);
}

/** @returns the block, as what its numbers begin with */
export function drawBlock(random: Random, { prefix, digits }: Numbers): string {
  return drawNumber(random, { prefix, digits: digits - BLOCK_DIGITS });
}

/** @param index any; behind the last number comes the first one again */
export function getNumberOfBlock(block: string, index: number): string {
  return block + String(index % BLOCK_SIZE).padStart(BLOCK_DIGITS, '0');
}

function drawDigits(random: Random, count: number): string {
  return String(Math.floor(random() * 10 ** count)).padStart(count, '0');
}

export function drawIndex(random: Random): number {
  return Math.floor(random() * BLOCK_SIZE);
}

/** Fisher and Yates' shuffle, of a copy. */
export function shuffle<T>(random: Random, items: readonly T[]): T[] {
  const rest = [...items];
  const shuffled: T[] = [];
  while (rest.length > 0) {
    const item = pick(random, rest);
    shuffled.push(item);
    rest.splice(rest.indexOf(item), 1);
  }
  return shuffled;
}
