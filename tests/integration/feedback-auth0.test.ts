import {
  factorSucceeded,
  passwordlessLogin,
  passwordLogin,
  enrollmentCompleted,
  enrollmentOnly,
  streamed,
  unproven,
  type LogData,
} from '../fixtures/auth0-logs';
import { asAuth0 } from '../support/callers';
import { ago, logStreamToken, numbers, report, startLoop, type Loop } from '../support/feedback';

/** Auth0's log stream, from its own bodies to the approved verification, over real HTTP through Twilio's local runtime. */

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop();
});
beforeEach(() => loop.forget());
afterAll(() => loop.close());

const proved = (phone: string, seconds = 0): LogData =>
  streamed(factorSucceeded('sms', { phone, date: ago(seconds) }));
const spaced = (phone: string): string => phone.replace('+1', '+1 ');

test.each<[string, (phone: string) => unknown]>([
  ['JSON Array', (phone) => [proved(phone)]],
  ['JSON Object', (phone) => ({ logs: [proved(phone)] })],
  ['one record', (phone) => proved(phone)],
  ['one record without its envelope', (phone) => factorSucceeded('sms', { phone, date: ago() })],
  ['an array without envelopes', (phone) => [factorSucceeded('voice', { phone, date: ago() })]],
  ['a number with a space, as Auth0 writes it', (phone) => [proved(spaced(phone))]],
  ['an enrolment', (phone) => [streamed(enrollmentCompleted('sms', { phone, date: ago() }))]],
  ['an enrolment of the older form', (phone) => [streamed(enrollmentOnly({ phone, date: ago() }))]],
  ['a passwordless login', (phone) => [streamed(passwordlessLogin({ phone, date: ago() }))]],
])('%s', async (_, body) => {
  const [phone = ''] = numbers(1);
  await loop.pend([phone]);
  const answer = await loop.auth0(body(phone));
  expect([answer.status, answer.body]).toEqual([200, report(1, { approved: 1 })]);
  expect(answer.headers.get('content-type')).toContain('application/json');
  expect(await loop.approvals()).toEqual([phone]);
  expect(await loop.converted(phone)).toBe(1);
});

test('the number’s plus sign is encoded in the path, as Twilio’s documents have it', async () => {
  const [phone = ''] = numbers(1);
  await loop.pend([phone]);
  await loop.auth0([proved(phone)]);
  const paths = (await loop.requests()).map(({ path }) => path);
  expect(paths.at(-1)).toMatch(/\/Verifications\/%2B\d+$/);
});

test('every event is counted, and nothing is asked of Twilio that need not be', async () => {
  const [pending = '', never = '', refused = '', old = ''] = numbers(4);
  await loop.pend([pending, refused, old]);
  await loop.fault({ match: { to: refused }, status: 400, code: 60200 });
  const masked = streamed(factorSucceeded('sms', { phone: '+1******2671', date: ago() }));
  const hashed = streamed(factorSucceeded('sms', { phone: '0a1b2c3d4e5f60718293a4b5', date: ago() }));
  const answer = await loop.auth0([
    streamed(passwordLogin({ date: ago() })),
    streamed(factorSucceeded('totp', { date: ago() })),
    streamed(unproven('gd_send_sms', { phone: pending, date: ago() })),
    masked,
    hashed,
    proved(pending),
    proved(spaced(pending)),
    proved(never),
    proved(refused),
    proved(old, 601),
  ]);
  const skipped = {
    irrelevant: 3,
    unmappable: 2,
    duplicate: 1,
    expired: 1,
    no_pending_verification: 1,
    rejected: 1,
  };
  expect([answer.status, answer.body]).toEqual([200, report(10, { approved: 1, ...skipped })]);
  expect((await loop.approvals()).sort()).toEqual([never, pending, refused].sort());
  expect(await loop.requests()).toHaveLength(3);
});

test('bad records stand in the way of no good one', async () => {
  const [first = '', second = ''] = numbers(2);
  await loop.pend([first, second]);
  const data = (changes: LogData) => ({ data: { ...factorSucceeded('sms', { phone: first }), ...changes } });
  const answer = await loop.auth0([
    proved(first),
    null,
    'gd_auth_succeed',
    4,
    [proved(second)],
    {},
    data({ type: undefined }),
    data({ details: null }),
    data({ details: 'details' }),
    data({ details: { authenticator: { type: 'sms', phone_number: 14155552671 } } }),
    data({ details: { authenticator: { type: 'sms', phone_number: ['+14155552671'] } } }),
    { data: null },
    proved(second),
  ]);
  expect([answer.status, answer.body]).toMatchObject([200, { received: 13, approved: 2, failed: 0 }]);
  expect((await loop.approvals()).sort()).toEqual([first, second].sort());
});

