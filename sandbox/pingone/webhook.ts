import {
  attemptDelivery,
  readEvents,
  readSending,
  readTarget,
  readWhole,
  type Attempt,
  type Functions,
} from '../delivery';
import type { Answer, Call } from '../route';

const KEYS = ['url', 'authorization', 'events', 'per_payload', 'max_attempts', 'pause_ms'];

/**
 * POST /sandbox/pingone/events: delivers the activities in order, in arrays of `per_payload`, as a PingOne webhook
 * would. The same array comes until the answer is exactly 200, here `max_attempts` times at most; no later one does
 * before.
 * https://developer.pingidentity.com/pingone-api/platform/subscriptions-webhooks.html
 */
export async function sendActivities({ url, authorizations, wait }: Functions, call: Call): Promise<Answer> {
  const sending = readSending(call, KEYS);
  const target = readTarget(sending, '/pingone/events', url, authorizations?.pingoneEvents);
  const size = readWhole(sending['per_payload'], 'per_payload', 1, 500, 500);
  const most = readWhole(sending['max_attempts'], 'max_attempts', 1, 100, 10);
  const pause = readWhole(sending['pause_ms'], 'pause_ms', 0, 10_000, 500);
  const events = readEvents(sending);

  const payloads: { events: number; attempts: Attempt[] }[] = [];
  let delivered = 0;
  while (delivered < events.length) {
    const batch = events.slice(delivered, delivered + size);
    const attempts: Attempt[] = [];
    payloads.push({ events: batch.length, attempts });
    do {
      if (attempts.length > 0) await wait(pause);
      attempts.push(await attemptDelivery(target, 'application/json', JSON.stringify(batch)));
    } while (attempts.at(-1)?.status !== 200 && attempts.length < most);
    if (attempts.at(-1)?.status !== 200) break;
    delivered += batch.length;
  }
  const undelivered = events.length - delivered;
  return { status: 200, body: { delivered: undelivered === 0, undelivered, payloads } };
}
