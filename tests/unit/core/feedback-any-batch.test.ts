import fc from 'fast-check';
import { CALL_MS, createDeadline, MIN_TRY_MS } from '../../../src/core/deadline';
import type { FeedbackPorts, Outcome, Report } from '../../../src/core/feedback';
import type { FeedbackResult } from '../../../src/core/feedback-result';
import { FakeClock, START } from '../../support/fake-clock';
import { done, failed, LIFETIME_MS, number, ports, run, success, total } from '../../support/feedback-run';

/** Whatever the events are and whatever goes wrong: each is counted once, and none is lost on redelivery. */

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

describe('for any batch and any ports', () => {
  const batch = fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc
          .tuple(fc.nat(25), fc.option(fc.integer({ min: -900_000, max: 900_000 }), { nil: undefined }))
          .map(([n, age]) => success(`device ${n}`, age === undefined ? undefined : START - age)),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Outcome<string>>({ kind: 'irrelevant' }, { kind: 'unmappable' }),
      },
    ),
    { maxLength: 60 },
  );
  const ends = fc.oneof(
    fc.constantFrom<FeedbackResult<undefined>>(
      { kind: 'done', value: undefined },
      { kind: 'irrelevant' },
      { kind: 'unmappable' },
      { kind: 'rejected' },
      { kind: 'no_pending_verification' },
    ),
    fc
      .tuple(fc.boolean(), fc.option(fc.nat(9_000), { nil: undefined }))
      .map(([retryable, ms]) => failed(retryable, ms)),
  );
  const behaviours = fc.array(fc.record({ end: ends, ms: fc.oneof(fc.nat(50), fc.nat(9_000)) }), {
    minLength: 1,
  });

  test('every event is counted once, and the calls keep their limits', () =>
    fc.assert(
      fc.asyncProperty(
        batch,
        behaviours,
        fc.integer({ min: 1, max: 30 }),
        async (outcomes, turns, phones) => {
          clock = new FakeClock();
          let turn = 0;
          let now = 0;
          const calls = new Map<string, number>();
          const act = async <T>(call: string, value: T): Promise<FeedbackResult<T>> => {
            expect(deadlineOf.left()).toBeGreaterThanOrEqual(MIN_TRY_MS);
            expect(++now).toBeLessThanOrEqual(10);
            calls.set(call, (calls.get(call) ?? 0) + 1);
            const { end, ms } = turns[turn++ % turns.length] ?? { end: failed(true), ms: 0 };
            await clock.pass(ms);
            now -= 1;
            return end.kind === 'done' ? { kind: 'done', value } : end;
          };
          const deadlineOf = createDeadline(clock);
          const to: Omit<FeedbackPorts<string>, 'logError'> = {
            findPhone: (subject) => act(subject, number(Number(subject.slice(7)) % phones)),
            approve: (phone) => act<void>(phone, undefined),
          };
          const report = await run(clock, outcomes, to, { time: deadlineOf });
          expect(report.received).toBe(outcomes.length);
          expect(total(report)).toBe(report.received);
          const old = outcomes.filter(
            (one) => one.kind === 'success' && one.at !== undefined && one.at < START - LIFETIME_MS,
          );
          expect(report.skipped.expired).toBe(old.length);
          expect(Math.max(0, ...calls.values())).toBeLessThanOrEqual(3);
          expect(report.approved).toBeLessThanOrEqual(phones);
          // No pause runs over the end, and the last try was begun before it.
          expect(clock.now() - START).toBeLessThanOrEqual(CALL_MS - MIN_TRY_MS + 9_000);
        },
      ),
      { numRuns: 300 },
    ));
});

