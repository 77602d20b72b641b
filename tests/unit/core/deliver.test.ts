import * as fc from 'fast-check';
import { createDeadline } from '../../../src/core/deadline';
import { deliver } from '../../../src/core/deliver';
import type { Delivery, OtpRequest, SendRequest } from '../../../src/core/otp-request';
import type { ProblemCode } from '../../../src/core/problem';
import { SentChannels } from '../../../src/core/sent-channels';
import type { SendResult, SendFailure } from '../../../src/core/verify-port';
import { createPolicy, type PolicyChanges } from '../../support/policy';

const SMS: OtpRequest = {
  to: '+14155552671',
  passcode: '012345',
  channel: 'sms',
  locale: 'en-GB',
  deviceIp: '203.0.113.7',
  tags: { idp: 'pingone' },
};
const CALL: OtpRequest = { ...SMS, channel: 'call', sendDigits: 'wwww2992' };

/** What Verify does with one request: accept it, or fail; and how long it takes. */
type Step = 'accept' | (Omit<SendFailure, 'ok'> & { takesMs?: number });

function failing(code: ProblemCode, more: Partial<SendFailure> & { takesMs?: number } = {}): Step {
  const problem = { code, detail: code, retryable: false };
  return { problem, unprocessed: false, ...more };
}

