import pLimit from 'p-limit';
import type { Deadline } from './deadline';
import { createEventKey, type EventKey } from './event-key';
import { callWithRetries, type FeedbackResult } from './feedback-result';
import type { PhoneNumber } from './phone-number';
import type { TtlCache } from './ttl-cache';

/** What an event of a provider says, once it is parsed. */
export type Outcome<Reference extends string = string> =
  /** A user proved a code. */
  | {
      kind: 'success';
      /**
       * What leads to the verification: its number, its SID, or what the provider's API is asked with for the number.
       */
      reference: Reference;
      /** Milliseconds since the epoch; an event without a time counts as now. */
      at: number | undefined;
      /** The provider's own id of the event, which stays the same when the event is delivered again. */
      eventId: string | undefined;
    }
  /** Another event, another factor, or no success. */
  | { kind: 'irrelevant' }
  /** A success without a usable number: masked, hashed, missing. */
  | { kind: 'unmappable' };

/** What the core needs of the outside. `findPhone` and `approve` can be called again for the same event. */
export interface FeedbackPorts<Reference extends string> {
  findPhone: (reference: Reference) => Promise<FeedbackResult<PhoneNumber>>;
  approve: (phone: PhoneNumber) => Promise<FeedbackResult<void>>;
  /** Logs an unexpected error in one of the two. It fails its own event and no other. */
  logError: (error: unknown) => void;
  /**
   * Whether the fallback sent the code of an event of which Verify knows nothing. Without it, the report does not say how
   * many there were.
   */
  wasSentByFallback?: (reference: string) => Promise<boolean>;
  /** How events of earlier deliveries ended. Without it, every delivery calls the APIs anew. */
  settledEvents?: SettledEvents;
}

const SKIPS = [
  'irrelevant',
  'unmappable',
  'duplicate',
  'expired',
  'no_pending_verification',
  'rejected',
] as const;
type Skip = (typeof SKIPS)[number];
/** How an event ended for good. */
type Settlement = 'approved' | Skip;

/** By event, never by number alone: the next login of the same number is another event and must count. */
export type SettledEvents = TtlCache<Settlement>;

/** received = approved + all that is skipped + failed */
export interface Report {
  received: number;
  approved: number;
  skipped: Record<Skip, number>;
  failed: number;
  /** How many of `no_pending_verification` were sent by the fallback; not there if the owner has no fallback. */
  fallback?: number;
}

const CONCURRENCY = 10;

/**
 * Tells Verify of each success in a batch, once per number, and counts how every event ended.
 *
 * Providers deliver at least once, and PingOne stops at the first event that does not get a 200. So an event that can
 * never succeed is skipped, and an event that may yet succeed fails the batch, so that the provider delivers it again.
 * An event that is older than a verification lives is skipped without a call, so that no redelivery goes on for ever.
 * An event that ended in an earlier delivery is counted as it ended, without a call.
 *
 * @param lifetimeMs how long Verify keeps a verification
 */
export async function reportOutcomes<Reference extends string>(
  outcomes: Iterable<Outcome<Reference>>,
  ports: FeedbackPorts<Reference>,
  lifetimeMs: number,
  deadline: Deadline,
): Promise<Report> {
  const report = createEmptyReport();
  const { wasSentByFallback } = ports;
  const unknown: PhoneNumber[] = [];
  const count = (end: Settlement | 'failed') => {
    if (end === 'approved' || end === 'failed') report[end] += 1;
    else report.skipped[end] += 1;
  };
  const now = deadline.now();
  const pending = new Map<Reference, EventKey[]>();
  const seen = new Set<string>();
  for (const outcome of outcomes) {
    report.received += 1;
    if (outcome.kind !== 'success') {
      count(outcome.kind);
      continue;
    }
    if (outcome.at !== undefined && outcome.at < now - lifetimeMs) {
      count('expired');
      continue;
    }
    const key = createEventKey(outcome);
    const settled = key === undefined ? undefined : ports.settledEvents?.get(key, now);
    const duplicated = pending.get(outcome.reference);
    // The same event twice in one batch: the memory keeps how its first copy ended.
    if (key !== undefined && seen.has(key)) count('duplicate');
    else if (settled !== undefined) count(settled);
    else if (duplicated === undefined) pending.set(outcome.reference, [key]);
    else {
      duplicated.push(key);
      count('duplicate');
    }
    if (key !== undefined) seen.add(key);
  }

  const settle = (key: EventKey, end: Settlement) => {
    if (key !== undefined) ports.settledEvents?.set(key, end, deadline.now(), lifetimeMs);
  };
  const approveOnce = createApprover(ports, deadline);
  const limit = pLimit(CONCURRENCY);
  await Promise.all(
    rotateRandomly([...pending]).map(([reference, [key, ...duplicates]]) =>
      limit(async () => {
        const { end, isFinal, phone } = await approveOnce(reference);
        count(end);
        if (end !== 'failed' && isFinal) {
          settle(key, end);
          for (const duplicate of duplicates) settle(duplicate, 'duplicate');
        }
        if (end === 'no_pending_verification' && phone !== undefined) unknown.push(phone);
      }),
    ),
  );
  // Only when every approval is done: the count is for the owner's eyes.
  if (wasSentByFallback !== undefined) {
    const ask = (phone: PhoneNumber) => limit(() => wasSentByFallback(phone).catch(ports.logError));
    const answers = await Promise.all(unknown.map(ask));
    report.fallback = answers.filter((isOwn) => isOwn === true).length;
  }
  return report;
}

/** Approves the number that a reference leads to, and each number once. */
function createApprover<Reference extends string>(ports: FeedbackPorts<Reference>, deadline: Deadline) {
  const approvals = new Map<PhoneNumber, Promise<Settlement | 'failed'>>();
  const logFailure = (error: unknown) => {
    ports.logError(error);
    return 'failed' as const;
  };
  const approve = (phone: PhoneNumber) =>
    callWithRetries(() => ports.approve(phone), deadline)
      .then(({ kind }) => (kind === 'done' ? 'approved' : kind))
      .catch(logFailure);

  return async (
    reference: Reference,
  ): Promise<{ end: Settlement | 'failed'; isFinal: boolean; phone?: PhoneNumber }> => {
    const phone = await callWithRetries(() => ports.findPhone(reference), deadline).catch(
      (error: unknown): FeedbackResult<never> => ({ kind: logFailure(error), retryable: false }),
    );
    if (phone.kind !== 'done') return { end: phone.kind, isFinal: phone.kind !== 'failed' };
    // Two devices with one number: if the other event fails, this one is delivered again with it.
    const other = approvals.get(phone.value);
    if (other !== undefined) return { end: 'duplicate', isFinal: (await other) !== 'failed' };
    const approval = approve(phone.value);
    approvals.set(phone.value, approval);
    const end = await approval;
    return { end, isFinal: end !== 'failed', phone: phone.value };
  };
}

function createEmptyReport(): Report {
  const skipped = Object.fromEntries(SKIPS.map((skip) => [skip, 0])) as Record<Skip, number>;
  return { received: 0, approved: 0, skipped, failed: 0 };
}

/**
 * A batch that is too long for one call is delivered again as a whole. If every delivery began at its head, a cold
 * process would spend the call on what is settled already and never reach the tail.
 */
function rotateRandomly<T>(items: T[]): T[] {
  const start = Math.floor(Math.random() * items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}
