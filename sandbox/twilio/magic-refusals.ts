import type { Answer } from '../route';
import type { Channel } from './channels';
import { createRefusal } from './error';
import { findMagicNumber } from './numbers';
import { LIFE_MS } from './limits';

/** Answers for the numbers that are refused, with a memory for those that are refused only once. */
export class MagicRefusals {
  readonly #refusedAt = new Map<string, number>();

  /** @param now milliseconds since 1970 */
  answer(to: string, channel: Channel, now: number): Answer | undefined {
    const rule = findMagicNumber(to)?.refusals?.find((each) => (each.channel ?? channel) === channel);
    if (rule === undefined || (rule.once === true && this.#hadItsRefusal(to, now))) return undefined;
    const headers = rule.retryAfter === undefined ? {} : { 'Retry-After': String(rule.retryAfter) };
    return { ...createRefusal(rule.code), headers };
  }

  #hadItsRefusal(to: string, now: number): boolean {
    const last = this.#refusedAt.get(to);
    const had = last !== undefined && now < last + LIFE_MS;
    if (had) this.#refusedAt.delete(to);
    else this.#refusedAt.set(to, now);
    return had;
  }
}
