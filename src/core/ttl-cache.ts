interface Entry<T> {
  answer: T;
  /** Milliseconds since the epoch. */
  until: number;
}

/** Answers that a warm instance gives again for a while instead of asking for them anew. */
export class TtlCache<T> {
  readonly #kept = new Map<string, Entry<T>>();
  readonly #lifetimeMs: number;

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** @param now milliseconds since the epoch */
  get(key: string, now: number): T | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && now < kept.until ? kept.answer : undefined;
  }

  set(key: string, answer: T, now: number): void {
    for (const [other, { until }] of this.#kept) if (until <= now) this.#kept.delete(other);
    this.#kept.set(key, { answer, until: now + this.#lifetimeMs });
  }
}
