import fc from 'fast-check';
import type { Outcome, SettledEvents } from '../../../src/core/feedback';
import type { FeedbackResult } from '../../../src/core/feedback-result';
import { TtlCache } from '../../../src/core/ttl-cache';
import { FakeClock, START } from '../../support/fake-clock';
import { done, failed, LIFETIME_MS, number, ports, run, total } from '../../support/feedback-run';
import { report } from '../../support/report';

/** A warm process remembers how each event ended: by its id, never by its number. */

const event = (eventId: string | undefined, phone = number(1), at?: number): Outcome => ({
  kind: 'success',
  reference: phone,
  at,
  eventId,
});

/** One process: deliveries one after the other, and what it remembers between them. */
function startProcess(
  approve: (phone: string) => FeedbackResult<void>,
  { clock = new FakeClock(), maxEvents = 100, findPhone = undefined as Parameters<typeof ports>[1] } = {},
) {
  const settledEvents: SettledEvents = new TtlCache(maxEvents);
  const seen = ports(approve, findPhone);
  return {
    clock,
    settledEvents,
    approved: seen.approved,
    deliver: (...outcomes: Outcome[]) => run(clock, outcomes, { ...seen, settledEvents }),
  };
}

describe('an event that is delivered again', () => {
  test.each<[string, FeedbackResult<void>, Record<string, number>]>([
    ['was approved', done, { approved: 1 }],
    ['had no pending verification', { kind: 'no_pending_verification' }, { no_pending_verification: 1 }],
    ['was rejected', { kind: 'rejected' }, { rejected: 1 }],
  ])('is counted as it ended, without a call: it %s', async (_, end, counts) => {
    const { deliver, approved } = startProcess(() => end);
    for (const _delivery of [1, 2, 3]) expect(await deliver(event('a'))).toEqual(report(1, counts));
    expect(approved).toEqual([number(1)]);
  });

  test.each(['irrelevant', 'unmappable'] as const)(
    'whose device is %s is not looked up again',
    async (kind) => {
      let lookups = 0;
      const findPhone = () => {
        lookups += 1;
        return Promise.resolve({ kind });
      };
      const { deliver } = startProcess(() => done, { findPhone });
      for (const _delivery of [1, 2]) expect(await deliver(event('a'))).toEqual(report(1, { [kind]: 1 }));
      expect(lookups).toBe(1);
    },
  );

  test('is forgotten when a verification is, and is expired before that if it says when it was', async () => {
    const { clock, deliver, approved } = startProcess(() => done);
    await deliver(event('a'), event('b', number(2), START));
    await clock.run(clock.pass(LIFETIME_MS - 1));
    expect(await deliver(event('a'), event('b', number(2), START))).toEqual(report(2, { approved: 2 }));
    expect(approved).toHaveLength(2);
    await clock.run(clock.pass(2));
    const last = await deliver(event('a'), event('b', number(2), START));
    expect(last).toEqual(report(2, { approved: 1, expired: 1 }));
    expect(approved.sort()).toEqual([number(1), number(1), number(2)]);
  });

  test('is called again if it made room for later ones', async () => {
    const { deliver, approved } = startProcess(() => done, { maxEvents: 2 });
    for (const id of ['a', 'b', 'c', 'c', 'b', 'a']) await deliver(event(id, number(id.charCodeAt(0))));
    expect(approved.map((phone) => String.fromCharCode(Number(phone.slice(-4))))).toEqual([
      'a',
      'b',
      'c',
      'a',
    ]);
  });
});

describe('another event of the same number is called', () => {
  test.each<[string, Outcome, Outcome]>([
    ['the next login', event('a'), event('b')],
    ['the same id at another time', event('a', number(1), START), event('a', number(1), START + 1)],
    ['the same id, once without a time', event('a', number(1), START), event('a')],
    ['no id, no time', event(undefined), event(undefined)],
    ['no id, the same time', event(undefined, number(1), START), event(undefined, number(1), START)],
    ['an empty id', event(''), event('')],
    ['a blank id', event(' \n'), event(' \n')],
    ['an id that would take the memory of thousands', event('x'.repeat(9_000)), event('x'.repeat(9_000))],
    ['a name of Object’s own', event('__proto__'), event('constructor')],
  ])('%s', async (_, first, second) => {
    const { deliver, approved } = startProcess(() => done);
    expect(await deliver(first)).toEqual(report(1, { approved: 1 }));
    expect(await deliver(second)).toEqual(report(1, { approved: 1 }));
    expect(approved).toEqual([number(1), number(1)]);
  });

  test('even in one batch with an event that is settled', async () => {
    const { deliver, approved } = startProcess(() => done);
    await deliver(event('a'));
    expect(await deliver(event('a'), event('b'))).toEqual(report(2, { approved: 2 }));
    expect(approved).toHaveLength(2);
  });
});

