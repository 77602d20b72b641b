import { createEvent } from '../../src/identity-providers/zitadel/profile';
import { secretOf } from '../fixtures/providers';
import { startBridge } from '../support/bridge';
import { post } from '../support/callers';
import { startCapture, type Capture } from '../support/capture';
import { ago, numbers, report, startLoop, type Loop } from '../support/feedback';
import { signAsZitadel } from '../support/signatures';

/** The events that ZITADEL's Actions post, over real HTTP, with a server in the place of its API. */

const TOKEN = 'a-personal-access-token';
let loop: Loop;
let zitadel: Capture;
/** What the API answers, by path. */
let resources: Record<string, unknown> = {};
let status = 200;

beforeAll(async () => {
  zitadel = await startCapture();
  loop = await startLoop({ ZITADEL_URL: zitadel.url, ZITADEL_API_TOKEN: TOKEN });
});
beforeEach(async () => {
  [status, resources] = [200, {}];
  zitadel.posted.length = 0;
  zitadel.answer((response) => {
    const path = zitadel.posted.at(-1)?.path ?? '';
    const found = resources[path];
    response
      .writeHead(found === undefined && status === 200 ? 404 : status)
      .end(JSON.stringify(found ?? { code: 5 }));
  });
  await loop.forget();
});
afterAll(async () => {
  await loop.close();
  await zitadel.close();
});

const asJson = { 'content-type': 'application/json' };
const tell = (event: unknown, key = secretOf('ZITADEL_TARGET_KEY'), url = loop.bridge.url) => {
  const body = JSON.stringify(event);
  return post(`${url}/zitadel/events`, undefined, body, { ...asJson, ...signAsZitadel(key, body) });
};
const userOf = (phone: unknown) => ({ user: { userId: '1', human: { phone: { phone, isVerified: true } } } });

test('a second factor of a session approves the number of its user', async () => {
  const [to = ''] = numbers(1);
  await loop.pend([to]);
  resources = {
    '/v2/sessions/336494809936035843': { session: { factors: { user: { id: '42' }, otpSms: {} } } },
    '/v2/users/42': userOf(to),
  };
  const answer = await tell(createEvent(ago()));
  expect([answer.status, answer.body]).toEqual([200, report(1, { approved: 1 })]);
  expect(await loop.approvals()).toEqual([to]);
  expect(zitadel.posted.map(({ headers }) => headers.authorization)).toEqual([
    `Bearer ${TOKEN}`,
    `Bearer ${TOKEN}`,
  ]);
  for (const hidden of [to, TOKEN, '336494809936035843'])
    expect(loop.bridge.lines.join() + answer.text).not.toContain(hidden);
});

test.each(['user.human.phone.verified', 'user.human.mfa.otp.sms.check.succeeded'])(
  '%s names the user itself',
  async (type) => {
    const [to = ''] = numbers(1);
    await loop.pend([to]);
    resources = { '/v2/users/43': userOf(to) };
    const event = createEvent(ago(), {
      event_type: type,
      aggregateID: '43',
      aggregateType: 'user',
      event_payload: undefined,
    });
    expect((await tell(event)).body).toEqual(report(1, { approved: 1 }));
  },
);

test.each<[string, Record<string, unknown>, Record<string, number>]>([
  ['another event', { event_type: 'session.otp.sms.challenged' }, { irrelevant: 1 }],
  ['an e-mail factor', { event_type: 'session.otp.email.checked' }, { irrelevant: 1 }],
  ['the name of an inherited property', { event_type: 'constructor' }, { irrelevant: 1 }],
  ['an id that leads elsewhere', { aggregateID: '../../admin/v1/x' }, { unmappable: 1 }],
  ['no id', { aggregateID: undefined }, { unmappable: 1 }],
  ['an event of eleven minutes ago', { created_at: ago(660) }, { expired: 1 }],
])('%s calls nobody', async (_, changes, counts) => {
  expect((await tell(createEvent(ago(), changes))).body).toEqual(report(1, counts));
  expect([zitadel.posted, await loop.requests()]).toEqual([[], []]);
});

test.each<[string, number, Record<string, unknown>, number, Record<string, number>]>([
  ['the session is gone', 200, {}, 200, { unmappable: 1 }],
  ['the user has no number', 200, { session: { factors: { user: { id: '44' } } } }, 200, { unmappable: 1 }],
  [
    'the user’s id leads elsewhere',
    200,
    { session: { factors: { user: { id: '../x' } } } },
    200,
    { unmappable: 1 },
  ],
  ['the token is refused', 401, { x: 1 }, 503, { failed: 1 }],
  ['the API is down', 503, { x: 1 }, 503, { failed: 1 }],
])('%s', async (_, given, session, expected, counts) => {
  status = given;
  resources = { '/v2/sessions/s1': session, '/v2/users/44': { user: { human: {} } } };
  if (!('session' in session) && given === 200) resources = {};
  const answer = await tell(createEvent(ago(), { aggregateID: 's1' }));
  expect([answer.status, answer.body]).toMatchObject([expected, report(1, counts)]);
  expect(await loop.approvals()).toEqual([]);
});

test('the key of the SMS provider is not that of the target', async () => {
  const answer = await tell(createEvent(ago()), secretOf('ZITADEL_SIGNING_KEY'));
  expect([answer.status, answer.body['code'], zitadel.posted]).toEqual([401, 'unauthenticated', []]);
});

test('without the token the log says what to set, and health is good without the target', async () => {
  const bare = await startBridge({ TWILIO_API_BASE_URL: loop.sandboxUrl });
  const answer = await tell(createEvent(ago()), undefined, bare.url);
  const lines = bare.lines.join();
  await bare.close();
  expect(answer.body).toEqual(report(1, { unmappable: 1 }));
  expect(lines).toContain('Set ZITADEL_URL and ZITADEL_API_TOKEN');
});

test.each([{}, { events: [] }])('%j is refused by name', async (body) => {
  const answer = await tell(body);
  expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
});
