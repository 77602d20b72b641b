import type { FeedbackResult } from '../../../src/core/feedback-result';
import { parseLogEvent } from '../../../src/identity-providers/auth0/log-event';
import { factorSucceeded, streamed } from '../../fixtures/auth0-logs';
import { FakeClock, START } from '../../support/fake-clock';
import { done, failed, LIFETIME_MS, number, ports, run, success } from '../../support/feedback-run';
import { report } from '../../support/report';

/** What becomes of each event of a batch: how it is counted, and what is asked because of it. */

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

describe('how each event is counted', () => {
  test('an empty batch', async () => {
    expect(
      await run(
        clock,
        [],
        ports(() => done),
      ),
    ).toEqual(report(0));
  });

  test.each<[string, FeedbackResult<void>, Record<string, number>]>([
    ['done', done, { approved: 1 }],
    ['nothing pending', { kind: 'no_pending_verification' }, { no_pending_verification: 1 }],
    ['rejected', { kind: 'rejected' }, { rejected: 1 }],
    ['failed for good', failed(false), { failed: 1 }],
    ['failed again and again', failed(true), { failed: 1 }],
  ])('the approval is %s', async (_, step, counts) => {
    const to = ports(() => step);
    const counted = await run(clock, [success('+14155552671')], to);
    expect(counted).toEqual(report(1, counts));
    expect(new Set(to.approved)).toEqual(new Set(['+14155552671']));
  });

  test.each<[string, FeedbackResult<string>, Record<string, number>]>([
    ['irrelevant', { kind: 'irrelevant' }, { irrelevant: 1 }],
    ['unmappable', { kind: 'unmappable' }, { unmappable: 1 }],
    ['rejected', { kind: 'rejected' }, { rejected: 1 }],
    ['failed for good', failed(false), { failed: 1 }],
    ['failed again and again', failed(true), { failed: 1 }],
  ])('the way to the number is %s, and nothing is approved', async (_, step, counts) => {
    const to = ports(
      () => done,
      () => Promise.resolve(step),
    );
    expect(await run(clock, [success('u/d')], to)).toEqual(report(1, counts));
    expect(to.approved).toEqual([]);
  });

  test('the parser’s own words make no call', async () => {
    const to = ports(() => done);
    const counted = await run(
      clock,
      [{ kind: 'irrelevant' }, { kind: 'unmappable' }, { kind: 'irrelevant' }],
      to,
    );
    expect(counted).toEqual(report(3, { irrelevant: 2, unmappable: 1 }));
    expect([to.asked, to.approved]).toEqual([[], []]);
  });

  test('one bad event does not keep the others back', async () => {
    const kinds: Record<string, FeedbackResult<void>> = {
      [number(0)]: failed(true),
      [number(1)]: { kind: 'rejected' },
      [number(2)]: failed(false),
      [number(3)]: { kind: 'no_pending_verification' },
    };
    const to = ports((phone) => kinds[phone] ?? done);
    const counted = await run(
      clock,
      Array.from({ length: 30 }, (_, n) => success(number(n))),
      to,
    );
    const rest = { rejected: 1, no_pending_verification: 1, failed: 2 };
    expect(counted).toEqual(report(30, { approved: 26, ...rest }));
  });

  test('nor does a port that throws', async () => {
    const faults: unknown[] = [];
    const to = ports((phone) => (phone === number(0) ? Promise.reject(new Error('a mistake')) : done));
    const counted = await run(
      clock,
      Array.from({ length: 30 }, (_, n) => success(number(n))),
      to,
      { faults },
    );
    expect(counted).toEqual(report(30, { approved: 29, failed: 1 }));
    expect(faults).toEqual([new Error('a mistake')]);
  });
});

describe('age', () => {
  test.each<[string, number | undefined, boolean]>([
    ['no date', undefined, true],
    ['now', START, true],
    ['the future', START + 365 * 86_400_000, true],
    ['ten minutes old', START - LIFETIME_MS, true],
    ['a millisecond older', START - LIFETIME_MS - 1, false],
    ['long ago', 0, false],
    ['before the epoch', -1, false],
  ])('%s', async (_, at, isCurrent) => {
    const to = ports(() => done);
    const counted = await run(clock, [success('+14155552671', at)], to);
    expect(counted).toEqual(report(1, isCurrent ? { approved: 1 } : { expired: 1 }));
    expect(to.asked).toHaveLength(isCurrent ? 1 : 0);
  });

  test('the lifetime is the one that is given', async () => {
    const to = ports(() => done);
    const events = [success('+1', START - 120_001), success('+2', START - 120_000)];
    const counted = await run(clock, events, to, { lifetimeMs: 120_000 });
    expect(counted).toMatchObject({ approved: 1, skipped: { expired: 1 } });
    expect(to.approved).toEqual(['+2']);
  });

  test('it is decided before duplicates, whichever comes first', async () => {
    const old = success('+14155552671', START - LIFETIME_MS - 1);
    const fresh = success('+14155552671', START);
    for (const batch of [
      [old, old, fresh, fresh],
      [fresh, fresh, old, old],
      [fresh, old, fresh, old],
    ]) {
      const to = ports(() => done);
      const counted = await run(clock, batch, to);
      expect(counted).toEqual(report(4, { approved: 1, expired: 2, duplicate: 1 }));
      expect(to.approved).toEqual(['+14155552671']);
    }
  });

  test('five thousand events after an outage make no call and take no time', async () => {
    const date = new Date(START - LIFETIME_MS - 1).toISOString();
    const events = Array.from({ length: 5_000 }, (_, n) =>
      parseLogEvent(streamed(factorSucceeded('sms', { phone: number(n % 4_000), date }))),
    );
    const to = ports(() => failed(true));
    const counted = await run(clock, events, to);
    expect(counted).toEqual(report(5_000, { expired: 5_000 }));
    expect([to.asked, to.approved, clock.now()]).toEqual([[], [], START]);
  });
});

describe('duplicates', () => {
  test('the same number twice is one call, also where it is written in two ways', async () => {
    const events = ['+1 4155552671', '+1-415-555-2671', '+14155552671'].map((phone) =>
      parseLogEvent(factorSucceeded('sms', { phone, date: new Date(START).toISOString() })),
    );
    const to = ports(() => done);
    expect(await run(clock, events, to)).toEqual(report(3, { approved: 1, duplicate: 2 }));
    expect([to.asked, to.approved]).toEqual([['+14155552671'], ['+14155552671']]);
  });

  test('two devices of one number are one approval', async () => {
    const to = ports(
      () => done,
      () => Promise.resolve({ kind: 'done', value: '+14155552671' }),
    );
    const counted = await run(clock, [success('u/a'), success('u/b'), success('u/a'), success('u/c')], to);
    expect(counted).toEqual(report(4, { approved: 1, duplicate: 3 }));
    expect([to.asked.sort(), to.approved]).toEqual([['u/a', 'u/b', 'u/c'], ['+14155552671']]);
  });

  test('of two devices of one number the one that fails fails the batch', async () => {
    const to = ports(
      () => failed(false),
      () => Promise.resolve({ kind: 'done', value: '+14155552671' }),
    );
    const counted = await run(clock, [success('u/a'), success('u/b')], to);
    expect(counted).toEqual(report(2, { duplicate: 1, failed: 1 }));
  });
});
