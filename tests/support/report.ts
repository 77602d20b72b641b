import type { Report } from '../../src/core/feedback';

/** What was skipped of a batch: nothing. */
export const nothingSkipped: Report['skipped'] = {
  irrelevant: 0,
  unmappable: 0,
  duplicate: 0,
  expired: 0,
  no_pending_verification: 0,
  rejected: 0,
};

/** The whole report of a batch, with zeros where nothing is said: `report(3, { approved: 2, duplicate: 1 })`. */
export function report(received: number, counts: Readonly<Record<string, number>> = {}): Report {
  const { approved = 0, failed = 0, ...skipped } = counts;
  return { received, approved, skipped: { ...nothingSkipped, ...skipped }, failed };
}
