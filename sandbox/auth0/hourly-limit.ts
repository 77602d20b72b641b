const HOUR_MS = 3_600_000;

/** So many of something within any hour, by the sandbox's clock. */
export class HourlyLimit {
  readonly #most: number;
  #times: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  isReached(now: number): boolean {
    this.#times = this.#times.filter((time) => time > now - HOUR_MS);
    return this.#times.length >= this.#most;
  }

  count(now: number): void {
    this.#times.push(now);
  }

  clear(): void {
    this.#times = [];
  }
}
