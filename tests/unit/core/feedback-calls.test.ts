import { CALL_MS, createDeadline, MIN_TRY_MS } from '../../../src/core/deadline';
import type { FeedbackResult } from '../../../src/core/feedback-result';
import { FakeClock, START } from '../../support/fake-clock';
import { done, failed, number, ports, run, success } from '../../support/feedback-run';
import { report } from '../../support/report';

/** How feedback calls: again after a failure, ten at a time, and within its eight seconds. */

let clock: FakeClock;
beforeEach(() => {
  clock = new FakeClock();
});

describe('tries', () => {
  /** Answers in turn, the last one for ever. */
  const inTurn = <T>(...steps: FeedbackResult<T>[]): (() => FeedbackResult<T>) => {
    let n = 0;
    return () => steps[Math.min(n++, steps.length - 1)] as FeedbackResult<T>;
  };

  test.each<[string, FeedbackResult<void>[], number, Record<string, number>]>([
    ['the second succeeds', [failed(true), done], 2, { approved: 1 }],
    ['the third succeeds', [failed(true), failed(true), done], 3, { approved: 1 }],
    ['there is no fourth', [failed(true), failed(true), failed(true), done], 3, { failed: 1 }],
    ['one that is of no use is the last', [failed(true), failed(false), done], 2, { failed: 1 }],
    ['retryable: false is not tried again', [failed(false), done], 1, { failed: 1 }],
    ['retryable: false with a Retry-After neither', [failed(false, 100), done], 1, { failed: 1 }],
    ['a final state ends them', [failed(true), { kind: 'rejected' }, done], 2, { rejected: 1 }],
  ])('%s', async (_, steps, tries, counts) => {
    const to = ports(inTurn(...steps));
    const counted = await run(clock, [success('+14155552671')], to);
    expect(counted).toEqual(report(1, counts));
    expect(to.approved).toHaveLength(tries);
    expect(clock.waits).toHaveLength(tries - 1);

    // The way to the number is tried in the same way, and what follows it has three tries of its own.
    const asking = inTurn(...steps);
    const phones = ports(inTurn(failed(true), failed(true), done), (subject) => {
      const step = asking();
      return Promise.resolve(step.kind === 'done' ? { ...step, value: subject } : step);
    });
    expect(await run(clock, [success('+14155552671')], phones)).toEqual(counted);
    expect(phones.asked).toHaveLength(tries);
    expect(phones.approved).toHaveLength(counted.approved * 3);
  });

  test('the pauses grow, and are not the same for all', async () => {
    const to = ports(() => failed(true));
    await run(
      clock,
      Array.from({ length: 10 }, (_, n) => success(number(n))),
      to,
    );
    const [first, second] = [clock.waits.slice(0, 10), clock.waits.slice(10)];
    expect(second).toHaveLength(10);
    for (const pause of first) expect(Math.abs(pause - 200)).toBeLessThanOrEqual(100);
    for (const pause of second) expect(Math.abs(pause - 400)).toBeLessThanOrEqual(200);
    expect(new Set(clock.waits).size).toBeGreaterThan(10);
  });

  test('Retry-After takes the place of the pause', async () => {
    const to = ports(inTurn(failed(true, 3_000), failed(true, 0), done));
    expect(await run(clock, [success('+14155552671')], to)).toMatchObject({ approved: 1, failed: 0 });
    expect(clock.waits).toEqual([3_000, 0]);
  });

  test.each([
    [CALL_MS - MIN_TRY_MS, 1],
    [CALL_MS - MIN_TRY_MS + 1, 0],
    [CALL_MS, 0],
    [60_000, 0],
    [999_999_000, 0],
  ])('a Retry-After of %d ms fits into a whole call %d times', async (retryAfterMs, approved) => {
    const to = ports(inTurn(failed(true, retryAfterMs), done));
    expect(await run(clock, [success('+14155552671')], to)).toMatchObject({ approved, failed: 1 - approved });
    expect(clock.waits).toEqual(approved === 1 ? [retryAfterMs] : []);
  });

  test('no pause is begun that leaves no time for a try', async () => {
    const to = ports(async () => {
      await clock.pass(3_900);
      return failed(true);
    });
    expect(await run(clock, [success('+14155552671')], to)).toMatchObject({ failed: 1 });
    // 3.9 s, a pause, and 3.9 s: nothing is left.
    expect(to.approved).toHaveLength(2);
    expect(clock.waits).toHaveLength(1);
    expect(clock.now() - START).toBeLessThanOrEqual(CALL_MS + 200);
  });
});

describe('many at once', () => {
  test('at most ten calls at a time, and ten where there are as many', async () => {
    let now = 0;
    let most = 0;
    const slowly = async <T>(step: FeedbackResult<T>): Promise<FeedbackResult<T>> => {
      most = Math.max(most, ++now);
      await clock.pass(100);
      now -= 1;
      return step;
    };
    const to = ports(
      () => slowly(done),
      (subject) => slowly({ kind: 'done', value: subject }),
    );
    const counted = await run(
      clock,
      Array.from({ length: 95 }, (_, n) => success(number(n))),
      to,
    );
    expect(counted).toMatchObject({ received: 95, approved: 95, failed: 0 });
    expect(most).toBe(10);
    expect(clock.now() - START).toBe(10 * 200);
  });

  test('what the deadline does not reach is failed, without a call', async () => {
    const to = ports(async () => {
      await clock.pass(1_000);
      return done;
    });
    const counted = await run(
      clock,
      Array.from({ length: 500 }, (_, n) => success(number(n))),
      to,
    );
    expect(counted).toEqual(report(500, { approved: 80, failed: 420 }));
    expect(to.approved).toHaveLength(80);
    expect(clock.now() - START).toBe(CALL_MS);
  });

  test('a number that is found too late is not approved', async () => {
    const to = ports(
      () => done,
      async (subject) => {
        await clock.pass(CALL_MS - MIN_TRY_MS + 1);
        return { kind: 'done', value: subject };
      },
    );
    expect(await run(clock, [success('+14155552671')], to)).toMatchObject({ approved: 0, failed: 1 });
    expect(to.approved).toEqual([]);
  });

  test('a call that has no time left makes no other', async () => {
    const time = createDeadline(clock);
    await clock.run(clock.pass(CALL_MS - MIN_TRY_MS + 1));
    const to = ports(() => done);
    expect(await run(clock, [success('+14155552671')], to, { time })).toMatchObject({ failed: 1 });
    expect(to.asked).toEqual([]);
  });
});
