import type { Clock } from '../src/core/deadline';

/**
 * Logins arrive at a fixed rate, whether or not earlier ones were answered: an open loop. Users do not wait for each
 * other. A generator that sends the next request when the last is answered asks less of a slow server, and never sees
 * the requests that would have waited ("coordinated omission"). For the same reason each time is taken from when the
 * login was due, and not from when this process came to send it.
 *
 * @param rate per second
 * @param arrive must not throw and must not wait; it gets the index and when it was due
 */
export async function runArrivals(
  count: number,
  rate: number,
  clock: Clock,
  arrive: (index: number, dueAt: number) => void,
): Promise<void> {
  const startedAt = clock.now();
  const dueAt = (index: number) => startedAt + (index * 1000) / rate;
  for (let index = 0; index < count; index += 1) {
    const wait = dueAt(index) - clock.now();
    if (wait > 0) await clock.wait(wait);
    arrive(index, dueAt(index));
  }
}
