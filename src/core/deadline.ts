/** The time limit of a whole call, with all its requests. Twilio ends a Function after 10 s. */
export const CALL_MS = 8_000;
/** The most that one request to an API may take. */
export const TRY_MS = 4_000;
/** If less time than this is left, no other request is started. */
export const MIN_TRY_MS = 500;

export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  wait(ms: number): Promise<void>;
}

export interface Deadline extends Clock {
  startedAt: number;
  /** The milliseconds that are left; 0 after the deadline. */
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

/**
 * A deadline within a deadline, for a request that may fail without keeping the call from its purpose.
 * @param share of the time that is left, 0 to 1
 */
export function takeShare(deadline: Deadline, share: number): Deadline {
  return createDeadline(deadline, deadline.left() * share);
}
