interface Kept<T> {
  answer: T;
  /** Milliseconds since the epoch. */
  until: number;
}

/** Answers that a warm instance gives again for a while instead of asking for them anew. */
export class KeptAnswers<T> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #lifetimeMs: number;

  constructor(lifetimeMs: number) {
    this.#lifetimeMs = lifetimeMs;
  }

  /** @param now milliseconds since the epoch */
  find(key: string, now: number): T | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && now < kept.until ? kept.answer : undefined;
  }

  keep(key: string, answer: T, now: number): void {
    for (const [other, { until }] of this.#kept) if (until <= now) this.#kept.delete(other);
    this.#kept.set(key, { answer, until: now + this.#lifetimeMs });
  }
}
