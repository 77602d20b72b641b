import {
  activity,
  byAdministrator,
  deviceActivated,
  oneTimeDevice,
  page,
  webhookForm,
} from '../fixtures/pingone-activities';
import { asPingone, basic, pingone, post } from '../support/callers';
import { ago, environmentId, numbers, report, startLoop, type Loop, type Paired } from '../support/feedback';
import { lookups, pending, proved } from '../support/pingone-events';

/** PingOne's webhook: from an event that names a device, by way of the Platform API, to the approved verification. */

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop();
});
beforeEach(async () => {
  await loop.forget();
  await loop.control('DELETE', 'faults');
});
afterAll(() => loop.close());

describe('what PingOne may send', () => {
  test.each<[string, string, (paired: Paired) => unknown]>([
    ['a JSON array', 'SMS', (paired) => [proved(paired)]],
    ['a voice device', 'VOICE', (paired) => [proved(paired)]],
    ['one activity', 'SMS', (paired) => proved(paired)],
    ['one activity with an empty _embedded', 'SMS', (paired) => webhookForm({ ...paired, date: ago() })],
    ['a page of activities', 'SMS', (paired) => page(proved(paired))],
    ['an activated device', 'SMS', (paired) => [deviceActivated({ ...paired, date: ago() })]],
    ['an act of an administrator', 'SMS', (paired) => [byAdministrator({ ...paired, date: ago() })]],
    [
      'a device with a name of its own',
      'SMS',
      (paired) => [activity({ ...paired, date: ago(), name: 'Robin’s' })],
    ],
    ['no date', 'SMS', (paired) => [activity({ ...paired, date: undefined })]],
  ])('%s', async (_, type, body) => {
    const { phone, paired } = await pending(loop, type);
    const answer = await loop.pingone(body(paired));
    expect([answer.status, answer.body]).toEqual([200, report(1, { approved: 1 })]);
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await loop.approvals()).toEqual([phone]);
    expect(await loop.converted(phone)).toBe(1);
  });

  test.each([
    ['NDJSON', 'application/x-ndjson'],
    ['text', 'text/plain'],
  ])('not %s', async (_, type) => {
    const { paired } = await pending(loop);
    const body = [proved(paired), proved(paired)].map((one) => JSON.stringify(one)).join('\n');
    const answer = await post(`${loop.bridge.url}/pingone/events`, basic('pingone', pingone), body, {
      'content-type': type,
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
    expect(answer.body['detail']).toContain('"JSON Array"');
    expect(await loop.requests()).toEqual([]);
  });
});

test.each([
  ['nobody', undefined],
  ['a user without the password', basic('pingone', 'not-the-password')],
  ['another user', basic('someone', pingone)],
])('%s may not call', async (_, authorization) => {
  const { paired } = await pending(loop);
  const answer = await post(`${loop.bridge.url}/pingone/events`, authorization, [proved(paired)]);
  expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
  expect(answer.headers.get('www-authenticate')).toContain('Basic');
  expect(await loop.requests()).toEqual([]);
});

test('the password alone is good as a Bearer token', async () => {
  const { paired } = await pending(loop);
  expect((await loop.pingone([proved(paired)], `Bearer ${pingone}`)).status).toBe(200);
});

test('send, prove, tell: the verification is approved, and a sixth send in ten minutes is taken', async () => {
  const [told = '', untold = ''] = numbers(2);
  const paired = await loop.pair('SMS', told);
  const send = (to: string) => asPingone(`${loop.bridge.url}/pingone/sms`, { to, otp: '012345' });
  for (const phone of [told, untold]) {
    for (let n = 0; n < 5; n += 1) expect((await send(phone)).status).toBe(201);
  }
  expect((await loop.pingone([proved(paired)])).body).toEqual(report(1, { approved: 1 }));
  expect(await loop.converted(told)).toBe(5);
  expect((await send(told)).status).toBe(201);
  const refused = await send(untold);
  expect([refused.status, refused.body['twilio_code']]).toEqual([429, 60203]);
});

test('every event is counted, and no device is asked for that need not be', async () => {
  const { phone, paired } = await pending(loop);
  const second = await loop.pair('VOICE', phone, paired.user);
  const authenticator = await loop.pair('TOTP');
  const mail = await loop.pair('EMAIL');
  const masked = await loop.pair('SMS', '+1******2671');
  const idle = await loop.pair('SMS', numbers(1)[0]);
  const gone = { ...paired, device: '00000000-0000-4000-8000-000000000000' };
  const named = (name: string) => activity({ ...authenticator, date: ago(), name });
  const answer = await loop.pingone([
    activity({ ...paired, type: 'OTP.CHECK_FAILED', status: 'FAILED', date: ago() }),
    activity({ ...paired, type: 'OTP.CHECK_INVALID', status: 'FAILED', date: ago() }),
    activity({ ...paired, status: 'FAILED', date: ago() }),
    named('TOTP'),
    proved(paired),
    proved(paired),
    proved(second),
    proved(authenticator),
    proved(mail),
    proved(masked),
    proved(idle),
    proved(gone),
    proved(await loop.pair('SMS', phone), 601),
    oneTimeDevice({ ...paired, date: ago() }),
    null,
    'OTP.CHECK_SUCCESS',
    { action: { type: 'OTP.CHECK_SUCCESS' }, result: { status: 'SUCCESS' }, resources: 'DEVICE' },
  ]);
  const skipped = { irrelevant: 8, unmappable: 4, duplicate: 2, expired: 1, no_pending_verification: 1 };
  expect([answer.status, answer.body]).toEqual([200, report(17, { approved: 1, ...skipped })]);
  const asked = [paired, second, authenticator, mail, masked, idle, gone];
  const paths = asked.map(
    ({ user, device }) => `/v1/environments/${environmentId}/users/${user}/devices/${device}`,
  );
  expect((await lookups(loop)).sort()).toEqual(paths.sort());
  expect((await loop.approvals()).sort()).toEqual(
    [phone, (await loop.approvals()).find((one) => one !== phone)].sort(),
  );
});

test('a backlog of 5,000 events older than ten minutes drains at once, without one call', async () => {
  const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
  const backlog = Array.from({ length: 5_000 }, (_, n) => ({
    id: id(n),
    createdAt: ago(601 + n),
    action: { type: 'OTP.CHECK_SUCCESS' },
    actors: { user: { id: id(n) } },
    resources: [{ type: 'DEVICE', id: id(n) }],
    result: { status: 'SUCCESS' },
  }));
  const answer = await loop.pingone(backlog);
  expect([answer.status, answer.body]).toEqual([200, report(5_000, { expired: 5_000 })]);
  expect(await loop.requests()).toEqual([]);
});

describe('ids are checked before they go into a path', () => {
  const id = '11111111-2222-4333-8444-555555555555';
  test.each([
    ['user', '../../../as/token'],
    ['user', `${id}/devices/${id}?`],
    ['user', '%2e%2e%2f%2e%2e'],
    ['user', `${id}%2f..`],
    ['user', `${id}\n`],
    ['user', ''],
    ['device', '..'],
    ['device', `..%2f${id}`],
    ['device', `${id}#`],
    ['device', `${id}?expand=all`],
    ['device', 'SMS'],
  ])('%s %j', async (name, value) => {
    const { paired } = await pending(loop);
    const answer = await loop.pingone([proved({ ...paired, [name]: value })]);
    expect([answer.status, answer.body]).toEqual([200, report(1, { unmappable: 1 })]);
    expect(await loop.requests()).toEqual([]);
  });

  test('an event of another environment is nobody’s of ours', async () => {
    const { paired } = await pending(loop);
    const answer = await loop.pingone([proved({ ...paired, environment: id })]);
    expect(answer.body).toEqual(report(1, { unmappable: 1 }));
    expect(await loop.requests()).toEqual([]);
  });

  test('no address in an event is ever followed', async () => {
    const { phone, paired } = await pending(loop);
    const text = JSON.stringify([proved(paired)]).replaceAll(
      'https://api.pingone.com',
      `${loop.sandboxUrl}/elsewhere`,
    );
    expect(text).toContain('/elsewhere/');
    expect((await loop.pingone(JSON.parse(text))).body).toEqual(report(1, { approved: 1 }));
    expect(await loop.approvals()).toEqual([phone]);
    expect(JSON.stringify(await loop.requests())).not.toContain('elsewhere');
  });
});

test('one log line a call, with the counts and no number, user or secret', async () => {
  const { phone, paired } = await pending(loop);
  const failing = await pending(loop);
  await loop.fault({ match: { path: failing.paired.device }, status: 403 });
  loop.bridge.lines.length = 0;
  const answers = [
    await loop.pingone([proved(paired), activity({ type: 'FLOW.CREATED', date: ago() })]),
    await loop.pingone([proved(failing.paired)]),
  ];
  const lines = loop.bridge.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toEqual({
    correlation_id: answers[0]?.headers.get('x-correlation-id'),
    endpoint: 'pingone/events',
    idp: 'pingone',
    outcome: 'reported',
    status: 200,
    ms: expect.any(Number) as number,
    ...report(2, { approved: 1, irrelevant: 1 }),
  });
  expect(lines[1]).toMatchObject({ outcome: 'unavailable', status: 503, ...report(1, { failed: 1 }) });
  const told = loop.bridge.lines.join('\n') + answers.map(({ text }) => text).join('\n');
  for (const secret of [
    phone.slice(2),
    'robin.doe',
    paired.user,
    paired.device,
    pingone,
    'Bearer',
    'worker-secret',
  ]) {
    expect(told).not.toContain(secret);
  }
});
