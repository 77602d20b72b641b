import { sandboxEnvironment } from '../support/bridge';
import { post } from '../support/callers';
import { createOwner, servicePath } from '../support/owner';

/** Every rule of the owner over real HTTP: what is refused, what reaches Twilio, and what the log says. */

const MOBILE = '+14155552671';
const owner = createOwner();
const { start, callTwilio } = owner;

/** The APIs that were called since the reset: `verify`, `lookups`, `api`. */
async function calls(): Promise<string[]> {
  return (await owner.sandbox.requests()).map(({ host }) => host.split('.')[0] ?? '');
}

describe('what costs nothing', () => {
  test.each([
    ['toll-free', '+18005550123'],
    ['premium', '+19005550123'],
    ['premium in Britain', '+449098790000'],
    ['satellite', '+8816312345678'],
    ['an international network', '+883120000000'],
  ])('%s is refused by default, without a call', async (_, to) => {
    const { send, log } = await start({});
    const answer = await send(to);
    expect([answer.status, answer.body['code'], answer.body['rule']]).toEqual([
      403,
      'blocked',
      'non_geographic',
    ]);
    expect(log()).toMatchObject({ outcome: 'blocked', rule: 'non_geographic' });
    expect(await calls()).toEqual([]);
  });

  test('NON_GEOGRAPHIC=allow lets it through', async () => {
    const { send } = await start({ NON_GEOGRAPHIC: 'allow' });
    expect((await send('+18005550123')).status).toBe(201);
    expect(await calls()).toEqual(['verify']);
  });

  test.each([
    ['BLOCKED_PREFIXES', '+1'],
    ['ALLOWED_PREFIXES', '+44'],
    ['CHANNEL_PLAN', 'none;+44:sms'],
    ['CHANNEL_PLAN', 'sms;generic+1:none'],
  ])('%s=%s refuses by the prefix', async (name, value) => {
    const { send, log } = await start({ [name]: value });
    const answer = await send(MOBILE);
    expect([answer.status, answer.body['code'], answer.body['rule']]).toEqual([403, 'blocked', 'prefix']);
    expect(log()).toMatchObject({ outcome: 'blocked', rule: 'prefix' });
    expect(await calls()).toEqual([]);
  });

  test('holds for every provider', async () => {
    const { bridge } = await start({});
    const form = new URLSearchParams({ To: '+19005550123', otp: '918273' });
    const answer = await post(
      `${bridge.url}/pingone/sms`,
      `Bearer ${sandboxEnvironment['PINGONE_PASSWORD']}`,
      form,
    );
    expect([answer.status, answer.body['rule']]).toEqual([403, 'non_geographic']);
    expect(bridge.lines.join()).not.toMatch(/9005550123|918273/);
    expect(await calls()).toEqual([]);
  });
});

describe('Lookup', () => {
  test('is not asked by default', async () => {
    await (await start({})).send(MOBILE);
    expect(await calls()).toEqual(['verify']);
  });

  test('LINE_TYPES refuses a type, after one Lookup and without Verify', async () => {
    const { send, log } = await start({ LINE_TYPES: '-nonFixedVoip,fixedVoip?' });
    const answer = await send('+15005550910');
    expect([answer.status, answer.body['rule']]).toEqual([403, 'line_type']);
    expect(answer.body['detail']).toBe('LINE_TYPES refuses nonFixedVoip.');
    expect(log()).toMatchObject({ rule: 'line_type', line_type: 'nonFixedVoip' });
    expect(await calls()).toEqual(['lookups']);
  });

  test('a type that is only logged is sent to', async () => {
    const { send, log } = await start({ LINE_TYPES: '-nonFixedVoip,fixedVoip?' });
    expect((await send('+15005550911')).status).toBe(201);
    expect(log()).toMatchObject({ outcome: 'delivered', would_block: 'line_type', line_type: 'fixedVoip' });
    expect(await calls()).toEqual(['lookups', 'verify']);
  });

  test('a landline is called at once', async () => {
    const { send } = await start({ LINE_TYPES: '-pager' });
    const answer = await send('+15005550205');
    expect([answer.status, answer.body['channel']]).toEqual([201, 'call']);
    expect(await owner.sandbox.creates()).toBe(1);
  });

  test('RISK_LIMIT refuses what is above it, and one Lookup serves both rules', async () => {
    const { send, log } = await start({ RISK_LIMIT: '60', LINE_TYPES: '-pager' });
    const answer = await send('+15005550910');
    expect([answer.status, answer.body['rule']]).toEqual([403, 'risk']);
    expect(log()).toMatchObject({ rule: 'risk' });
    expect(JSON.stringify(answer.body)).not.toMatch(/85|5550910/);
    expect(await calls()).toEqual(['lookups']);
    expect((await send(MOBILE)).status).toBe(201);
    const [, , create] = await owner.sandbox.requests();
    expect(create?.form['RiskCheck']).toBe('enable');
  });

  test.each([
    ['allow', 201, ['lookups', 'verify']],
    ['refuse', 403, ['lookups']],
  ])('that fails: POLICY_ON_ERROR=%s', async (value, status, reached) => {
    await owner.sandbox.fault({ match: { path: '/PhoneNumbers/' }, status: 503, times: 1 });
    const { send, log } = await start({ RISK_LIMIT: '60', POLICY_ON_ERROR: value });
    const answer = await send(MOBILE);
    expect([answer.status, log()['unchecked']]).toEqual([status, 'risk']);
    expect(answer.body['rule']).toBe(status === 403 ? 'risk' : undefined);
    expect(await calls()).toEqual(reached);
  });
});

