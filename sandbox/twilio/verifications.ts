import { LIFE_MS } from './limits';
import type { Verification } from './verification';

const MAX_KEPT = 10_000;

/** The verifications that exist at a time: an expired one is as if it had never been, a canceled one stays. */
export class Verifications {
  readonly #bySid = new Map<string, Verification>();
  /** The latest of each number. */
  readonly #byNumber = new Map<string, Verification>();

  add(verification: Verification): void {
    this.#bySid.set(verification.sid, verification);
    this.#byNumber.set(verification.to, verification);
    const [oldest] = this.#bySid.values();
    if (this.#bySid.size > MAX_KEPT && oldest !== undefined) {
      this.#bySid.delete(oldest.sid);
      if (this.#byNumber.get(oldest.to) === oldest) this.#byNumber.delete(oldest.to);
    }
  }

  /** @param now milliseconds since 1970 */
  find(sidOrNumber: string, now: number): Verification | undefined {
    const found = this.#bySid.get(sidOrNumber) ?? this.#byNumber.get(sidOrNumber);
    if (found === undefined || found.status === 'canceled') return found;
    return now < found.createdAt + LIFE_MS ? found : undefined;
  }
}
