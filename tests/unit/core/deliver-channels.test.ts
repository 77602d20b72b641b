import * as fc from 'fast-check';
import { createDeadline } from '../../../src/core/deadline';
import { deliver } from '../../../src/core/deliver';
import { FallbackLimit } from '../../../src/core/fallback';
import { parseFallbackSenders, type FallbackSender } from '../../../src/core/fallback-sender';
import type { NumberLookup } from '../../../src/core/number-lookup';
import { channels, type Channel, type Delivery, type SendRequest } from '../../../src/core/otp-request';
import type { ProblemCode } from '../../../src/core/problem';
import type { RateLimitKeys } from '../../../src/core/rate-limits';
import { ok } from '../../../src/core/result';
import { SentChannels } from '../../../src/core/sent-channels';
import type { SendFailure, SendResult } from '../../../src/core/verify-port';
import { createPolicy, type PolicyChanges } from '../../support/policy';

/** The channels of the owner's plan, the fallback outside Verify, and that no request is ever sent twice. */

const SMS: SendRequest = { to: '+14155552671', passcode: '012345', channel: 'sms', tags: { idp: 'acme' } };

type Step = 'accept' | Omit<SendFailure, 'ok'>;
const failing = (code: ProblemCode, more: Partial<SendFailure> = {}): Step => ({
  problem: { code, detail: code, retryable: false },
  unprocessed: false,
  ...more,
});
const CHANNEL_OFF = failing('undeliverable', { cause: 'channel' });
const NO_SENDER = failing('service_misconfigured', { cause: 'channel' });
const NO_SERVICE = failing('service_misconfigured', { cause: 'service' });
const LANDLINE = failing('undeliverable', { cause: 'landline' });
const UNREACHED = failing('unavailable', { unprocessed: true, cause: 'unreached' });
const LIMITED = failing('rate_limited', { unprocessed: true, cause: 'rate_limit', retryAfterMs: 60_000 });

interface Given {
  request?: Partial<SendRequest>;
  policy?: PolicyChanges;
  lookup?: Partial<NumberLookup & { valid: true }>;
  senders?: string;
  fallbackSteps?: Step[];
  sentChannels?: SentChannels;
  pending?: Channel | 'unknown';
}

async function run(steps: Step[], given: Given = {}) {
  const { policy, lookup = {}, senders, fallbackSteps = [], pending } = given;
  let now = 0;
  const clock = { now: () => now, wait: (ms: number) => Promise.resolve(void (now += ms)) };
  const log: Record<string, unknown> = {};
  const tried: string[] = [];
  const keys: RateLimitKeys[] = [];
  const asked: string[] = [];
  const take = (step: Step | undefined, name: string, delivery: Delivery): SendResult<Delivery> => {
    tried.push(name);
    if (step === undefined) throw new Error(`${name} was tried once too often`);
    return step === 'accept' ? { ok: true, value: delivery } : { ok: false, ...step };
  };
  let verifyCalls = 0;
  let fallbackCalls = 0;
  const result = await deliver(
    { ...SMS, ...given.request },
    createPolicy(policy),
    {
      verify: {
        create({ channel, to }, limits) {
          keys.push(limits);
          const delivery = { sid: 'VE1', status: 'pending', channel, to };
          return Promise.resolve(take(steps[verifyCalls++], channel, delivery));
        },
        findPendingChannel(to) {
          asked.push(to);
          return Promise.resolve(pending);
        },
      },
      lookUp: () =>
        Promise.resolve(
          ok({ valid: true, nationalFormat: '', lineType: 'mobile', pumpingRisk: 0, ...lookup }),
        ),
      fallback:
        senders === undefined
          ? undefined
          : {
              senders: parseFallbackSenders(senders) as FallbackSender[],
              limit: new FallbackLimit(),
              canCall: () => Promise.resolve(true),
              send({ channel, to }) {
                const via = channel === 'sms' ? 'messaging' : 'voice';
                const delivery: Delivery = { sid: 'SM1', status: 'queued', channel, to, via };
                return Promise.resolve(take(fallbackSteps[fallbackCalls++], `fallback ${channel}`, delivery));
              },
            },
      sentChannels: given.sentChannels ?? new SentChannels(),
      verificationLifetimeMs: 600_000,
      addLogFields: (fields) => void Object.assign(log, fields),
    },
    createDeadline(clock),
  );
  const code = result.ok ? (result.value.via ?? 'verify') : result.problem.code;
  return { result, code, tried, keys, asked, log };
}