test('send, prove, tell: the verification is approved, and a sixth send in ten minutes is taken', async () => {
  const [told = '', untold = ''] = numbers(2);
  const send = (phone: string) =>
    asAuth0(loop.bridge.url, {
      notification: { message_type: 'otp_verify', delivery_method: 'text', recipient: phone, code: '012345' },
    });
  for (const phone of [told, untold]) {
    for (let n = 0; n < 5; n += 1) expect((await send(phone)).status).toBe(201);
  }
  expect(await loop.converted(told)).toBe(0);
  expect((await loop.auth0([proved(told)])).body).toEqual(report(1, { approved: 1 }));
  expect(await loop.converted(told)).toBe(5);
  expect((await send(told)).status).toBe(201);
  const refused = await send(untold);
  expect([refused.status, refused.body['twilio_code']]).toEqual([429, 60203]);
});

test('a batch that is delivered again is counted as it ended, without a call', async () => {
  const phones = numbers(3);
  await loop.pend(phones);
  const batch = phones.map((phone) => proved(phone));
  expect((await loop.auth0(batch)).body).toEqual(report(3, { approved: 3 }));
  const again = await loop.auth0(batch);
  expect([again.status, again.body]).toEqual([200, report(3, { approved: 3 })]);
  const approvals = (await loop.approvals()).filter((phone) => phones.includes(phone));
  expect(approvals.sort()).toEqual(phones);
  for (const phone of phones) expect(await loop.converted(phone)).toBe(1);
});

test('a backlog of 5,000 events older than ten minutes drains at once, without one call', async () => {
  const [phone = ''] = numbers(1);
  await loop.pend([phone]);
  const backlog = Array.from({ length: 5_000 }, (_, n) => {
    const authenticator = {
      type: 'sms',
      phone_number: n === 0 ? phone : `+1212${String(n).padStart(7, '0')}`,
    };
    return {
      log_id: String(n),
      data: { type: 'gd_auth_succeed', date: ago(601 + n), details: { authenticator } },
    };
  });
  const answer = await loop.auth0(backlog);
  expect([answer.status, answer.body]).toEqual([200, report(5_000, { expired: 5_000 })]);
  expect(await loop.requests()).toEqual([]);
});

describe('VERIFY_TTL_MINUTES', () => {
  test.each([
    ['2', 119, { approved: 1 }],
    ['2', 125, { expired: 1 }],
    ['60', 3_590, { approved: 1 }],
    ['60', 3_605, { expired: 1 }],
    [undefined, 590, { approved: 1 }],
    [undefined, 605, { expired: 1 }],
  ])('of %s: an event of %d s ago', async (minutes, seconds, counts) => {
    const other = await startLoop({ VERIFY_TTL_MINUTES: minutes });
    const [phone = ''] = numbers(1);
    await other.pend([phone]);
    const answer = await other.auth0([proved(phone, seconds)]);
    const requests = await other.requests();
    await other.close();
    expect(answer.body).toEqual(report(1, counts));
    expect(requests).toHaveLength('approved' in counts ? 1 : 0);
  });

  test.each(['1', '1441', 'ten', '5.5', '-3'])('of %s is not configured', async (minutes) => {
    const other = await startLoop({ VERIFY_TTL_MINUTES: minutes });
    const answer = await other.auth0([proved('+14155552671')]);
    const requests = await other.requests();
    await other.close();
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ code: 'not_configured', errors: [{ field: 'VERIFY_TTL_MINUTES' }] });
    expect(requests).toEqual([]);
  });
});

test('an empty list of logs is done with', async () => {
  const answer = await loop.auth0({ logs: [] });
  expect([answer.status, answer.body]).toEqual([200, report(0)]);
});

test('one log line a call, with the counts and no number', async () => {
  const [good = '', bad = ''] = numbers(2);
  await loop.pend([good, bad]);
  await loop.fault({ match: { to: bad }, status: 503, code: 20503, retry_after: 60 });
  loop.bridge.lines.length = 0;
  const answers = [
    await loop.auth0([proved(good), streamed(passwordLogin({ date: ago() }))]),
    await loop.auth0([proved(bad)]),
    await loop.auth0({}),
    await loop.auth0([proved(good)], 'not-the-token-of-the-stream'),
  ];
  const lines = loop.bridge.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toHaveLength(4);
  expect(lines[0]).toEqual({
    correlation_id: answers[0]?.headers.get('x-correlation-id'),
    endpoint: 'auth0/log-stream',
    idp: 'auth0',
    outcome: 'reported',
    status: 200,
    ms: expect.any(Number) as number,
    ...report(2, { approved: 1, irrelevant: 1 }),
  });
  expect(lines[1]).toMatchObject({ outcome: 'unavailable', status: 503, ...report(1, { failed: 1 }) });
  expect(lines.map(({ outcome }) => outcome).slice(2)).toEqual(['invalid_request', 'unauthenticated']);
  const told = loop.bridge.lines.join('\n') + answers.map(({ text }) => text).join('\n');
  for (const secret of [good.slice(2), bad.slice(2), 'robin', 'auth0|', logStreamToken, 'not-the-token']) {
    expect(told).not.toContain(secret);
  }
});
