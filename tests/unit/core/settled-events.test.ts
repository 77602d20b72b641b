import fc from 'fast-check';
import type { FeedbackResult } from '../../../src/core/feedback-result';
import type { Outcome, SettledEvents } from '../../../src/core/feedback';
import { TtlCache } from '../../../src/core/ttl-cache';
import { FakeClock, START } from '../../support/fake-clock';
import { done, failed, LIFETIME_MS, number, ports, run, total } from '../../support/feedback-run';

/** A warm process remembers how each event ended, and by its id alone: not by its number. */

const event = (eventId: string | undefined, phone: string, at?: number): Outcome => ({
  kind: 'success',
  reference: phone,
  at,
  eventId,
});

/** One process: deliveries one after the other, with what it remembers between them. */
function startProcess(approve: (phone: string) => FeedbackResult<void>, clock = new FakeClock()) {
  const settledEvents: SettledEvents = new TtlCache(100);
  const seen = ports(approve);
  return {
    clock,
    settledEvents,
    approved: seen.approved,
    deliver: (...outcomes: Outcome[]) => run(clock, outcomes, { ...seen, settledEvents }),
  };
}

test('an event that is delivered again is counted as it ended, without a call', async () => {
  const { deliver, approved } = startProcess(() => done);
  expect(await deliver(event('a', number(1)))).toMatchObject({ approved: 1 });
  expect(await deliver(event('a', number(1)))).toMatchObject({ received: 1, approved: 1, failed: 0 });
  expect(approved).toEqual([number(1)]);
});

test.each(['no_pending_verification', 'rejected', 'irrelevant', 'unmappable'] as const)(
  'one that ended as %s does so again',
  async (kind) => {
    const { deliver, approved } = startProcess(() => ({ kind }));
    for (const _ of [1, 2]) expect((await deliver(event('a', number(1)))).skipped[kind]).toBe(1);
    expect(approved).toHaveLength(1);
  },
);

test('the next login of the same number is another event, and counts', async () => {
  const { deliver, approved } = startProcess(() => done);
  await deliver(event('a', number(1)));
  expect(await deliver(event('a', number(1)), event('b', number(1)))).toMatchObject({ approved: 2 });
  expect(approved).toEqual([number(1), number(1)]);
});

test.each<[string, Outcome]>([
  ['another number', event('a', number(2))],
  ['another time', event('a', number(1), START + 1)],
])('the same id with %s is another event', async (_, other) => {
  const { deliver, approved } = startProcess(() => done, new FakeClock());
  await deliver(event('a', number(1)));
  await deliver(other);
  expect(approved).toHaveLength(2);
});

test('an event without an id is not remembered', async () => {
  const { deliver, approved } = startProcess(() => done);
  for (const _ of [1, 2]) await deliver(event(undefined, number(1)));
  expect(approved).toHaveLength(2);
});

test('one that failed is tried again, and so are its duplicates', async () => {
  const ends = [failed(false), done];
  const { deliver, approved } = startProcess(() => ends.shift() ?? done);
  const batch = [event('a', number(1)), event('b', number(1))];
  expect(await deliver(...batch)).toMatchObject({ failed: 1, skipped: { duplicate: 1 } });
  expect(await deliver(...batch)).toMatchObject({ approved: 1, skipped: { duplicate: 1 } });
  expect(approved).toHaveLength(2);
  expect(await deliver(...batch)).toMatchObject({ approved: 1, skipped: { duplicate: 1 } });
  expect(approved).toHaveLength(2);
});

test('two devices with one number: while the first fails, the second is delivered again with it', async () => {
  const ends = [failed(false), done];
  const seen = ports(
    () => ends.shift() ?? done,
    () => Promise.resolve({ kind: 'done', value: number(1) }),
  );
  const clock = new FakeClock();
  const settledEvents: SettledEvents = new TtlCache(100);
  const batch = [event('a', 'device-1'), event('b', 'device-2')];
  const deliver = () => run(clock, batch, { ...seen, settledEvents });
  expect(await deliver()).toMatchObject({ failed: 1, skipped: { duplicate: 1 } });
  expect(await deliver()).toMatchObject({ approved: 1, failed: 0, skipped: { duplicate: 1 } });
  expect(await deliver()).toMatchObject({ approved: 1, failed: 0, skipped: { duplicate: 1 } });
  expect(seen.approved).toHaveLength(2);
});

test('nothing is remembered for longer than a verification lives', async () => {
  const { clock, deliver, approved } = startProcess(() => done);
  await deliver(event('a', number(1)));
  await clock.run(clock.pass(LIFETIME_MS - 1));
  await deliver(event('a', number(1)));
  expect(approved).toHaveLength(1);
  await clock.run(clock.pass(1));
  await deliver(event('a', number(1)));
  expect(approved).toHaveLength(2);
});

test('whatever fails, over any deliveries: counts add up, and a settled event costs no call', async () => {
  const step = fc.record({
    events: fc.array(
      fc.record({ id: fc.integer({ min: 0, max: 9 }), phone: fc.integer({ min: 0, max: 3 }) }),
      {
        maxLength: 12,
      },
    ),
    faults: fc.infiniteStream(fc.constantFrom<FeedbackResult<void>>(done, done, failed(false), failed(true))),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
      let faults: Iterator<FeedbackResult<void>> = steps[0]?.faults ?? [][Symbol.iterator]();
      const succeeded = new Map<string, number>();
      const process = startProcess((phone) => {
        const result = faults.next().value as FeedbackResult<void>;
        if (result.kind === 'done') succeeded.set(phone, (succeeded.get(phone) ?? 0) + 1);
        return result;
      });
      for (const { events, faults: next } of steps) {
        faults = next;
        // An id is of one number: that of its last digit.
        const batch = events.map(({ id, phone }) => event(`${id}-${phone}`, number(phone)));
        const report = await process.deliver(...batch);
        expect(total(report)).toBe(batch.length);
        expect(report.received).toBe(batch.length);
      }
      const ids = new Set(steps.flatMap(({ events }) => events.map(({ id, phone }) => `${id}-${phone}`)));
      for (const [phone, count] of succeeded) {
        const own = [...ids].filter((id) => number(Number(id.split('-')[1])) === phone);
        expect(count).toBeLessThanOrEqual(own.length);
      }
    }),
    { numRuns: 200 },
  );
});
