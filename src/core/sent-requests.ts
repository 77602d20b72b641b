import type { Delivery, SendRequest } from './otp-request';
import { TtlCache } from './ttl-cache';
import type { SendResult } from './verify-port';

/** Longer than any provider tries again, and as long as Verify keeps a verification by default. */
const LIFETIME_MS = 10 * 60_000;

/**
 * How the requests of a warm process ended, by the provider's own id: a provider that tries again gets the first answer,
 * and no second message is sent. A request that certainly sent nothing is forgotten, and may be tried again.
 *
 * Another process knows nothing of it. A provider that tries again while the first try still runs reaches another
 * process, because Twilio runs one call at a time in each.
 */
export class SentRequests {
  readonly #results = new TtlCache<Promise<SendResult<Delivery>>>(1_000);

  /** @param now milliseconds since the epoch */
  send(
    request: SendRequest,
    now: number,
    send: () => Promise<SendResult<Delivery>>,
  ): { result: Promise<SendResult<Delivery>>; isRepeated: boolean } {
    if (request.requestId === undefined) return { result: send(), isRepeated: false };
    // Another number or code under the same id is another request, which must not be lost.
    const key = JSON.stringify([request.requestId, request.to, request.passcode]);
    const known = this.#results.get(key, now);
    if (known !== undefined) return { result: known, isRepeated: true };
    const result = send();
    this.#results.set(key, result, now, LIFETIME_MS);
    const forget = () => this.#results.delete(key);
    void result.then((sent) => (sent.ok || !sent.unprocessed ? undefined : forget()), forget);
    return { result, isRepeated: false };
  }
}