describe('redelivery', () => {
  type Fault = 'refused' | 'lost' | 'later' | 'credentials';
  const faults = fc.array(fc.constantFrom<Fault>('refused', 'lost', 'later', 'credentials'), {
    maxLength: 5,
  });

  /** Verify with its state: a number is approved once, then nothing is pending; faults come first, and end. */
  function fakeVerify(pending: Set<string>, faults: Map<string, Fault[]>) {
    const approvals = new Map<string, number>();
    const approve = (phone: string): FeedbackResult<void> => {
      const fault = faults.get(phone)?.shift();
      if (fault === 'refused') return failed(true);
      if (fault === 'later') return failed(true, 60_000);
      if (fault === 'credentials') return failed(false);
      const isPending = pending.delete(phone);
      if (isPending) approvals.set(phone, (approvals.get(phone) ?? 0) + 1);
      // It was processed, and the answer was lost.
      if (fault === 'lost') return failed(true);
      return isPending ? done : { kind: 'no_pending_verification' };
    };
    return { approvals, approve };
  }

  const world = fc.record({
    events: fc.array(fc.nat(20), { maxLength: 60 }),
    pending: fc.uniqueArray(fc.nat(30)),
    faults: fc.dictionary(fc.nat(20).map(String), faults),
    asking: fc.array(fc.nat(2), { maxLength: 8 }),
    ms: fc.nat(400),
  });

  test('each pending number is approved exactly once, and none is lost', () =>
    fc.assert(
      fc.asyncProperty(world, async (w) => {
        clock = new FakeClock();
        const faulty = Object.entries(w.faults).map(([n, list]): [string, Fault[]] => [
          number(Number(n)),
          [...list],
        ]);
        const faultsLeft = new Map(faulty);
        const verify = fakeVerify(new Set(w.pending.map(number)), faultsLeft);
        const troubles = [...w.asking];
        const to: Omit<FeedbackPorts<string>, 'logError'> = {
          findPhone: async (subject) => {
            await clock.pass(w.ms);
            const trouble = troubles.shift() ?? 0;
            return trouble === 0 ? { kind: 'done', value: subject.slice(2) } : failed(trouble === 1);
          },
          approve: async (phone) => {
            await clock.pass(w.ms);
            return verify.approve(phone);
          },
        };
        // Two devices of each number.
        const batch = w.events.map((n, turn) => success(`${turn % 2}/${number(n)}`, START));
        let report: Report;
        let deliveries = 0;
        do {
          report = await run(clock, batch, to);
          expect(total(report)).toBe(report.received);
          expect(++deliveries).toBeLessThan(20);
        } while (report.failed > 0);

        const proved = new Set(w.events);
        const expected = w.pending.filter((n) => proved.has(n)).map((n): [string, number] => [number(n), 1]);
        expect(verify.approvals).toEqual(new Map(expected));

        // Once more after the 200, as at-least-once delivery may: nothing is left to approve.
        faultsLeft.clear();
        troubles.length = 0;
        const again = await run(clock, batch, to);
        expect(again).toMatchObject({ approved: 0, failed: 0 });
        expect(verify.approvals).toEqual(new Map(expected));
      }),
      { numRuns: 200 },
    ));

  test('a batch that is too long for one call is worked off in the deliveries of ten minutes', async () => {
    const numbers = Array.from({ length: 100 }, (_, n) => number(n));
    const verify = fakeVerify(new Set(numbers), new Map());
    const to = ports(async (phone) => {
      await clock.pass(1_000);
      return verify.approve(phone);
    });
    const batch = numbers.map((phone) => success(phone, START));
    let deliveries = 0;
    while ((await run(clock, batch, to)).failed > 0) deliveries += 1;
    expect(deliveries).toBeGreaterThan(0);
    expect(numbers.filter((phone) => !verify.approvals.has(phone))).toEqual([]);
  });

  test('ten minutes later a batch that always fails is skipped, so that no queue is blocked for good', async () => {
    const to = ports(() => failed(true));
    const batch = [success(number(0), START), success(number(1), START - 60_000)];
    expect(await run(clock, batch, to)).toMatchObject({ failed: 2 });
    await clock.run(clock.pass(LIFETIME_MS));
    const calls = to.approved.length;
    expect(await run(clock, batch, to)).toMatchObject({ failed: 0, skipped: { expired: 2 } });
    expect(to.approved).toHaveLength(calls);
  });
});
