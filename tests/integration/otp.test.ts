import { secretOf } from '../fixtures/providers';
import { basic, post } from '../support/callers';
import { ago, numbers, report, startLoop, type Loop } from '../support/feedback';

/** The generic contract, over real HTTP: what a caller may say besides a number and a code, and outcomes. */

type Counts = Record<string, number>;
let loop: Loop;
const bearer = `Bearer ${secretOf('OTP_TOKEN')}`;
beforeAll(async () => {
  loop = await startLoop();
});
beforeEach(() => loop.forget());
afterAll(() => loop.close());

const send = (body: unknown, authorization = bearer) =>
  post(`${loop.bridge.url}/otp/send`, authorization, body);
const tell = (body: unknown, authorization = bearer) =>
  post(`${loop.bridge.url}/otp/outcome`, authorization, body);
const good = () => ({ to: numbers(1)[0] ?? '', code: '012345' });

describe('/otp/send', () => {
  test('says everything that Verify takes', async () => {
    const all = {
      ...good(),
      channel: 'call',
      locale: 'de-DE',
      ip: '203.0.113.7',
      idp: 'my-idp',
      other: { a: 1 },
    };
    const { status, body } = await send({ ...all, to: `${all.to},22` });
    expect([status, body]).toEqual([
      201,
      {
        sid: expect.stringMatching(/^VE/) as string,
        status: 'pending',
        channel: 'call',
        to: `+1******${all.to.slice(-4)}`,
      },
    ]);
    const [create] = await loop.requests();
    expect(create?.form).toEqual({
      To: all.to,
      Channel: 'call',
      CustomCode: '012345',
      Locale: 'de',
      DeviceIp: '203.0.113.7',
      SendDigits: 'wwww22',
      Tags: '{"idp":"my-idp"}',
    });
    expect(JSON.parse(loop.bridge.lines.at(-1) ?? '')).toMatchObject({ idp: 'my-idp', channel: 'call' });
  });

  test.each<[string, unknown, Record<string, string>]>([
    ['voice is a call', { channel: 'voice' }, { Channel: 'call' }],
    ['the default is SMS', {}, { Channel: 'sms' }],
    ['an address of IPv6', { ip: '2001:db8::1' }, { DeviceIp: '2001:db8::1' }],
  ])('%s', async (_, changes, form) => {
    expect((await send({ ...good(), ...(changes as object) })).status).toBe(201);
    expect((await loop.requests())[0]?.form).toMatchObject(form);
  });

  test.each(['nobody', '203.0.113.7:80', ''])('an ip that is none is left out: %p', async (ip) => {
    expect((await send({ ...good(), ip })).status).toBe(201);
    expect((await loop.requests())[0]?.form).not.toHaveProperty('DeviceIp');
  });

  test.each<[string, unknown]>([
    ['channel', 'SMS'],
    ['channel', 'email'],
    ['channel', ''],
    ['channel', null],
    ['channel', ['sms']],
    ['locale', 7],
    ['locale', null],
    ['ip', { v4: '203.0.113.7' }],
    ['ip', null],
    ['idp', 'My IdP'],
    ['idp', ''],
    ['idp', 'x'.repeat(33)],
    ['idp', 7],
    ['request_id', 7],
    ['request_id', ''],
    ['request_id', 'a b'],
    ['code', 123456],
    ['to', ['+14155552671']],
  ])('%s of %j is refused by name', async (field, value) => {
    const { status, body } = await send({ ...good(), [field]: value });
    expect([status, body['code']]).toEqual([400, 'invalid_request']);
    expect((body['errors'] as { field: string }[]).map((one) => one.field)).toEqual([field]);
    expect(await loop.requests()).toEqual([]);
  });

  test('the same request_id again: the same answer, and no second message', async () => {
    const body = { ...good(), request_id: 'an-id' };
    const answers = [await send(body), await send(body)];
    expect(answers[1]?.text).toBe(answers[0]?.text);
    expect(await loop.requests()).toHaveLength(1);
  });

  test('a code that is a JSON number is told to be quoted', async () => {
    expect((await send({ ...good(), code: 123456 })).body['detail']).toContain('quote it');
  });
});

