import type { Clock } from '../../src/core/deadline';

/** When a fake clock begins. */
export const START = Date.UTC(2026, 0, 2, 3, 4, 5);

/** A clock that moves only when all that can go on without it has gone on: many waits at once, and no real one. */
export class FakeClock implements Clock {
  waits: number[] = [];
  private time = START;
  private readonly alarms: { at: number; ring: () => void }[] = [];

  now = () => this.time;

  /** For the code under test; what it waits is kept. */
  wait = (ms: number): Promise<void> => {
    this.waits.push(ms);
    return this.pass(ms);
  };

  /** For the ports, which are slow. */
  pass(ms: number): Promise<void> {
    return new Promise((ring) => this.alarms.push({ at: this.time + ms, ring }));
  }

  async run<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const over = work.finally(() => (isOver = true));
    over.catch(() => undefined);
    for (;;) {
      await new Promise(setImmediate);
      if (isOver) return over;
      this.alarms.sort((a, b) => a.at - b.at);
      const next = this.alarms.shift();
      if (next === undefined) throw new Error('It waits for something that never comes');
      this.time = Math.max(this.time, next.at);
      next.ring();
    }
  }
}