test.each([
  ['has the same id', event('a', number(1)), event('a', number(2))],
  ['has an id and a reference that only together are the same', event('a b', 'c'), event('a', 'b c')],
])('an event of another number is called, even if it %s', async (_, first, second) => {
  const { deliver, approved } = startProcess(() => done);
  await deliver(first);
  await deliver(second);
  expect(approved).toHaveLength(2);
});

describe('a duplicate', () => {
  test.each<[string, string, string]>([
    ['of another id', 'a', 'b'],
    ['which is the very same event', 'a', 'a'],
  ])('%s is one again in the next delivery, and what it duplicated is none', async (_, first, second) => {
    const { deliver, approved } = startProcess(() => done);
    for (const _delivery of [1, 2, 3]) {
      const counted = await deliver(event(first), event(second));
      expect(counted).toEqual(report(2, { approved: 1, duplicate: 1 }));
    }
    expect(approved).toHaveLength(1);
  });

  test('of one that failed is not remembered, no more than that one', async () => {
    const ends = [failed(false), failed(false), done];
    const { deliver, approved, settledEvents } = startProcess(() => ends.shift() ?? done);
    for (const size of [0, 0, 2]) {
      const counted = await deliver(event('a'), event('b'));
      expect(counted).toEqual(report(2, { [size === 0 ? 'failed' : 'approved']: 1, duplicate: 1 }));
      expect(settledEvents.size).toBe(size);
    }
    expect(approved).toHaveLength(3);
  });

  test('by another device with the same number waits for the one that is called', async () => {
    const ends = [failed(false), done];
    const findPhone = () => Promise.resolve({ kind: 'done' as const, value: number(1) });
    const { deliver, approved, settledEvents } = startProcess(() => ends.shift() ?? done, { findPhone });
    const batch = [event('a', 'device 1'), event('b', 'device 2')];
    expect(await deliver(...batch)).toEqual(report(2, { failed: 1, duplicate: 1 }));
    expect(settledEvents.size).toBe(0);
    for (const _delivery of [2, 3]) {
      expect(await deliver(...batch)).toEqual(report(2, { approved: 1, duplicate: 1 }));
    }
    expect(approved).toHaveLength(2);
  });
});

test('an unexpected error is no end, and is not remembered', async () => {
  const settledEvents: SettledEvents = new TtlCache();
  const faults: unknown[] = [];
  const to = ports(() => {
    throw new Error('a fault of ours');
  });
  for (const count of [1, 2]) {
    const counted = await run(new FakeClock(), [event('a')], { ...to, settledEvents }, { faults });
    expect(counted).toEqual(report(1, { failed: 1 }));
    expect(faults).toHaveLength(count);
  }
});

