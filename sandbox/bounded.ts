/** The last of a kind, oldest first, so that a sandbox left running for days does not grow. */
export class BoundedList<T> {
  #items: T[] = [];
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  add(item: T): void {
    this.#items.push(item);
    // In one go rather than one by one: taking the first of a long array is slow.
    if (this.#items.length >= 2 * this.#most) this.#items = this.#items.slice(-this.#most);
  }

  all(): readonly T[] {
    return this.#items.slice(-this.#most);
  }

  clear(): void {
    this.#items = [];
  }
}

/** Likewise by key: beyond so many the one is forgotten that was set longest ago. */
export class BoundedMap<T> extends Map<string, T> {
  readonly #most: number;

  constructor(most: number) {
    super();
    this.#most = most;
  }

  override set(key: string, item: T): this {
    this.delete(key);
    super.set(key, item);
    const [oldest] = this.keys();
    if (this.size > this.#most && oldest !== undefined) this.delete(oldest);
    return this;
  }
}
