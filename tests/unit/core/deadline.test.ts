import {
  CALL_MS,
  TRY_MS,
  MIN_TRY_MS,
  createDeadline,
  takeShare,
  systemClock,
  type Clock,
} from '../../../src/core/deadline';

const PLATFORM_LIMIT_MS = 10_000;

function clockAt(time: { ms: number }): Clock {
  return { now: () => time.ms, wait: () => Promise.resolve() };
}

test.each([
  [0, 8_000],
  [1, 7_999],
  [7_999, 1],
  [8_000, 0],
  [8_001, 0],
  [1_000_000, 0],
])('after %p ms of a call, %p ms are left', (passed, left) => {
  const time = { ms: 1_700_000_000_000 };
  const call = createDeadline(clockAt(time));
  time.ms += passed;
  expect(call.left()).toBe(left);
  expect(call.startedAt).toBe(1_700_000_000_000);
});

test('another length', () => {
  const time = { ms: 0 };
  const call = createDeadline(clockAt(time), 100);
  time.ms = 40;
  expect(call.left()).toBe(60);
});

test('it is the clock that it was made of', async () => {
  const wait = jest.fn(() => Promise.resolve());
  const call = createDeadline({ now: () => 5, wait });
  await call.wait(250);
  expect(wait).toHaveBeenCalledWith(250);
  expect(call.now()).toBe(5);
});

test('a call ends before Twilio ends the Function, with a try and a fallback in it', () => {
  expect(CALL_MS).toBe(8_000);
  expect(TRY_MS).toBe(4_000);
  expect(CALL_MS + MIN_TRY_MS).toBeLessThan(PLATFORM_LIMIT_MS);
});

describe('the system clock', () => {
  beforeEach(() => jest.useFakeTimers({ now: 1_000 }));
  afterEach(() => jest.useRealTimers());

  test('counts milliseconds since the epoch, and waits that long', async () => {
    const waited = jest.fn();
    const waiting = systemClock.wait(250).then(waited);
    await jest.advanceTimersByTimeAsync(249);
    expect(waited).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect(systemClock.now()).toBe(1_250);
  });
});

test('a share of a deadline ends before it, and keeps its clock', () => {
  let now = 1_000;
  const whole = createDeadline({ now: () => now, wait: () => Promise.resolve() }, 8_000);
  now += 3_000;
  const part = takeShare(whole, 0.4);
  expect([part.left(), whole.left(), part.now()]).toEqual([2_000, 5_000, 4_000]);
  now += 3_000;
  expect([part.left(), whole.left()]).toEqual([0, 2_000]);
});
