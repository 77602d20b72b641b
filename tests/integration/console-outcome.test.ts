import { factorSucceeded, streamed } from '../fixtures/auth0-logs';
import { activity, page as pageOf } from '../fixtures/pingone-activities';
import { sandboxEnvironment } from '../support/bridge';
import { basic, post } from '../support/callers';
import { startConsole, TO, type Caller, type Console } from '../support/console';
import { ago, report } from '../support/feedback';

/** What the test page shows after a send: its outcome, as the provider would tell it, and the verification's state. */

let page: Console;
beforeAll(async () => {
  page = await startConsole();
});
beforeEach(() => page.sandbox.reset());
afterAll(() => page.close());

const events = {
  auth0: (date: string): unknown => streamed(factorSucceeded('sms', { date })),
  pingone: (date: string): unknown => activity({ date }),
};
const outcome = (idp: keyof typeof events, body: unknown) =>
  page.play('outcome', { idp, to: TO, body: typeof body === 'string' ? body : JSON.stringify(body) });
const verification = async (sid: unknown) => (await page.ask('verification', { sid })).body;

describe('outcome', () => {
  test.each<[keyof typeof events, Caller]>([
    ['auth0', 'auth0-custom-phone-provider'],
    ['pingone', 'pingone-voice'],
  ])('of %s takes the verification from pending to approved', async (idp, caller) => {
    const { sid } = (await page.send(caller)).body;
    expect(await verification(sid)).toEqual({ sid, status: 'pending', attempts: 1 });
    const approved = report(1, { approved: 1 });
    expect(await outcome(idp, [events[idp](ago())])).toMatchObject({ status: 200, body: approved });
    expect(await verification(sid)).toEqual({ sid, status: 'approved', attempts: 1 });
    const again = report(1, { no_pending_verification: 1 });
    expect((await outcome(idp, [events[idp](ago())])).body).toEqual(again);
  });

  test.each<[string, keyof typeof events, (event: unknown) => unknown]>([
    ['one record', 'auth0', (event) => event],
    ['JSON Object', 'auth0', (event) => ({ logs: [event] })],
    ['one activity', 'pingone', (event) => event],
    ['a page', 'pingone', (event) => pageOf(event)],
  ])('as %s of %s', async (_, idp, wrap) => {
    await page.send('pingone-sms');
    expect((await outcome(idp, wrap(events[idp](ago())))).body).toMatchObject({ received: 1, approved: 1 });
  });

  test.each(['auth0', 'pingone'] as const)('of %s, too old', async (idp) => {
    await page.send('pingone-sms');
    const { body } = await outcome(idp, [events[idp]('2026-01-02T03:04:05.678Z')]);
    expect(body).toMatchObject({ received: 1, approved: 0, skipped: { expired: 1 } });
    expect(await page.sandbox.requests()).toHaveLength(1);
  });

  test('what may yet succeed is a 503 with its counts', async () => {
    await page.send('pingone-sms');
    await page.sandbox.fault({ status: 401, code: 20003, times: 9 });
    const played = await outcome('auth0', [events.auth0(ago())]);
    expect(played).toMatchObject({ status: 503, body: { code: 'unavailable', received: 1, failed: 1 } });
  });

  test.each<[string, string, string]>([
    ['no event', '{}', 'holds no events'],
    ['no JSON', '{"logs":[', 'the runtime refuses it before a function runs'],
    ['a scalar', '7', 'the runtime refuses it before a function runs'],
  ])('%s is what the endpoint refuses', async (_, body, problem) => {
    const played = await outcome('auth0', body);
    expect(played).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(JSON.stringify(played.body)).toContain(problem);
  });

  test.each<[string, Record<string, unknown>, string[]]>([
    ['nothing', {}, ['idp', 'to', 'body']],
    ['another provider', { idp: 'nobody', to: TO, body: '[]' }, ['idp']],
    ['no number', { idp: 'pingone', to: 'me', body: '[]' }, ['to']],
    ['a number that is one', { idp: 'pingone', to: 14155552671, body: '[]' }, ['to']],
    ['a list for a text', { idp: 'pingone', to: TO, body: [] }, ['body']],
  ])('%s is refused by name', async (_, body, fields) => {
    const answer = await page.ask('outcome', body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
    expect((answer.body['errors'] as { field: string }[]).map(({ field }) => field)).toEqual(fields);
  });
});

describe('verification', () => {
  const account = basic(sandboxEnvironment['ACCOUNT_SID'] ?? '', sandboxEnvironment['AUTH_TOKEN'] ?? '');

  test('that has expired, with both its sends, is gone', async () => {
    await page.send('pingone-sms');
    const { sid } = (await page.send('pingone-voice')).body;
    expect(await verification(sid)).toEqual({ sid, status: 'pending', attempts: 2 });
    await fetch(`${page.sandbox.url}/sandbox/clock`, { method: 'POST', body: '{"advance_seconds":600}' });
    expect(await verification(sid)).toEqual({ sid, status: 'gone', attempts: 2 });
  });

  test('that never was is gone', async () => {
    const sid = `VE${'0'.repeat(32)}`;
    expect(await verification(sid)).toEqual({ sid, status: 'gone', attempts: 0 });
  });

  test('that was canceled', async () => {
    const { sid } = (await page.send('pingone-sms')).body;
    const service = `${page.sandbox.url}/v2/Services/${sandboxEnvironment['VERIFY_SERVICE_SID']}`;
    const canceled = new URLSearchParams({ Status: 'canceled' });
    await post(`${service}/Verifications/${sid as string}`, account, canceled);
    expect(await verification(sid)).toEqual({ sid, status: 'canceled', attempts: 1 });
  });

  test.each([
    undefined,
    '',
    '+14155552671',
    `VE${'0'.repeat(31)}`,
    `VE${'0'.repeat(32)}/..`,
    [`VE${'0'.repeat(32)}`],
  ])('%p is no sid', async (sid) => {
    const answer = await page.ask('verification', { sid });
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
    expect(await page.sandbox.requests()).toEqual([]);
  });

  test.each<[string, Record<string, unknown>, number, Record<string, unknown>]>([
    ['a fault of Twilio’s', { status: 503 }, 503, { code: 'unavailable', retryable: true }],
    ['half an answer', { cut: true }, 504, { code: 'timeout', retryable: true }],
    [
      'a 404 that does not say what is gone',
      { status: 404, code: 20001 },
      500,
      { code: 'service_misconfigured', twilio_code: 20001 },
    ],
    [
      'a 404 that is no answer of Twilio’s',
      { status: 404, body: '<html>' },
      500,
      { code: 'service_misconfigured' },
    ],
    [
      'our credentials',
      { status: 401, code: 20003 },
      500,
      { code: 'service_misconfigured', twilio_code: 20003 },
    ],
  ])('%s is a problem', async (_, fault, status, problem) => {
    await page.sandbox.fault(fault);
    const answer = await page.ask('verification', { sid: `VE${'0'.repeat(32)}` });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([answer.status, answer.body]).toEqual([status, expect.objectContaining(problem)]);
    expect(answer.body['detail']).not.toContain('may have been sent');
  });
});
