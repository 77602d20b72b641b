import { createDeadline } from '../../../src/core/deadline';
import { canFallBack, FallbackLimit, sendByFallback } from '../../../src/core/fallback';
import {
  findSenders,
  parseFallbackSenders,
  type FallbackMessage,
  type FallbackSender,
} from '../../../src/core/fallback-sender';
import type { Channel, Delivery, SendRequest } from '../../../src/core/otp-request';
import { renderPasscode } from '../../../src/core/passcode-text';
import type { ProblemCode } from '../../../src/core/problem';
import type { SendFailure, SendResult } from '../../../src/core/verify-port';

const senders = (text: string): FallbackSender[] => {
  const parsed = parseFallbackSenders(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
};

describe('the senders', () => {
  test('the example of the contract', () => {
    expect(senders('+18885550100@US+CA,12345@US,+14155550100')).toEqual([
      { from: '+18885550100', isShortCode: false, countries: ['US', 'CA'] },
      { from: '12345', isShortCode: true, countries: ['US'] },
      { from: '+14155550100', isShortCode: false, countries: undefined },
    ]);
  });

  test('a toll-free number without a list serves the United States alone', () => {
    expect(senders('+18005550100')).toEqual([
      { from: '+18005550100', isShortCode: false, countries: ['US'] },
    ]);
  });

  test.each([
    ['', /such as/],
    ['12345', /one country/],
    ['12345@US+CA', /one country/],
    ['+14155550100@us', /such as/],
    ['+14155550100@', /such as/],
    ['+1415555010O', /such as/],
    ['ACME', /such as/],
    ['+14155550100@UK', /such as UK for GB/],
    ['12345@ZZ', /no ISO 3166-1/],
    ['+14155550100,+14155550100@US', /twice/],
    ['+14155550100;+14155550101', /such as/],
    [Array.from({ length: 11 }, (_, n) => `+141555501${10 + n}`).join(','), /more than 10/],
  ])('%p is refused', (text, problem) => {
    expect(parseFallbackSenders(text)).toEqual({ problem: expect.stringMatching(problem) as string });
  });

  test.each<[string | undefined, 'sms' | 'call', string[]]>([
    ['US', 'sms', ['+18885550100', '12345', '+14155550100']],
    ['US', 'call', ['+18885550100', '+14155550100']],
    ['CA', 'sms', ['+18885550100', '+14155550100']],
    ['GB', 'sms', ['+14155550100']],
    [undefined, 'call', ['+14155550100']],
  ])('for %s by %s', (country, channel, expected) => {
    const all = senders('+14155550100,+18885550100@US+CA,12345@US');
    expect(findSenders(all, country, channel).map(({ from }) => from)).toEqual(expected);
  });
});

describe('when it may be used', () => {
  const failure = (code: ProblemCode, cause?: SendFailure['cause']): SendFailure => ({
    ok: false,
    problem: { code, detail: '', retryable: false },
    unprocessed: false,
    ...(cause !== undefined && { cause }),
  });
  test.each<[SendFailure, boolean]>([
    [failure('unavailable', 'unreached'), true],
    [failure('service_misconfigured', 'service'), true],
    [failure('service_misconfigured', 'channel'), true],
    // The owner switched the channel off; the number is the trouble; a limit is meant to hold; it may have been sent.
    [failure('undeliverable', 'channel'), false],
    [failure('undeliverable', 'landline'), false],
    [failure('rate_limited', 'rate_limit'), false],
    [failure('rate_limited'), false],
    [failure('blocked'), false],
    [failure('unavailable'), false],
    [failure('timeout'), false],
    [failure('service_misconfigured'), false],
  ])('%j: %p', (given, expected) => expect(canFallBack(given)).toBe(expected));
});

const SMS: SendRequest = {
  to: '+14155552671',
  passcode: '012345',
  channel: 'sms',
  locale: 'de-AT',
  tags: {},
};
const VERIFY_DOWN: SendFailure = {
  ok: false,
  problem: { code: 'unavailable', detail: 'down', retryable: true },
  unprocessed: true,
  cause: 'unreached',
};
const refusedBy = (code: ProblemCode, unprocessed = false): SendResult<Delivery> => ({
  ok: false,
  problem: { code, detail: '', retryable: false },
  unprocessed,
});

async function fallBack(
  steps: SendResult<Delivery>[],
  {
    request = SMS,
    order = ['sms'],
    owned = '+14155550100,+14155550101,+14155550102',
    limit = new FallbackLimit(),
    mute = [],
  }: {
    request?: SendRequest;
    order?: Channel[];
    owned?: string;
    limit?: FallbackLimit;
    mute?: string[];
  } = {},
) {
  const sent: FallbackMessage[] = [];
  const logged: Record<string, unknown> = {};
  const send = (message: FallbackMessage): Promise<SendResult<Delivery>> => {
    const step = steps[sent.push(message) - 1];
    if (step === undefined) throw new Error('The fallback was used once too often');
    return Promise.resolve(step);
  };
  const deadline = createDeadline({ now: () => 0, wait: () => Promise.resolve() });
  const result = await sendByFallback(
    request,
    order,
    VERIFY_DOWN,
    { senders: senders(owned), send, limit, canCall: (from) => Promise.resolve(!mute.includes(from)) },
    { deadline, addLogFields: (fields) => void Object.assign(logged, fields) },
  );
  return { result, sent, logged };
}

const DELIVERY: Delivery = { sid: 'SM1', status: 'queued', channel: 'sms', to: SMS.to, via: 'messaging' };
const delivered: SendResult<Delivery> = { ok: true, value: DELIVERY };

describe('sending by it', () => {
  test('the passcode, in the language of the request', async () => {
    const { result, sent, logged } = await fallBack([delivered]);
    expect(result).toEqual(delivered);
    expect(sent).toEqual([
      {
        from: '+14155550100',
        to: SMS.to,
        channel: 'sms',
        text: 'Ihr Bestätigungscode lautet: 012345',
        language: 'de-DE',
      },
    ]);
    expect(logged).toEqual({ fallback: 'sent', verify_problem: 'unavailable', verify_code: undefined });
  });

  test('the next sender after a refusal, and no other after anything that may have been sent', async () => {
    expect((await fallBack([refusedBy('service_misconfigured'), delivered])).sent).toHaveLength(2);
    for (const code of ['timeout', 'unavailable'] as const) {
      const { result, sent } = await fallBack([refusedBy(code)]);
      expect(sent).toHaveLength(1);
      expect(result).toMatchObject({ ok: false, problem: { code: 'timeout', retryable: false } });
    }
  });

  test('not at all where Twilio is not reached either: what Verify said is the answer', async () => {
    const { result, sent } = await fallBack([refusedBy('unavailable', true)]);
    expect([result, sent.length]).toEqual([VERIFY_DOWN, 1]);
  });

  test('what every sender is refused is what Verify said', async () => {
    const { result, logged } = await fallBack(
      Array(3).fill(refusedBy('undeliverable')) as SendResult<Delivery>[],
    );
    expect(result).toBe(VERIFY_DOWN);
    expect(logged).toMatchObject({ fallback: 'undeliverable' });
  });

  test.each<[string, Parameters<typeof fallBack>[1]]>([
    ['no sender for the country', { owned: '12345@CA' }],
    ['no text message or call in the order', { order: ['email'] }],
    ['a code that Verify was to make', { request: { to: SMS.to, channel: 'sms', tags: {} } }],
  ])('%s: nothing is sent', async (_, given) => {
    const { result, sent } = await fallBack([], given);
    expect([result, sent]).toEqual([VERIFY_DOWN, []]);
  });

  test('a call says the digits one by one, twice, and dials the extension', async () => {
    const request: SendRequest = { ...SMS, channel: 'call', locale: 'en', sendDigits: 'ww22' };
    const { sent } = await fallBack([delivered], { request, order: ['call'] });
    const once = 'Your verification code is: 0, 1, 2, 3, 4, 5.';
    expect(sent).toMatchObject([
      { channel: 'call', text: `${once} ${once}`, language: 'en-US', sendDigits: 'ww22' },
    ]);
  });

  test('a text message only where the plan has one', async () => {
    expect((await fallBack([], { order: ['whatsapp'] })).sent).toEqual([]);
    expect((await fallBack([delivered], { order: ['whatsapp', 'sms'] })).sent).toMatchObject([
      { channel: 'sms' },
    ]);
  });

  test('a sender that cannot call is not used for calls, and is for text messages', async () => {
    const mute = ['+14155550100', '+14155550102'];
    const request: SendRequest = { ...SMS, channel: 'call' };
    const called = await fallBack([delivered], { request, order: ['call'], mute });
    expect(called.sent).toMatchObject([{ from: '+14155550101', channel: 'call' }]);
    expect((await fallBack([delivered], { mute })).sent).toMatchObject([{ from: '+14155550100' }]);
    const none = await fallBack([], { request, order: ['call'], mute: [...mute, '+14155550101'] });
    expect(none).toMatchObject({ result: VERIFY_DOWN, sent: [], logged: { fallback: 'no_sender' } });
  });

  test('no other sender to whoever said STOP', async () => {
    const optedOut: SendResult<Delivery> = {
      ...(refusedBy('service_misconfigured') as SendFailure),
      cause: 'recipient',
    };
    const { result, sent } = await fallBack([optedOut]);
    expect([result, sent.length]).toEqual([VERIFY_DOWN, 1]);
  });

  test('a call after WhatsApp', async () => {
    expect((await fallBack([delivered], { order: ['whatsapp', 'call'] })).sent).toMatchObject([
      { channel: 'call' },
    ]);
  });

  test('five messages to one number in ten minutes, and no sixth', async () => {
    const limit = new FallbackLimit();
    for (let n = 0; n < 5; n++) expect((await fallBack([delivered], { limit })).sent).toHaveLength(1);
    const sixth = await fallBack([], { limit });
    expect(sixth).toMatchObject({ result: VERIFY_DOWN, logged: { fallback: 'limited' } });
    expect(limit.take(SMS.to, 600_000)).toBe(true);
  });
});

test.each([
  [undefined, 'Your verification code is: 012345'],
  ['xx', 'Your verification code is: 012345'],
  ['es-MX', 'Su código de verificación es: 012345'],
  ['pt_BR', 'O seu código de verificação é: 012345'],
  ['zh-TW', '您的驗證碼是: 012345'],
  ['cmn-CN', '您的验证码是: 012345'],
  ['nn-NO', 'Din bekreftelseskode er: 012345'],
  ['constructor', 'Your verification code is: 012345'],
])('%s: %s', (locale, text) => expect(renderPasscode('012345', locale, 'sms').text).toBe(text));