describe('the plan', () => {
  const plan = 'whatsapp,sms,call;+91:sms';

  test.each<[string, Step[], string[], string]>([
    ['its first channel', ['accept'], ['whatsapp'], 'verify'],
    ['the next after a channel that is off', [CHANNEL_OFF, 'accept'], ['whatsapp', 'sms'], 'verify'],
    ['and the one after that', [NO_SENDER, LANDLINE, 'accept'], ['whatsapp', 'sms', 'call'], 'verify'],
    ['none after what the number is refused for', [failing('blocked')], ['whatsapp'], 'blocked'],
    ['none after what may have been sent', [failing('timeout')], ['whatsapp'], 'timeout'],
    ['none after a fault of Verify', [failing('unavailable')], ['whatsapp'], 'unavailable'],
    [
      'all refused: the problem that says most',
      [NO_SENDER, LANDLINE, CHANNEL_OFF],
      ['whatsapp', 'sms', 'call'],
      'service_misconfigured',
    ],
  ])('%s', async (_, steps, tried, code) => {
    expect(await run(steps, { policy: { plan } })).toMatchObject({ tried, code });
  });

  test('of another country', async () => {
    const request = { to: '+919812345678' };
    expect((await run(['accept'], { policy: { plan }, request })).tried).toEqual(['sms']);
  });

  test('without one, a channel that is off is the answer', async () => {
    expect(await run([CHANNEL_OFF])).toMatchObject({ tried: ['sms'], code: 'undeliverable' });
  });

  test('with no channel that fits', async () => {
    const request: Partial<SendRequest> = { channel: 'email', to: 'a@example.com' };
    expect(await run([], { policy: { plan }, request })).toMatchObject({ tried: [], code: 'undeliverable' });
  });

  test('a landline that Lookup knows is called at once', async () => {
    const given: Given = { policy: { lineTypes: '-pager' }, lookup: { lineType: 'landline' } };
    const { tried, log } = await run(['accept'], given);
    expect([tried, log['line_type']]).toEqual([['call'], 'landline']);
  });

  test('e-mail goes to the address, and everything else to the number', async () => {
    const request = { email: 'a@example.com', locale: 'en' };
    const sent = await run([CHANNEL_OFF, 'accept'], { policy: { plan: 'email,sms' }, request });
    expect(sent.tried).toEqual(['email', 'sms']);
    expect(sent.result).toMatchObject({ value: { to: '+14155552671' } });
    const first = await run(['accept'], { policy: { plan: 'email,sms' }, request });
    expect(first.result).toMatchObject({ value: { channel: 'email', to: 'a@example.com' } });
  });
});

