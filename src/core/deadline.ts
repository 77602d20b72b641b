/** The time a call has, counted once for everything that it does. Twilio ends a Function after 10 s. */
export const CALL_MS = 8_000;
/** The most that one request to an API may take. */
export const TRY_MS = 4_000;
/** With less than this left, another request is not worth starting. */
export const MIN_TRY_MS = 500;

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  wait(ms: number): Promise<void>;
}

export interface Deadline extends Clock {
  startedAt: number;
  /** Milliseconds that are left, 0 once it has passed. */
  left(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

export function createDeadline(clock: Clock, ms: number = CALL_MS): Deadline {
  const startedAt = clock.now();
  return { ...clock, startedAt, left: () => Math.max(0, startedAt + ms - clock.now()) };
}
