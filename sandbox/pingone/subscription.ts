import { attemptDelivery, type Target } from '../delivery';
import type { Activity } from './activities';

/** An array has so many at most: https://developer.pingidentity.com/pingone-api/platform/subscriptions-webhooks.html */
const EVENTS_PER_PAYLOAD = 500;
/** Nothing says how long PingOne waits before it tries again. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * The webhook of the environment, with PingOne's habits: in order, and the same array until the answer is exactly 200.
 */
export class Subscription {
  #queue: Activity[] = [];
  #isSending = false;
  readonly #target: Target;
  readonly #wait: (milliseconds: number) => Promise<void>;

  constructor(target: Target, wait: (milliseconds: number) => Promise<void>) {
    this.#target = target;
    this.#wait = wait;
  }

  /** Returns at once; the sending goes on in the background. */
  add(activity: Activity): void {
    this.#queue.push(activity);
    if (!this.#isSending) void this.#send();
  }

  async #send(): Promise<void> {
    this.#isSending = true;
    while (this.#queue.length > 0) {
      const batch = JSON.stringify(this.#queue.splice(0, EVENTS_PER_PAYLOAD));
      let pause = FIRST_PAUSE_MS;
      while ((await attemptDelivery(this.#target, 'application/json', batch)).status !== 200) {
        await this.#wait(pause);
        pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
      }
    }
    this.#isSending = false;
  }
}
