import { messageOptionsEvent, nested, notificationEvent, raw } from '../fixtures/auth0';
import { recommended, recommendedUnencoded, studioSms } from '../fixtures/pingone';
import { form, json, type WireBody } from '../fixtures/wire';
import { speedUpClock } from '../support/fast-clock';
import { auth0Action, basic, pingone, post, type Answer } from '../support/callers';
import {
  createSendBody,
  callers,
  CODE,
  everyCaller,
  message,
  startConsole,
  TO,
  values,
  type Caller,
  type Console,
} from '../support/console';

/** A send from the test page is what the provider's own endpoint does, and its answer is told as it would be. */

let page: Console;
beforeAll(async () => {
  page = await startConsole();
});
beforeEach(() => page.sandbox.reset());
afterAll(() => page.close());

/** The same body to the provider's own endpoint, with the provider's credentials. */
function inEarnest(caller: Caller, { contentType, body }: WireBody): Promise<Answer> {
  const { path } = callers[caller];
  const authorization = path === 'auth0/send' ? `Bearer ${auth0Action}` : basic('pingone', pingone);
  return post(`${page.bridge.url}/${path}`, authorization, body, { 'content-type': contentType });
}

describe('send', () => {
  test.each(everyCaller)('%s: what the endpoint answers, and what the phone gets', async (caller) => {
    const { wire, channel } = callers[caller];
    const played = await page.send(caller);
    expect(played).toEqual({
      status: 201,
      body: {
        sid: expect.stringMatching(/^VE[0-9a-f]{32}$/) as string,
        status: 'pending',
        channel,
        to: '+1******2671',
      },
      ms: expect.any(Number) as number,
    });
    expect(await page.sandbox.messages()).toMatchObject([{ to: TO, channel, code: CODE }]);
    const [form] = (await page.sandbox.requests()).map((request) => request.form);
    expect((await inEarnest(caller, wire)).body).toEqual(played.body);
    expect((await page.sandbox.requests()).at(-1)?.form).toEqual(form);
  });

  const bad: [string, Caller, WireBody][] = [
    ['nothing', 'pingone-sms', json({})],
    ['an empty body', 'pingone-sms', { contentType: 'application/json', body: '' }],
    ['an empty form', 'pingone-voice', form({})],
    ['a bad number', 'pingone-sms', recommended({ ...values, to: 'call me' })],
    ['a code that is a JSON number', 'pingone-voice', json({ to: TO, otp: 918273 })],
    [
      'a field twice',
      'pingone-sms',
      { ...form({}), body: `to=%2B14155552671&to=%2B14155552672&otp=${CODE}` },
    ],
    ['brackets in a form', 'pingone-sms', { ...form({}), body: `to[0]=%2B14155552671&otp=${CODE}` }],
    ['a JSON array', 'pingone-sms', json([values])],
    [
      'a code in the prototype',
      'pingone-sms',
      { ...json({}), body: `{"to":"${TO}","__proto__":{"otp":"123456"}}` },
    ],
    ['a PingOne body', 'auth0-custom-phone-provider', recommended(values)],
    [
      'no OTP',
      'auth0-custom-phone-provider',
      nested(notificationEvent({ ...message, code: undefined }, 'change_password')),
    ],
    [
      'the raw event, whose request hides the headers',
      'auth0-send-phone-message',
      raw(messageOptionsEvent(message)),
    ],
    ['a key request that is text', 'pingone-sms', recommended(values)],
    [
      'the number of a landline, as an SMS to where no call works',
      'pingone-sms',
      studioSms({ ...values, to: '+15005551205' }),
    ],
    ['Fraud Guard', 'pingone-sms', recommendedUnencoded({ ...values, to: '+15005550410' })],
    [
      'geographic permissions',
      'auth0-custom-phone-provider',
      nested(notificationEvent({ ...message, recipient: '+15005550605' })),
    ],
  ];
  test.each(bad)('%s: the endpoint’s own refusal', async (name, caller, wire) => {
    if (name.endsWith('that is text')) wire = { ...wire, body: `${wire.body}&request=x` };
    const { status, body } = await page.send(caller, wire);
    const real = await inEarnest(caller, wire);
    expect([status, body]).toEqual([real.status, real.body]);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(body)).not.toContain('4155552671');
  });

  test.each<[string, WireBody]>([
    ['invalid JSON', { ...json({}), body: '{"to":' }],
    ['JSON Lines', { ...json({}), body: '{"to":"1"}\n{"to":"2"}\n' }],
    ['a JSON string', json('to')],
    ['a JSON number', json(7)],
    ['null', json(null)],
    ['blanks', { ...json({}), body: '  ' }],
    ['a form of 1,001 fields', { ...form({}), body: 'a=1&'.repeat(1_000) }],
  ])('%s, which the runtime refuses before a function runs', async (_, wire) => {
    const played = await page.send('pingone-sms', wire);
    expect(played).toMatchObject({
      status: 400,
      body: { code: 'invalid_request', errors: [{ field: 'body' }] },
    });
    expect(played.body['detail']).toContain('the runtime refuses it before a function runs');
    const real = await inEarnest('pingone-sms', wire);
    expect([400, 413]).toContain(real.status);
    expect(real.headers.get('content-type')).not.toContain('json');
  });

  test('a form of 1,000 fields is read, as the runtime does', async () => {
    const wire = { ...form({}), body: `to=%2B14155552671&otp=${CODE}${'&a=1'.repeat(998)}` };
    expect((await page.send('pingone-sms', wire)).status).toBe(201);
    expect((await inEarnest('pingone-sms', wire)).status).toBe(201);
  });

  test('a landline that refuses SMS is called instead', async () => {
    const played = await page.send('pingone-sms', recommended({ ...values, to: '+15005550205' }));
    expect(played).toMatchObject({ status: 201, body: { channel: 'call', to: '+1******0205' } });
    expect(await page.sandbox.messages()).toMatchObject([{ channel: 'call', code: CODE }]);
  });

  test('Fraud Guard’s block', async () => {
    const played = await page.send('pingone-sms', recommended({ ...values, to: '+15005550410' }));
    expect(played).toMatchObject({ status: 403, body: { code: 'blocked', twilio_code: 60410 } });
  });

  test('the owner’s prefixes', async () => {
    const strict = await startConsole({ BLOCKED_PREFIXES: '+1415' });
    const played = await strict.send('pingone-sms');
    expect(played).toMatchObject({ status: 403, body: { code: 'blocked' } });
    expect(await strict.sandbox.requests()).toEqual([]);
    await strict.close();
  });

  test('a slow Twilio is waited for, and the time is told', async () => {
    await page.sandbox.fault({ delay_ms: 300 });
    const played = await page.send('pingone-sms');
    expect(played.status).toBe(201);
    expect(played.ms).toBeGreaterThanOrEqual(290);
  });

  test('a Twilio that never answers is a timeout, and nothing is sent again', async () => {
    await page.sandbox.fault({ hang: true, times: 9 });
    const restoreClock = speedUpClock();
    const played = await page.send('pingone-sms');
    restoreClock();
    expect(played).toMatchObject({ status: 504, body: { code: 'timeout', retryable: false } });
    expect(await page.sandbox.creates()).toBe(1);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, ['caller', 'content_type', 'body']],
    ['an unknown caller', { ...createSendBody('okta', json({})) }, ['caller']],
    ['a caller of the prototype', { ...createSendBody('constructor', json({})) }, ['caller']],
    ['a list of callers', { ...createSendBody('', json({})), caller: ['pingone-sms'] }, ['caller']],
    [
      'another content type',
      { ...createSendBody('pingone-sms', json({})), content_type: 'text/plain' },
      ['content_type'],
    ],
    ['a body that is an object', { ...createSendBody('pingone-sms', json({})), body: {} }, ['body']],
    [
      'a body of more than 100 KB',
      { ...createSendBody('pingone-sms', json({})), body: 'x'.repeat(100_001) },
      ['body'],
    ],
    [
      'a body of more than 100 KB in UTF-8',
      { ...createSendBody('pingone-sms', json({})), body: 'ß'.repeat(50_001) },
      ['body'],
    ],
  ])('%s is refused by name', async (_, body, fields) => {
    const answer = await page.ask('send', body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
    expect((answer.body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual(fields);
    expect(await page.sandbox.requests()).toEqual([]);
  });
});
