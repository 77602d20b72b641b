import { formatIsoSeconds } from '../clock';
import { createSid } from './sid';

/** So many keys are remembered at least, and twice as many at most: an attack must not make the sandbox grow for ever. */
const MIN_KEYS = 100_000;

interface Window {
  /** Milliseconds since 1970, of the first send in it. */
  start: number;
  sends: number;
}

/**
 * At most `max` sends for a key in `interval` seconds: https://www.twilio.com/docs/verify/api/service-rate-limit-buckets
 * No page says what the interval begins with. Here a key's first send opens it, and the next one after its end opens
 * another.
 */
export class Bucket {
  readonly sid = createSid('BL');
  readonly createdAt: number;
  updatedAt: number;
  max: number;
  /** Seconds. */
  interval: number;
  /** By key, and oldest first, for a new window is put behind the others. */
  readonly #windows = new Map<string, Window>();

  /** @param now milliseconds since 1970, here and below */
  constructor(max: number, interval: number, now: number) {
    this.max = max;
    this.interval = interval;
    this.createdAt = now;
    this.updatedAt = now;
  }

  /** When the key may send again, if it has sent as often as it may. */
  findEnd(key: string, now: number): number | undefined {
    const window = this.#windows.get(key);
    if (window === undefined || this.#isOver(window, now) || window.sends < this.max) return undefined;
    return window.start + this.interval * 1000;
  }

  count(key: string, now: number): void {
    const window = this.#windows.get(key);
    if (window !== undefined && !this.#isOver(window, now)) {
      window.sends += 1;
      return;
    }
    this.#windows.delete(key);
    this.#windows.set(key, { start: now, sends: 1 });
    if (this.#windows.size >= 2 * MIN_KEYS) this.#forget(now);
  }

  /** In one go rather than one by one: each time, a map looks for its first key behind all that were deleted. */
  #forget(now: number): void {
    for (const [oldest, kept] of this.#windows) {
      if (this.#windows.size <= MIN_KEYS && !this.#isOver(kept, now)) break;
      this.#windows.delete(oldest);
    }
  }

  #isOver({ start }: Window, now: number): boolean {
    return now >= start + this.interval * 1000;
  }
}

/** @param limitUrl of the rate limit that it belongs to */
export function renderBucket(
  { sid, max, interval, createdAt, updatedAt }: Bucket,
  owners: { account_sid: string; service_sid: string; rate_limit_sid: string },
  limitUrl: string,
): Record<string, unknown> {
  return {
    sid,
    ...owners,
    max,
    interval,
    date_created: formatIsoSeconds(createdAt),
    date_updated: formatIsoSeconds(updatedAt),
    url: `${limitUrl}/Buckets/${sid}`,
  };
}
