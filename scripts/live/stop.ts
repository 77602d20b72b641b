import { setTimeout as wait } from 'node:timers/promises';
import { systemClock, type Clock } from '../../src/core/deadline';
import { Failure } from '../setup/failure';

/** Somebody ended the check: at a question, by Ctrl-C, or with the terminal. */
export class Stopped extends Failure {
  constructor() {
    super('Stopped.');
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Whether the check is to end. A signal ends nothing at once: what is under way at Twilio comes to its own end, in seconds,
 * so that what it has made can be removed. After the first signal the others change nothing.
 */
export class Stop {
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  /** Ends early. */
  readonly clock: Clock = {
    now: () => systemClock.now(),
    wait: async (ms) => {
      await wait(ms, undefined, { signal: this.signal }).catch(() => this.check());
    },
  };
  readonly #stop = (): void => {
    if (!this.signal.aborted) console.error('Stopping. What is under way comes to its end first.');
    this.#controller.abort();
  };
  /** A terminal that is gone takes no text: that is no reason to leave anything open. */
  readonly #ignore = (): void => undefined;

  /** @throws Stopped */
  check(): void {
    if (this.signal.aborted) throw new Stopped();
  }

  listen(): void {
    for (const signal of SIGNALS) process.on(signal, this.#stop);
    for (const stream of [process.stdout, process.stderr]) stream.on('error', this.#ignore);
  }

  release(): void {
    for (const signal of SIGNALS) process.off(signal, this.#stop);
    for (const stream of [process.stdout, process.stderr]) stream.off('error', this.#ignore);
  }
}
