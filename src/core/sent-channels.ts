import type { Channel } from './otp-request';
import type { PhoneNumber } from './phone-number';
import { TtlCache } from './ttl-cache';

/** Some 1 MB at most. */
const MAX_RECIPIENTS = 10_000;

/**
 * By which channel a warm process has sent to a recipient within a verification's life. Another process knows nothing of
 * it, and then the plan begins at its first channel.
 */
export class SentChannels {
  readonly #channels = new TtlCache<Channel>(MAX_RECIPIENTS);

  /** @param now milliseconds since the epoch */
  get(to: PhoneNumber, now: number): Channel | undefined {
    return this.#channels.get(to, now);
  }

  /** @param lifetimeMs how long Verify keeps a verification */
  add(to: PhoneNumber, channel: Channel, now: number, lifetimeMs: number): void {
    this.#channels.set(to, channel, now, lifetimeMs);
  }
}
