import { BoundedList } from '../bounded';
import { deliverBatch, type Delivered, type Format, type Sending } from './log-stream';
import type { TenantLogEntry } from './log-record';

export interface StreamSettings {
  format: Format;
  /** Every batch comes twice: "at least once" allows it. */
  duplicate: boolean;
  /** The last record of a batch comes first: nothing promises an order. */
  shuffle: boolean;
}

/** One batch, and what the bridge answered. */
export interface Batch extends Delivered {
  format: Format;
  entries: TenantLogEntry[];
}

/**
 * Which logs the stream's filters let through: those of the categories `other`, `user.notification` and
 * `auth.login.success`, as docs/auth0.md sets it up. limit_phone is a `system.notification`.
 * https://auth0.com/docs/customize/log-streams/event-filters
 */
const FILTERED = /^(gd_\w+|s)$/;
/** How long it takes until a log is delivered is not documented. Here it is just long enough for two to make a batch. */
const GATHER_MS = 50;

/** The one log stream, a custom webhook. It sends in the background, one batch after the other. */
export class LogStream {
  settings: StreamSettings = { format: 'JSONARRAY', duplicate: false, shuffle: false };
  readonly batches = new BoundedList<Batch>(200);
  readonly #sending: Omit<Sending, 'format' | 'target'> & { target: Sending['target'] | undefined };
  #waiting: TenantLogEntry[] = [];
  #underWay: Promise<void> | undefined;

  /** @param target where the functions are; without it nothing is sent */
  constructor(target: Sending['target'] | undefined, wait: Sending['wait']) {
    // Auth0 begins errored logs anew until they are taken, or for seven days; here twice.
    this.#sending = { target, contentType: 'application/json', rounds: 2, pause: 300, wait };
  }

  add(entry: TenantLogEntry): void {
    if (!FILTERED.test(entry.type)) return;
    this.#waiting.push(entry);
    this.#underWay ??= this.#send();
  }

  /** Resolves once all that was added is delivered or given up. */
  async idle(): Promise<void> {
    await this.#underWay;
  }

  async #send(): Promise<void> {
    const { target, ...how } = this.#sending;
    while (this.#waiting.length > 0) {
      await how.wait(GATHER_MS);
      const entries = this.#waiting.splice(0);
      if (target === undefined) continue;
      const { format, duplicate, shuffle } = this.settings;
      const ordered = shuffle ? [...entries].reverse() : entries;
      for (const batch of duplicate ? [ordered, ordered] : [ordered]) {
        const delivered = await deliverBatch({ ...how, target, format }, batch);
        this.batches.add({ format, entries: batch, ...delivered });
      }
    }
    // In the same breath as the loop's last look, so that no log is added in between and left lying.
    this.#underWay = undefined;
  }
}
