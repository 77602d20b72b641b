interface Entry<T> {
  value: T;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** A bounded in-memory cache of a warm instance. All entries live equally long, so the oldest is always the first. */
export class TtlCache<T> {
  readonly #entries = new Map<string, Entry<T>>();
  readonly #maxEntries: number;

  /** @param maxEntries the oldest entry makes room for one more */
  constructor(maxEntries = 1_000) {
    this.#maxEntries = maxEntries;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** @param now milliseconds since the epoch */
  get(key: string, now: number): T | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && now < entry.expiresAt ? entry.value : undefined;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  set(key: string, value: T, now: number, lifetimeMs: number): void {
    this.#entries.delete(key);
    for (const [oldest, { expiresAt }] of this.#entries) {
      if (now < expiresAt && this.#entries.size < this.#maxEntries) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, { value, expiresAt: now + lifetimeMs });
  }
}