test.each([
  ['a page of somebody else’s', { body: '<html>', status: 404 }],
  ['JSON that is no Lookup', { body: '{}', status: 200 }],
  ['nothing', { hang: true }],
  ['half an answer', { cut: true }],
])(
  '%s from Lookup says nothing: what is not checked is refused, if the owner wants that',
  async (_, fault) => {
    await owner.sandbox.fault({ match: { path: '/PhoneNumbers/' }, times: 1, ...fault });
    const { send, log } = await start({
      LINE_TYPES: '-*,mobile',
      RISK_LIMIT: '10',
      POLICY_ON_ERROR: 'refuse',
    });
    const answer = await send('+15005550910');
    expect([answer.status, answer.body['rule'], log()['unchecked']]).toEqual([
      403,
      'line_type',
      'line_type,risk',
    ]);
    expect(await calls()).toEqual(['lookups']);
  },
);

test('a Lookup that hangs leaves the send its time', async () => {
  await owner.sandbox.fault({ match: { path: '/PhoneNumbers/' }, times: 1, hang: true });
  const { send, log } = await start({ LINE_TYPES: '-pager' });
  expect((await send(MOBILE)).status).toBe(201);
  expect(log()).toMatchObject({ outcome: 'delivered', unchecked: 'line_type' });
});

describe('rate limits of the owner at Verify', () => {
  async function createLimit(name: string, max: number): Promise<void> {
    const { sid } = await callTwilio(`${servicePath}/RateLimits`, { UniqueName: `bridge_${name}` });
    if (typeof sid === 'string')
      await callTwilio(`${servicePath}/RateLimits/${sid}/Buckets`, { Max: String(max), Interval: '600' });
  }

  beforeAll(async () => {
    await createLimit('phone', 2);
    await createLimit('ip', 3);
    await createLimit('prefix', 50);
    await createLimit('user', 1);
  });

  test('get the keys that the request has, the user only as a digest', async () => {
    const { send } = await start({ RATE_LIMITS: 'phone,ip,prefix,user' });
    expect((await send(MOBILE, { ip: '203.0.113.7', user: 'auth0|jdoe' })).status).toBe(201);
    const [request] = await owner.sandbox.requests();
    expect(JSON.parse(request?.form['RateLimits'] ?? '')).toEqual({
      bridge_phone: MOBILE,
      bridge_ip: '203.0.113.7',
      bridge_prefix: '+1415555',
      bridge_user: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
  });

  test('that are reached are told from 60203, and tried once', async () => {
    const { send, log } = await start({ RATE_LIMITS: 'phone' });
    const statuses = [];
    for (let n = 0; n < 3; n++) statuses.push((await send('+14155552672')).status);
    expect(statuses).toEqual([201, 201, 429]);
    expect(await owner.sandbox.creates()).toBe(3);
    expect(log()).toMatchObject({ outcome: 'rate_limited', rule: 'rate', twilio_code: 20429 });

    const { send: sendWithout, log: other } = await start({});
    const answer = await sendWithout('+15005550203');
    expect(answer.body).toMatchObject({ code: 'rate_limited', twilio_code: 60203, retryable: false });
    expect(answer.body).not.toHaveProperty('rule');
    expect(other()).not.toHaveProperty('rule');

    const busy = await sendWithout('+15005550212');
    expect(busy.body).toMatchObject({ code: 'rate_limited', twilio_code: 60212, retryable: true });
    expect(other()).toMatchObject({ outcome: 'rate_limited', twilio_code: 60212 });
  });

  test('in a dry run are said, and the code arrives', async () => {
    const { send, log } = await start({ RATE_LIMITS: 'user', POLICY_DRY_RUN: 'on' });
    await send(MOBILE, { user: 'one' });
    expect((await send('+14155552673', { user: 'one' })).status).toBe(201);
    expect(log()).toMatchObject({ outcome: 'delivered', would_block: 'rate' });
    expect(await owner.sandbox.messages()).toHaveLength(2);
  });
});

describe('a dry run', () => {
  test.each([
    ['prefix', { BLOCKED_PREFIXES: '+1' }, MOBILE],
    ['prefix', { CHANNEL_PLAN: 'none' }, MOBILE],
    ['non_geographic', {}, '+19005550123'],
    ['line_type', { LINE_TYPES: '-nonFixedVoip' }, '+15005550910'],
    ['risk', { RISK_LIMIT: '10' }, '+15005550910'],
  ])('refuses nothing and logs %s', async (rule, changes, to) => {
    const { send, log } = await start({ ...changes, POLICY_DRY_RUN: 'on' });
    const answer = await send(to);
    expect([answer.status, answer.body['rule']]).toEqual([201, undefined]);
    expect(log()).toMatchObject({ outcome: 'delivered', would_block: rule });
    expect(await owner.sandbox.messages()).toHaveLength(1);
  });
});

test.each([
  ['RATE_LIMITS', 'phone,fax'],
  ['LINE_TYPES', 'premium-'],
  ['RISK_LIMIT', '0'],
  ['RISK_LIMIT', '101'],
  ['POLICY_ON_ERROR', 'ignore'],
  ['POLICY_DRY_RUN', 'yes'],
  ['NON_GEOGRAPHIC', 'no'],
  ['CHANNEL_PLAN', 'sms,voice'],
  ['FALLBACK_SENDERS', '12345'],
])('%s=%s closes the door, by its name and never by its value', async (name, value) => {
  const { bridge, send } = await start({ [name]: value });
  const answer = await send(MOBILE);
  expect([answer.status, answer.body['code']]).toEqual([500, 'not_configured']);
  expect(answer.body['errors']).toMatchObject([{ field: name }]);
  expect(await calls()).toEqual([]);
  expect((await fetch(`${bridge.url}/health`)).status).toBe(503);
});
