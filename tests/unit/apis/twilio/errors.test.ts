import { NoResponse } from '../../../../src/apis/http';
import { TwilioRefusal } from '../../../../src/apis/twilio/client';
import { toSendFailure } from '../../../../src/apis/twilio/errors';
import type { SendFailureCause } from '../../../../src/core/verify-port';
import { problemTypes, type ProblemCode } from '../../../../src/core/problem';

const refused = (status: number, body: string, retryAfter?: string): TwilioRefusal =>
  new TwilioRefusal({ status, body, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });
const refusal = (status: number, code?: unknown, retryAfter?: string): TwilioRefusal =>
  refused(status, JSON.stringify({ code, status, message: 'about +14155552671' }), retryAfter);

/** Where it is known that nothing was sent, and how else to send. */
const CAUSES: Readonly<Record<number, SendFailureCause>> = {
  20404: 'service',
  60204: 'service',
  60205: 'landline',
  60217: 'channel',
  60223: 'channel',
  60242: 'channel',
  60428: 'channel',
  68008: 'channel',
};

describe("Twilio's codes", () => {
  test.each<[number, number, ProblemCode, number, boolean, number | undefined]>([
    // Twilio's code and status; our code, status, retryable and Retry-After
    [20003, 401, 'service_misconfigured', 500, false, undefined],
    [20403, 403, 'service_misconfigured', 500, false, undefined],
    [20404, 404, 'service_misconfigured', 500, false, undefined],
    [20429, 429, 'rate_limited', 429, true, 1],
    [20503, 503, 'unavailable', 503, true, 5],
    [60200, 400, 'undeliverable', 422, false, undefined],
    [60202, 429, 'rate_limited', 429, false, 600],
    [60203, 429, 'rate_limited', 429, false, 600],
    [60204, 403, 'service_misconfigured', 500, false, undefined],
    [60205, 403, 'undeliverable', 422, false, undefined],
    [60212, 429, 'rate_limited', 429, true, 1],
    [60217, 400, 'service_misconfigured', 500, false, undefined],
    [60220, 400, 'blocked', 403, false, undefined],
    [60223, 400, 'undeliverable', 422, false, undefined],
    [60238, 403, 'blocked', 403, false, undefined],
    [60242, 400, 'service_misconfigured', 500, false, undefined],
    [60410, 403, 'blocked', 403, false, undefined],
    [60428, 400, 'undeliverable', 422, false, undefined],
    [60605, 403, 'blocked', 403, false, undefined],
    [60626, 429, 'rate_limited', 429, false, 600],
    [68008, 400, 'service_misconfigured', 500, false, undefined],
    [99999, 400, 'service_misconfigured', 500, false, undefined],
    [99999, 429, 'rate_limited', 429, false, 5],
  ])('%p with %p', (twilioCode, twilioStatus, code, status, retryable, retryAfter) => {
    const { problem, ...rest } = toSendFailure(refusal(twilioStatus, twilioCode));
    expect(problem).toMatchObject({ code, retryable, twilioCode });
    expect(problem.retryAfter).toBe(retryAfter);
    expect(problemTypes[problem.code].status).toBe(status);
    const cause = CAUSES[twilioCode];
    expect(rest).toEqual({
      ok: false,
      unprocessed: [20429, 60212].includes(twilioCode),
      ...(cause !== undefined && { cause }),
    });
  });

  test.each([
    [60204, /Enable Custom Verification Code/],
    [20003, /ACCOUNT_SID.*AUTH_TOKEN/],
    [20404, /VERIFY_SERVICE_SID/],
    [60217, /Complete it/],
  ])('%p says what to do', (code, detail) => {
    expect(toSendFailure(refusal(400, code)).problem.detail).toMatch(detail);
  });

  test.each([500, 502, 503, 504, 599])(
    'a %p is a fault of theirs, whatever its code, and may have been processed',
    (status) => {
      for (const code of [undefined, 20500, 20429, 60203, 60205]) {
        const failure = toSendFailure(refusal(status, code));
        expect(failure).toMatchObject({
          problem: { code: 'unavailable', retryable: true, retryAfter: 5 },
          unprocessed: false,
        });
        expect(failure).not.toHaveProperty('cause');
      }
    },
  );

  test.each([400, 401, 402, 403, 404, 405, 409, 413, 422])('a bare %p names its status', (status) => {
    const { problem } = toSendFailure(refusal(status));
    expect(problem).toMatchObject({ code: 'service_misconfigured', retryable: false });
    expect(problem.detail).toContain(String(status));
    expect(problem).not.toHaveProperty('twilioCode');
  });

  test('a bare 429 is not known to be unprocessed', () => {
    expect(toSendFailure(refusal(429))).toMatchObject({
      problem: { code: 'rate_limited', retryable: false, retryAfter: 5 },
      unprocessed: false,
    });
  });
});