describe('a repeated request', () => {
  const policy = { plan: 'sms,whatsapp,call' };

  test('goes by the next channel while a code is pending, and Verify is asked only then', async () => {
    const sentChannels = new SentChannels();
    const first = await run(['accept'], { policy, sentChannels });
    expect([first.tried, first.asked]).toEqual([['sms'], []]);
    const second = await run(['accept'], { policy, sentChannels, pending: 'sms' });
    expect([second.tried, second.asked]).toEqual([['whatsapp'], ['+14155552671']]);
    const third = await run(['accept'], { policy, sentChannels, pending: 'whatsapp' });
    expect(third.tried).toEqual(['call']);
  });

  test('after an approval begins anew: the next login is no repetition', async () => {
    const sentChannels = new SentChannels();
    await run(['accept'], { policy, sentChannels });
    expect((await run(['accept'], { policy, sentChannels })).tried).toEqual(['sms']);
  });

  test('goes by what the process remembers if Verify does not say', async () => {
    const sentChannels = new SentChannels();
    await run(['accept'], { policy, sentChannels });
    expect((await run(['accept'], { policy, sentChannels, pending: 'unknown' })).tried).toEqual(['whatsapp']);
  });

  test('to a number with one channel, or of a user who chose one, asks nothing', async () => {
    const sentChannels = new SentChannels();
    sentChannels.add(SMS.to, 'sms', 0, 600_000);
    expect((await run(['accept'], { policy: { plan: 'sms' }, sentChannels })).asked).toEqual([]);
    const request = { channel: 'call' as const };
    expect((await run(['accept'], { policy, sentChannels, request })).tried).toEqual(['call']);
  });
});

describe('rate limits', () => {
  const rateLimits = ['phone', 'ip', 'prefix', 'user'] as const;

  test('get the keys that the request has', async () => {
    const { keys } = await run(['accept'], { policy: { rateLimits }, request: { deviceIp: '203.0.113.7' } });
    expect(keys).toEqual([{ phone: '+14155552671', ip: '203.0.113.7', prefix: '+1415555' }]);
    const only = await run(['accept'], { policy: { rateLimits: ['user'] }, request: { userId: 'u1' } });
    expect(only.keys).toEqual([{ user: 'u1' }]);
    expect((await run(['accept'])).keys).toEqual([{}]);
  });

  test('that are reached are not tried again, and have no other way', async () => {
    const given: Given = { policy: { rateLimits, plan: 'sms,call' }, senders: '+14155550100' };
    expect(await run([LIMITED], given)).toMatchObject({ tried: ['sms'], code: 'rate_limited' });
  });

  test('in a dry run are said also after a retry', async () => {
    const busy = failing('rate_limited', { unprocessed: true });
    const { tried, code } = await run([busy, LIMITED, 'accept'], { policy: { rateLimits, isDryRun: true } });
    expect([tried.length, code]).toEqual([3, 'verify']);
  });

  test('in a dry run are said, and the message is sent without them', async () => {
    const { tried, keys, log, code } = await run([LIMITED, 'accept'], {
      policy: { rateLimits, isDryRun: true },
    });
    expect([tried, code, log['would_block']]).toEqual([['sms', 'sms'], 'verify', 'rate']);
    expect(keys[1]).toEqual({});
  });
});

describe('the fallback', () => {
  const senders = '+14155550100,+14155550101';

  test.each<[string, Step[], Step[], string[], string]>([
    ['where Verify is not reached, at once', [UNREACHED], ['accept'], ['sms', 'fallback sms'], 'messaging'],
    ['where there is no service', [NO_SERVICE], ['accept'], ['sms', 'fallback sms'], 'messaging'],
    ['not where a fault may have sent', [failing('unavailable')], [], ['sms'], 'unavailable'],
    ['not where nothing was answered', [failing('timeout')], [], ['sms'], 'timeout'],
    ['not where the number is refused', [failing('blocked')], [], ['sms'], 'blocked'],
    [
      'not where the last channel is refused for the number',
      [LANDLINE, failing('undeliverable')],
      [],
      ['sms', 'call'],
      'undeliverable',
    ],
    ['not where the owner switched the channel off', [CHANNEL_OFF], [], ['sms'], 'undeliverable'],
    [
      'a landline whose call is not reached is called',
      [LANDLINE, UNREACHED],
      ['accept'],
      ['sms', 'call', 'fallback call'],
      'voice',
    ],
  ])('%s', async (_, steps, fallbackSteps, tried, code) => {
    expect(await run(steps, { senders, fallbackSteps })).toMatchObject({ tried, code });
  });

  test('not where the channel after one without a sender is refused for the number', async () => {
    const given = { policy: { plan: 'whatsapp,sms' }, senders };
    const sent = await run([NO_SENDER, failing('undeliverable')], given);
    expect([sent.tried, sent.code]).toEqual([['whatsapp', 'sms'], 'service_misconfigured']);
  });

  test('without senders, what was not reached is tried again as ever', async () => {
    expect((await run([UNREACHED, 'accept'])).tried).toEqual(['sms', 'sms']);
  });
});

