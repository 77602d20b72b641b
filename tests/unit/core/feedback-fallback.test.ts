import { FakeClock } from '../../support/fake-clock';
import { done, number, ports, run, success, total } from '../../support/feedback-run';

/** What the owner's own senders sent, of which Verify knows nothing, is counted apart. */

const outcomes = Array.from({ length: 20 }, (_, index) => success(number(index)));
const nothingPending = () => ({ kind: 'no_pending_verification' }) as const;

test('every one of a batch, however many are asked for at once', async () => {
  const asked: string[] = [];
  const wasSentByFallback = async (phone: string) => {
    asked.push(phone);
    await Promise.resolve();
    return phone !== number(7);
  };
  const report = await run(new FakeClock(), outcomes, { ...ports(nothingPending), wasSentByFallback });
  expect(report).toMatchObject({ skipped: { no_pending_verification: 20 }, fallback: 19, failed: 0 });
  expect(asked.sort()).toEqual(outcomes.map((_, index) => number(index)).sort());
  expect(total(report)).toBe(20);
});

test('nobody is asked about what Verify approved', async () => {
  const wasSentByFallback = () => Promise.reject(new Error('It was asked'));
  const report = await run(new FakeClock(), outcomes, { ...ports(() => done), wasSentByFallback });
  expect(report).toMatchObject({ approved: 20, fallback: 0 });
});

test('a question that fails is logged, and fails nothing else', async () => {
  const faults: unknown[] = [];
  const wasSentByFallback = (phone: string) =>
    phone === number(3) ? Promise.reject(new Error('a mistake')) : Promise.resolve(true);
  const given = { ...ports(nothingPending), wasSentByFallback };
  const report = await run(new FakeClock(), outcomes, given, { faults });
  expect(report).toMatchObject({ skipped: { no_pending_verification: 20 }, fallback: 19 });
  expect(faults).toHaveLength(1);
});

test('without an owner’s senders the report has no such count', async () => {
  const report = await run(new FakeClock(), outcomes, ports(nothingPending));
  expect(report).not.toHaveProperty('fallback');
});
