import { MIN_TRY_MS, type Deadline } from './deadline';

/** How one request for a number or an approval ended. */
export type FeedbackResult<T> =
  | { kind: 'done'; value: T }
  | { kind: 'irrelevant' | 'unmappable' | 'no_pending_verification' | 'rejected' }
  /** A later delivery of the event may succeed; `retryable` says whether another try within this call may, too. */
  | { kind: 'failed'; retryable: boolean; retryAfterMs?: number };

const TRIES = 3;
const BACKOFF_MS = 200;

/** Three tries, each after a longer pause with jitter, or after what the API asked for, inside the deadline. */
export async function callWithRetries<T>(
  call: () => Promise<FeedbackResult<T>>,
  deadline: Deadline,
): Promise<FeedbackResult<T>> {
  for (let attempt = 1; ; attempt++) {
    if (deadline.left() < MIN_TRY_MS) return { kind: 'failed', retryable: false };
    const result = await call();
    if (result.kind !== 'failed' || !result.retryable || attempt === TRIES) return result;
    const pause = result.retryAfterMs ?? BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
    if (pause + MIN_TRY_MS > deadline.left()) return result;
    await deadline.wait(pause);
  }
}
