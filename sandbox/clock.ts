/** The sandbox's time: that of the machine, or of a test, and whatever it was moved forward. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  advance(seconds: number): void;
}

export function createClock(base: () => number): Clock {
  let ahead = 0;
  return {
    now: () => base() + ahead,
    advance: (seconds) => void (ahead += seconds * 1000),
  };
}

/** Twilio writes whole seconds: `2026-01-31T12:00:00Z`. */
export function formatIsoSeconds(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}Z$/, 'Z');
}