const unprocessed = (retryAfterMs?: number, takesMs = 0): Step =>
  failing('rate_limited', {
    unprocessed: true,
    takesMs,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
const LANDLINE = failing('undeliverable', { cause: 'landline' });

async function run(request: OtpRequest, steps: Step[], changes: PolicyChanges = {}) {
  let now = 1_700_000_000_000;
  const calls: SendRequest[] = [];
  const waits: number[] = [];
  const clock = {
    now: () => now,
    wait(ms: number) {
      waits.push(ms);
      now += ms;
      return Promise.resolve();
    },
  };
  const create = (verification: SendRequest): Promise<SendResult<Delivery>> => {
    const step = steps[calls.push(verification) - 1];
    if (step === undefined) throw new Error('Verify was called once too often');
    if (step === 'accept') {
      const { to, channel } = verification;
      return Promise.resolve({ ok: true, value: { sid: 'VE1', status: 'pending', channel, to } });
    }
    const { takesMs = 0, ...failure } = step;
    now += takesMs;
    return Promise.resolve({ ok: false, ...failure });
  };
  const call = createDeadline(clock);
  const ports = {
    verify: { create, findPendingChannel: () => Promise.resolve(undefined) },
    lookUp: () => Promise.reject(new Error('Lookup was asked')),
    fallback: undefined,
    sentChannels: new SentChannels(),
    verificationLifetimeMs: 600_000,
    addLogFields: () => undefined,
  };
  const result = await deliver(request, createPolicy(changes), ports, call);
  return { result, calls, waits, channels: calls.map(({ channel }) => channel), left: call.left() };
}

const codeOf = ({ result }: Awaited<ReturnType<typeof run>>): string =>
  result.ok ? 'delivered' : result.problem.code;

describe('what Verify gets', () => {
  test('an SMS, with the locale that its channel supports and all else as it came', async () => {
    const { result, calls } = await run(SMS, ['accept']);
    expect(result).toEqual({
      ok: true,
      value: { sid: 'VE1', status: 'pending', channel: 'sms', to: '+14155552671' },
    });
    expect(calls).toEqual([{ ...SMS, locale: 'en' }]);
  });

  test('a call, with its extension', async () => {
    expect((await run(CALL, ['accept'])).calls).toEqual([{ ...CALL, locale: 'en-GB' }]);
  });

  test('no locale where Verify supports none', async () => {
    const { locale: _, ...rest } = SMS;
    expect((await run({ ...SMS, locale: 'sr' }, ['accept'])).calls).toEqual([rest]);
    expect((await run(rest, ['accept'])).calls).toEqual([rest]);
  });
});

test.each<[string, PolicyChanges]>([
  ['blocked', { prefixes: { allowed: [], blocked: ['+1'] } }],
  ['not allowed', { prefixes: { allowed: ['+44'], blocked: [] } }],
])('a number that is %s never reaches Verify', async (_, changes) => {
  const delivery = await run(SMS, [], changes);
  expect(delivery.result).toMatchObject({
    ok: false,
    problem: { code: 'blocked', retryable: false, rule: 'prefix' },
  });
  expect(delivery.calls).toEqual([]);
  expect(delivery.waits).toEqual([]);
});

describe('trying again', () => {
  test('what was certainly not processed is sent again, the same, after a moment', async () => {
    const { result, calls, waits } = await run(SMS, [unprocessed(), 'accept']);
    expect(result.ok).toBe(true);
    expect(calls).toEqual([
      { ...SMS, locale: 'en' },
      { ...SMS, locale: 'en' },
    ]);
    expect(waits).toEqual([250]);
  });

  test('but only once', async () => {
    const delivery = await run(SMS, [unprocessed(), failing('unavailable', { unprocessed: true })]);
    expect(codeOf(delivery)).toBe('unavailable');
    expect(delivery.calls).toHaveLength(2);
  });

  test.each<ProblemCode>([
    'timeout',
    'unavailable',
    'rate_limited',
    'undeliverable',
    'blocked',
    'service_misconfigured',
  ])('what may have been processed is not (%s)', async (code) => {
    const delivery = await run(SMS, [failing(code, { retryAfterMs: 1 })]);
    expect(codeOf(delivery)).toBe(code);
    expect(delivery.waits).toEqual([]);
  });

  test.each([
    // Retry-After, how long the refusal took, whether half a second is left after the wait
    [0, 0, true],
    [1_000, 0, true],
    [7_500, 0, true],
    [7_501, 0, false],
    [60_000, 0, false],
    [3_500, 4_000, true],
    [3_501, 4_000, false],
  ])('a Retry-After of %p ms, told after %p ms: %p', async (retryAfterMs, takesMs, fits) => {
    const delivery = await run(SMS, [unprocessed(retryAfterMs, takesMs), 'accept']);
    expect(codeOf(delivery)).toBe(fits ? 'delivered' : 'rate_limited');
    expect(delivery.waits).toEqual(fits ? [retryAfterMs] : []);
    expect(delivery.calls).toHaveLength(fits ? 2 : 1);
  });

  test.each([
    [7_250, true],
    [7_251, false],
  ])('without a Retry-After, told after %p ms: %p', async (takesMs, fits) => {
    expect((await run(SMS, [unprocessed(undefined, takesMs), 'accept'])).calls).toHaveLength(fits ? 2 : 1);
  });
});

describe('a landline', () => {
  test('is called, once, with the locale worked out anew', async () => {
    const { result, calls } = await run(SMS, [LANDLINE, 'accept']);
    expect(result).toMatchObject({ ok: true, value: { channel: 'call', to: '+14155552671' } });
    expect(calls).toEqual([
      { ...SMS, locale: 'en' },
      { ...SMS, channel: 'call', locale: 'en-GB' },
    ]);
  });

  test('is called without a locale that only SMS has', async () => {
    const { calls } = await run({ ...SMS, locale: 'tr-TR' }, [LANDLINE, 'accept']);
    expect(calls.map(({ locale }) => locale)).toEqual(['tr', undefined]);
    expect(calls[1]).not.toHaveProperty('locale');
  });

  test.each<[ProblemCode, ProblemCode]>([
    ['undeliverable', 'undeliverable'],
    ['blocked', 'blocked'],
    ['timeout', 'timeout'],
    ['rate_limited', 'rate_limited'],
    ['service_misconfigured', 'service_misconfigured'],
  ])('whose call fails with %s is told as %s', async (code, told) => {
    const delivery = await run(SMS, [LANDLINE, failing(code)]);
    expect(codeOf(delivery)).toBe(told);
    expect(delivery.channels).toEqual(['sms', 'call']);
  });

  test('that takes no call either stays a landline in the answer', async () => {
    const landline = failing('undeliverable', {
      cause: 'landline',
      problem: { code: 'undeliverable', detail: 'landline', retryable: false, twilioCode: 60205 },
    });
    const { result } = await run(SMS, [landline, failing('undeliverable')]);
    expect(result).toMatchObject({ problem: { twilioCode: 60205 } });
  });

  test.each([
    [7_500, ['sms', 'call']],
    [7_501, ['sms']],
  ])('is called only while half a second is left (told after %p ms)', async (takesMs, channels) => {
    const landline = failing('undeliverable', { cause: 'landline', takesMs });
    expect((await run(SMS, [landline, 'accept'])).channels).toEqual(channels);
  });

  test('said of a voice call is no reason for another', async () => {
    const delivery = await run(CALL, [LANDLINE]);
    expect(codeOf(delivery)).toBe('undeliverable');
    expect(delivery.channels).toEqual(['call']);
  });

  test('one retry is all, before the fallback or in it', async () => {
    expect((await run(SMS, [unprocessed(), LANDLINE, 'accept'])).channels).toEqual(['sms', 'sms', 'call']);
    expect((await run(SMS, [LANDLINE, unprocessed(), 'accept'])).channels).toEqual(['sms', 'call', 'call']);
    const spent = await run(SMS, [unprocessed(), LANDLINE, unprocessed(), 'accept']);
    expect(spent.channels).toEqual(['sms', 'sms', 'call']);
    expect(codeOf(spent)).toBe('rate_limited');
  });
});

test('however Verify behaves: nothing follows what may have been sent, and the waits fit into the deadline', async () => {
  const failure = fc.record({
    problem: fc
      .constantFrom<ProblemCode>('timeout', 'unavailable', 'rate_limited', 'undeliverable')
      .map((code) => ({
        code,
        detail: '',
        retryable: false,
      })),
    unprocessed: fc.boolean(),
    cause: fc.constantFrom<SendFailure['cause'] & string>('landline', 'channel', 'service'),
    retryAfterMs: fc.nat(9_000),
    takesMs: fc.nat(4_000),
  });
  const step = fc.oneof(
    { weight: 1, arbitrary: fc.constant<Step>('accept') },
    { weight: 4, arbitrary: failure },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(SMS, CALL),
      fc.array(step, { minLength: 4, maxLength: 4 }),
      async (request, steps) => {
        const { calls, channels, waits } = await run(request, steps);
        expect(calls.length).toBeLessThanOrEqual(3);
        expect(waits.length).toBeLessThanOrEqual(1);
        expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThanOrEqual(7_500);
        steps.slice(0, calls.length - 1).forEach((before, index) => {
          const isRefused = before !== 'accept' && (before.unprocessed || before.cause === 'landline');
          expect(isRefused).toBe(true);
          if (channels[index] === channels[index + 1]) expect(before).toMatchObject({ unprocessed: true });
        });
      },
    ),
    { numRuns: 300 },
  );
});
