import { createDeadline, type Deadline } from '../../src/core/deadline';
import { reportOutcomes, type FeedbackPorts, type Outcome, type Report } from '../../src/core/feedback';
import type { FeedbackResult } from '../../src/core/feedback-result';
import type { FakeClock } from './fake-clock';

/** What the tests of core/feedback.ts have in common: outcomes, ports that keep what they are asked, and a run of it. */

export const LIFETIME_MS = 600_000;

export const done: FeedbackResult<void> = { kind: 'done', value: undefined };
export const failed = (retryable: boolean, retryAfterMs?: number): FeedbackResult<never> => ({
  kind: 'failed',
  retryable,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
});
export const success = (subject: string, at?: number): Outcome<string> => ({
  kind: 'success',
  reference: subject,
  at,
  eventId: undefined,
});
export const number = (n: number): string => `+1415555${String(n).padStart(4, '0')}`;

/** Ports which keep what they are asked. The number of a subject is the subject itself, unless told otherwise. */
export function ports(
  approve: (phone: string) => FeedbackResult<void> | Promise<FeedbackResult<void>>,
  findPhone?: FeedbackPorts<string>['findPhone'],
) {
  const asked: string[] = [];
  const approved: string[] = [];
  return {
    asked,
    approved,
    findPhone: (subject: string): Promise<FeedbackResult<string>> => {
      asked.push(subject);
      return findPhone === undefined ? Promise.resolve({ kind: 'done', value: subject }) : findPhone(subject);
    },
    approve: async (phone: string): Promise<FeedbackResult<void>> => {
      approved.push(phone);
      return approve(phone);
    },
  };
}

export const total = ({ approved, skipped, failed }: Report): number =>
  approved + failed + Object.values(skipped).reduce((sum, n) => sum + n, 0);

/** @returns the report; a fault is an error, unless it is expected and kept */
export function run(
  clock: FakeClock,
  outcomes: Iterable<Outcome<string>>,
  to: Omit<FeedbackPorts<string>, 'logError'>,
  { time = createDeadline(clock), lifetimeMs = LIFETIME_MS, faults }: Options = {},
): Promise<Report> {
  const logError = (error: unknown) => {
    if (faults === undefined) throw error;
    faults.push(error);
  };
  return clock.run(reportOutcomes(outcomes, { ...to, logError }, lifetimeMs, time));
}

interface Options {
  time?: Deadline;
  lifetimeMs?: number;
  faults?: unknown[];
}