describe('Retry-After', () => {
  test.each<[string | undefined, number | undefined, number]>([
    // the header, what the sender waits, what the caller is told
    [undefined, undefined, 1],
    ['0', 0, 0],
    ['1', 1_000, 1],
    ['30', 30_000, 30],
    ['999999', 999_999_000, 999_999],
    ['1000000', undefined, 1],
    ['-1', undefined, 1],
    ['1.5', 1_500, 1.5],
    ['soon', undefined, 1],
    ['', undefined, 1],
    ['2026-10-21T07:28:00Z', undefined, 1],
    ['Wed, 21 Oct 2020 07:28:00 GMT', 0, 0],
    ['Wed, 99 Oct 2020 07:28:00 GMT', undefined, 1],
  ])('%p', (header, retryAfterMs, retryAfter) => {
    const result = toSendFailure(refusal(429, 20429, header));
    expect(result.retryAfterMs).toBe(retryAfterMs);
    expect(result.problem.retryAfter).toBe(retryAfter);
  });

  test.each([
    [429, 60203],
    [503, 20503],
    [500, undefined],
  ])("of Twilio's %p with %p goes on to the caller", (status, code) => {
    expect(toSendFailure(refusal(status, code, '7')).problem.retryAfter).toBe(7);
  });

  test('has no place where a retry has none', () => {
    expect(toSendFailure(refusal(403, 60410, '7')).problem).not.toHaveProperty('retryAfter');
  });
});

describe("a rate limit of the owner's", () => {
  const limited = (status: number, code: number, countsAgainstLimits = true) =>
    toSendFailure(
      new TwilioRefusal({
        status,
        body: JSON.stringify({ code }),
        headers: { 'twilio-reached-rate-limit': 'bridge_phone', 'retry-after': '60' },
      }),
      countsAgainstLimits,
    );

  test('is told from the limits of Twilio by its header', () => {
    const failure = limited(429, 20429);
    expect(failure).toMatchObject({ cause: 'rate_limit', unprocessed: true, retryAfterMs: 60_000 });
    expect(failure.problem).toMatchObject({
      code: 'rate_limited',
      rule: 'rate',
      retryable: false,
      twilioCode: 20429,
      retryAfter: 60,
    });
    expect(failure.problem.detail).toMatch(/RATE_LIMITS/);
  });

  test('that the service may lack is named where a parameter is invalid', () => {
    expect(limited(400, 60200).problem.detail).toMatch(/RATE_LIMITS: npm run doctor/);
    expect(limited(400, 60200, false).problem.detail).not.toMatch(/RATE_LIMITS/);
  });

  test('is not what another status says, whatever its header is', () => {
    expect(limited(403, 60410).problem).not.toHaveProperty('rule');
    expect(limited(429, 60203).problem).not.toHaveProperty('rule');
    expect(limited(429, 20429, false).problem).not.toHaveProperty('rule');
    expect(limited(503, 20429)).not.toHaveProperty('cause');
  });
});

describe('no answer', () => {
  test('nothing left: it can be sent again', () => {
    expect(toSendFailure(new NoResponse('unreached'))).toMatchObject({
      ok: false,
      problem: { code: 'unavailable', retryable: true, retryAfter: 5 },
      unprocessed: true,
      cause: 'unreached',
    });
  });

  test('no whole answer: nobody sends it again', () => {
    const { problem, unprocessed } = toSendFailure(new NoResponse('unanswered'));
    expect(problem).toMatchObject({ code: 'timeout', retryable: false });
    expect(problem).not.toHaveProperty('retryAfter');
    expect(unprocessed).toBe(false);
  });
});

test.each([
  ['no JSON', '<html>'],
  ['nothing', ''],
  ['a list', '[60410]'],
  ['null', 'null'],
  ['a code in text', '{"code":"60410"}'],
  ['a code that is an object', '{"code":{"a":1}}'],
  ['a name of every object', '{"code":"constructor"}'],
])('a refusal whose body is %s goes by its status', (_, body) => {
  expect(toSendFailure(refused(400, body)).problem).toMatchObject({
    code: 'service_misconfigured',
  });
});

test("Twilio's own message, which may quote the number, is never passed on", () => {
  const result = toSendFailure(refusal(400, 60200));
  const error = refusal(400, 60200);
  expect(JSON.stringify(result) + error.message + String(error.stack)).not.toContain('4155552671');
});

test.each([new Error('a mistake of ours'), new TypeError('x'), 'text', undefined])(
  '%p is thrown on',
  (error) => {
    let thrown: unknown = 'nothing';
    try {
      toSendFailure(error);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBe(error);
  },
);