describe('/otp/outcome', () => {
  test('a number, and a verification by its SID', async () => {
    const one = good();
    const other = good();
    await send(one);
    const { body } = await send(other);
    await loop.forget();
    const events = [
      { to: one.to, outcome: 'approved', at: Date.now() },
      { sid: body['sid'], to: '+12025550199', outcome: 'approved', at: ago() },
    ];
    const answer = await tell({ events }, basic('anybody', secretOf('OTP_TOKEN')));
    expect([answer.status, answer.body]).toEqual([200, report(2, { approved: 2 })]);
    expect([...(await loop.approvals())].sort()).toEqual([one.to, String(body['sid'])].sort());
    expect([await loop.converted(one.to), await loop.converted(other.to)]).toEqual([1, 1]);
  });

  test.each<[string, (to: string) => unknown]>([
    ['one object', (to) => ({ to, outcome: 'approved' })],
    ['a list', (to) => [{ to, outcome: 'approved', at: ago() }]],
    ['a form', (to) => new URLSearchParams({ to, outcome: 'approved', at: String(Date.now()) })],
    ['a number without its plus', (to) => ({ to: to.slice(1), outcome: 'approved' })],
  ])('%s', async (_, render) => {
    const { to } = good();
    await loop.pend([to]);
    expect((await tell(render(to))).body).toEqual(report(1, { approved: 1 }));
    expect(await loop.approvals()).toEqual([to]);
  });

  test.each<[string, unknown, Counts]>([
    ['canceled', { to: '+14155552671', outcome: 'canceled' }, { irrelevant: 1 }],
    ['failed', { to: '+14155552671', outcome: 'failed' }, { irrelevant: 1 }],
    ['no outcome', { to: '+14155552671' }, { irrelevant: 1 }],
    ['an outcome of another type', { to: '+14155552671', outcome: true }, { irrelevant: 1 }],
    ['an e-mail address', { to: 'robin@example.com', outcome: 'approved' }, { unmappable: 1 }],
    ['a masked number', { to: '+1******2671', outcome: 'approved' }, { unmappable: 1 }],
    ['neither number nor SID', { outcome: 'approved' }, { unmappable: 1 }],
    ['a SID that is none', { sid: 'VE1', to: '+14155552671', outcome: 'approved' }, { unmappable: 1 }],
    ['a SID that leads elsewhere', { sid: '../Services', outcome: 'approved' }, { unmappable: 1 }],
    ['eleven minutes ago', { to: '+14155552671', outcome: 'approved', at: ago(660) }, { expired: 1 }],
    [
      'eleven minutes ago, in ms',
      { to: '+14155552671', outcome: 'approved', at: Date.now() - 660_000 },
      { expired: 1 },
    ],
    [
      'seconds for milliseconds',
      { to: '+14155552671', outcome: 'approved', at: Math.floor(Date.now() / 1000) },
      { expired: 1 },
    ],
  ])('%s calls nobody', async (_, event, counts) => {
    expect((await tell([event])).body).toEqual(report(1, counts));
    expect(await loop.requests()).toEqual([]);
  });

  test('a verification that is gone is counted', async () => {
    const { to } = good();
    const events = [
      { to, outcome: 'approved' },
      { sid: `VE${'0'.repeat(32)}`, outcome: 'approved' },
    ];
    expect((await tell({ events })).body).toEqual(report(2, { no_pending_verification: 2 }));
  });

  test('an event with an id that comes again is counted as it ended, without a call', async () => {
    const { to } = good();
    await loop.pend([to]);
    const event = { to, outcome: 'approved', at: ago(), id: crypto.randomUUID() };
    expect((await tell([event, event])).body).toEqual(report(2, { approved: 1, duplicate: 1 }));
    await loop.forget();
    expect((await tell([event])).body).toEqual(report(1, { approved: 1 }));
    expect(await loop.approvals()).toEqual([]);
  });

  test.each<[string, string | undefined]>([
    ['nobody', undefined],
    ['another endpoint’s token', `Bearer ${secretOf('OKTA_HOOK_TOKEN')}`],
    ['the token as the user', basic(secretOf('OTP_TOKEN'), 'x')],
  ])('%s is refused', async (_, authorization) => {
    const answer = await post(`${loop.bridge.url}/otp/outcome`, authorization, {
      to: '+14155552671',
      outcome: 'approved',
    });
    expect([answer.status, answer.body['code'], await loop.requests()]).toEqual([401, 'unauthenticated', []]);
  });

  test.each([{}, { events: 'all' }, { events: {} }, []])('%j is refused by name', async (body) => {
    const answer = await tell(body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
  });
});
