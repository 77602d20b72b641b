/** What the stand-ins wait for; none of it outlives them. */
export class Delays {
  readonly #timers = new Set<NodeJS.Timeout>();

  /** Resolves when the time has passed; never, if they are cleared before. */
  readonly wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, milliseconds);
      this.#timers.add(timer);
    });

  clear(): void {
    this.#timers.forEach(clearTimeout);
    this.#timers.clear();
  }
}