describe('over any deliveries with any faults', () => {
  const ends = fc.constantFrom<FeedbackResult<void>>(
    done,
    { kind: 'no_pending_verification' },
    { kind: 'rejected' },
    failed(false),
    failed(true),
  );
  const PHONES = 4;
  /** Some events have no id of their own, some no time. An id is of one number. */
  const events = fc.nat(15).map((n) => {
    const eventId = n < 12 ? `id ${n}` : undefined;
    return event(eventId, number(n % PHONES), n % 3 === 0 ? START : undefined);
  });
  const deliveries = fc.array(
    fc.record({
      batch: fc.array(events, { maxLength: 12 }),
      /** How each number's request ends this time. */
      ends: fc.array(ends, { minLength: PHONES, maxLength: PHONES }),
      pauseMs: fc.oneof(fc.nat(1_000), fc.nat(LIFETIME_MS)),
    }),
    { maxLength: 8 },
  );

  test('counts are those of a memory without bounds, and only what is not settled is called', () =>
    fc.assert(
      fc.asyncProperty(deliveries, async (all) => {
        const known = new Map<string, { end: string; settledAt: number }>();
        let current: FeedbackResult<void>[] = [];
        let calledAt = new Map<string, number>();
        const clock = new FakeClock();
        const { deliver } = startProcess(
          (phone) => {
            calledAt.set(phone, clock.now());
            return current[Number(phone.slice(-4))] ?? done;
          },
          { clock },
        );
        for (const { batch, ends, pauseMs } of all) {
          await clock.run(clock.pass(pauseMs));
          current = ends;
          calledAt = new Map();
          const now = clock.now();
          const counted = await deliver(...batch);

          const counts: Record<string, number> = {};
          const inBatch = new Set<string>();
          const open = new Map<string, (string | undefined)[]>();
          const count = (end: string) => (counts[end] = (counts[end] ?? 0) + 1);
          for (const one of batch) {
            if (one.kind !== 'success') continue;
            const memory = one.eventId === undefined ? undefined : known.get(one.eventId);
            const group = open.get(one.reference) ?? [];
            if (one.at !== undefined && one.at < now - LIFETIME_MS) count('expired');
            else if (one.eventId !== undefined && inBatch.has(one.eventId)) count('duplicate');
            else if (memory !== undefined && now < memory.settledAt + LIFETIME_MS) count(memory.end);
            else open.set(one.reference, [...group, one.eventId]);
            inBatch.add(one.eventId ?? '');
          }
          for (const [phone, [first, ...others]] of open) {
            const { kind } = ends[Number(phone.slice(-4))] ?? done;
            const end = kind === 'done' ? 'approved' : kind;
            count(end);
            for (const _ of others) count('duplicate');
            const settledAt = calledAt.get(phone) ?? NaN;
            if (end === 'failed') continue;
            for (const id of others) if (id !== undefined) known.set(id, { end: 'duplicate', settledAt });
            if (first !== undefined) known.set(first, { end, settledAt });
          }
          expect(counted).toEqual(report(batch.length, counts));
          expect(total(counted)).toBe(batch.length);
          expect([...calledAt.keys()].sort()).toEqual([...open.keys()].sort());
        }
      }),
      { numRuns: 300 },
    ));

  test('a small memory stays small, and counts still add up', () =>
    fc.assert(
      fc.asyncProperty(deliveries, fc.integer({ min: 1, max: 5 }), async (all, maxEvents) => {
        let current: FeedbackResult<void>[] = [];
        const approve = (phone: string) => current[Number(phone.slice(-4))] ?? done;
        const { clock, deliver, settledEvents } = startProcess(approve, { maxEvents });
        for (const { batch, ends, pauseMs } of all) {
          await clock.run(clock.pass(pauseMs));
          current = ends;
          const counted = await deliver(...batch);
          expect([counted.received, total(counted)]).toEqual([batch.length, batch.length]);
          expect(settledEvents.size).toBeLessThanOrEqual(maxEvents);
        }
      }),
      { numRuns: 200 },
    ));
});

/** Of an endless stream. */
const next = <T>(stream: fc.Stream<T>): T => stream.next().value as T;

test('processes that come and go lose nothing, and the one that gave the 200 repeats nothing', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(9), { minLength: 1, maxLength: 20 }),
      fc.infiniteStream(fc.constantFrom('none', 'none', 'refused', 'lost')),
      fc.infiniteStream(fc.constantFrom<0 | 1 | 2 | 'new'>(0, 1, 2, 'new')),
      async (logins, faults, choices) => {
        const pending = new Set(logins.map((n) => number(n)));
        const approvals: string[] = [];
        const approve = (phone: string): FeedbackResult<void> => {
          const fault = next(faults);
          if (fault === 'refused') return failed(false);
          const isPending = pending.delete(phone);
          if (isPending) approvals.push(phone);
          if (fault === 'lost') return failed(false);
          return isPending ? done : { kind: 'no_pending_verification' };
        };
        const clock = new FakeClock();
        const batch = logins.map((n, index) => event(`login ${index}`, number(n), START));
        const processes = [0, 1, 2].map(() => startProcess(approve, { clock }));
        for (;;) {
          const choice = next(choices);
          // A new one takes the place of the first.
          if (choice === 'new') processes[0] = startProcess(approve, { clock });
          const process = processes[choice === 'new' ? 0 : choice] as (typeof processes)[number];
          const counted = await process.deliver(...batch);
          expect(total(counted)).toBe(batch.length);
          if (counted.failed > 0) continue;

          expect(approvals.sort()).toEqual([...new Set(logins)].map(number).sort());
          // The 200 is lost, and the next passcode is under way to each number.
          for (const n of logins) pending.add(number(n));
          const calls = process.approved.length;
          expect(await process.deliver(...batch)).toEqual(counted);
          expect(process.approved).toHaveLength(calls);
          return;
        }
      },
    ),
    { numRuns: 200 },
  ));