test('however Verify and the fallback behave, nothing follows what was sent or may have been', async () => {
  const causes = ['landline', 'channel', 'rate_limit', 'service', 'unreached', undefined] as const;
  const codes = [
    'timeout',
    'unavailable',
    'rate_limited',
    'undeliverable',
    'blocked',
    'service_misconfigured',
  ] as const;
  const step: fc.Arbitrary<Step> = fc.oneof(
    fc.constant<Step>('accept'),
    fc
      .record({
        code: fc.constantFrom(...codes),
        cause: fc.constantFrom(...causes),
        unprocessed: fc.boolean(),
        retryAfterMs: fc.nat(9_000),
      })
      .map(({ code, cause, unprocessed, retryAfterMs }) => {
        // As apis/twilio/errors.ts has them: what may have been sent has no cause.
        const isUncertain = code === 'timeout' || (code === 'unavailable' && cause !== 'unreached');
        return failing(code, {
          unprocessed: unprocessed && !isUncertain,
          retryAfterMs,
          ...(cause !== undefined && !isUncertain && { cause }),
        });
      }),
  );
  const steps = fc.array(step, { minLength: 12, maxLength: 12 });
  const plan = fc
    .option(fc.shuffledSubarray([...channels], { minLength: 1 }), { nil: undefined })
    .map((list) => list?.join(',') ?? '');
  let reached = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({ steps, fallbackSteps: steps, plan, isDryRun: fc.boolean(), hasFallback: fc.boolean() }),
      fc.constantFrom<Channel>('sms', 'call', 'whatsapp'),
      fc.option(fc.constantFrom<Channel>(...channels), { nil: undefined }),
      async (given, channel, pending) => {
        const sentChannels = new SentChannels();
        if (pending !== undefined) sentChannels.add(SMS.to, pending, 0, 600_000);
        const { tried, code } = await run(given.steps, {
          request: { channel, email: 'a@example.com' },
          policy: { plan: given.plan, isDryRun: given.isDryRun, rateLimits: ['phone'] },
          fallbackSteps: given.fallbackSteps,
          sentChannels,
          ...(given.hasFallback && { senders: '+14155550100,+14155550101' }),
          ...(pending !== undefined && { pending }),
        });
        const ofVerify = tried.filter((name) => !name.startsWith('fallback')).length;
        const taken = [
          ...given.steps.slice(0, ofVerify),
          ...given.fallbackSteps.slice(0, tried.length - ofVerify),
        ];
        const maySend = (one: Step) =>
          one === 'accept' ||
          one.problem.code === 'timeout' ||
          (one.problem.code === 'unavailable' && one.cause !== 'unreached' && !one.unprocessed);
        const sent = taken.filter(maySend);
        if (sent.length > 0) reached += 1;
        expect(sent.length).toBeLessThanOrEqual(1);
        if (sent.length === 1) expect(maySend(taken.at(-1) as Step)).toBe(true);
        expect(taken.at(-1) === 'accept').toBe(['verify', 'messaging', 'voice'].includes(code));
        // One retry in all, one send without limits, and each channel and each sender once.
        expect(tried.length).toBeLessThanOrEqual(channels.length + 2 + 2);
      },
    ),
    { numRuns: 1_000 },
  );
  expect(reached).toBeGreaterThan(500);
});
