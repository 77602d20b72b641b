import pLimit from 'p-limit';
import { MIN_TRY_MS, type Deadline } from './deadline';
import type { PhoneNumber } from './phone-number';

/** What an event of a provider says, once it is read. */
export type Outcome<Subject extends string> =
  /** Somebody proved a code. `subject` leads to the number: the number itself, or what the provider is asked with. */
  | { kind: 'success'; subject: Subject; at: number | undefined }
  /** Another event, another factor, or no success. */
  | { kind: 'irrelevant' }
  /** A success that no number can be told for: masked, hashed, missing. */
  | { kind: 'unmappable' };

/** How one request for a number or an approval ended. */
export type FeedbackResult<T> =
  | { kind: 'done'; value: T }
  | { kind: 'irrelevant' | 'unmappable' | 'no_pending_verification' | 'rejected' }
  /** It may yet succeed; `again` says whether within this call. */
  | { kind: 'failed'; again: boolean; retryAfterMs?: number };

/** What the core needs of the outside. Both may be asked again for the same thing without harm. */
export interface FeedbackPorts<Subject extends string> {
  findPhone: (subject: Subject) => Promise<FeedbackResult<PhoneNumber>>;
  approve: (phone: PhoneNumber) => Promise<FeedbackResult<void>>;
  /** A mistake of ours in one of the two: it fails its own event and no other. */
  logError: (error: unknown) => void;
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

/** received = approved + all that is skipped + failed */
export interface Report {
  received: number;
  approved: number;
  skipped: Record<Skip, number>;
  failed: number;
}

const CONCURRENCY = 10;
const TRIES = 3;
const BACKOFF_MS = 200;

/**
 * Tells Verify of each success in a batch, once a number, and counts what became of every event.
 *
 * Both providers deliver at least once, and PingOne stops at the first event that does not get a 200. So what can
 * never succeed is skipped, and what may yet succeed fails the batch, so that it comes again; an event older than a
 * verification lives is skipped without a call, so that nothing comes again for ever.
 *
 * @param lifetimeMs how long Verify keeps a verification
 */
export async function reportOutcomes<Subject extends string>(
  outcomes: Iterable<Outcome<Subject>>,
  ports: FeedbackPorts<Subject>,
  lifetimeMs: number,
  deadline: Deadline,
): Promise<Report> {
  const report = createEmptyReport();
  const oldest = deadline.now() - lifetimeMs;
  const subjects = new Set<Subject>();
  for (const outcome of outcomes) {
    report.received += 1;
    if (outcome.kind !== 'success') report.skipped[outcome.kind] += 1;
    else if (outcome.at !== undefined && outcome.at < oldest) report.skipped.expired += 1;
    else if (subjects.has(outcome.subject)) report.skipped.duplicate += 1;
    else subjects.add(outcome.subject);
  }

  const limit = pLimit(CONCURRENCY);
  const phones = new Set<PhoneNumber>();
  const settle = async (subject: Subject): Promise<'approved' | 'failed' | Skip> => {
    const phone = await callWithRetries(() => ports.findPhone(subject), deadline);
    if (phone.kind !== 'done') return phone.kind;
    // Two devices of one number.
    if (phones.has(phone.value)) return 'duplicate';
    phones.add(phone.value);
    const approval = await callWithRetries(() => ports.approve(phone.value), deadline);
    return approval.kind === 'done' ? 'approved' : approval.kind;
  };
  await Promise.all(
    rotateRandomly([...subjects]).map((subject) =>
      limit(async () => {
        const end = await settle(subject).catch((error: unknown) => {
          ports.logError(error);
          return 'failed' as const;
        });
        if (end === 'approved' || end === 'failed') report[end] += 1;
        else report.skipped[end] += 1;
      }),
    ),
  );
  return report;
}

function createEmptyReport(): Report {
  const skipped = Object.fromEntries(SKIPS.map((skip) => [skip, 0])) as Record<Skip, number>;
  return { received: 0, approved: 0, skipped, failed: 0 };
}

/**
 * A batch that is too long for one call comes again whole. Were it begun at its head every time, the calls would be
 * spent on what is settled already, and its tail never be reached.
 */
function rotateRandomly<T>(items: T[]): T[] {
  const start = Math.floor(Math.random() * items.length);
  return [...items.slice(start), ...items.slice(0, start)];
}

/** Three tries, each after a longer pause with jitter, or after what the API asked for, inside the deadline. */
async function callWithRetries<T>(step: () => Promise<FeedbackResult<T>>, deadline: Deadline): Promise<FeedbackResult<T>> {
  for (let attempt = 1; ; attempt++) {
    if (deadline.left() < MIN_TRY_MS) return { kind: 'failed', again: false };
    const end = await step();
    if (end.kind !== 'failed' || !end.again || attempt === TRIES) return end;
    const pause = end.retryAfterMs ?? BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
    if (pause + MIN_TRY_MS > deadline.left()) return end;
    await deadline.wait(pause);
  }
}
