import { startSandbox, type Sandbox } from '../../sandbox/server';
import { Bucket } from '../../sandbox/twilio/bucket';
import { authorization, credentials, delivered, postForm } from '../support/stand-in';

const start = Date.parse('2026-03-01T12:00:00Z');
let now = start;
let sandbox: Sandbox;
let numbers = 0;

type Resource = Record<string, unknown> & { sid: string };

async function call(method: string, path: string, form?: Record<string, string>) {
  const response = await fetch(`${sandbox.url}/v2/Services/VA1/${path}`, {
    method,
    headers: { authorization },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Resource };
}

async function create(path: string, form: Record<string, string>): Promise<Resource> {
  const { status, body } = await call('POST', path, form);
  expect([status, body['code']]).toEqual([201, undefined]);
  return body;
}

/** A rate limit with a bucket for each pair of Max and Interval. */
async function limit(uniqueName: string, ...buckets: [max: number, interval: number][]): Promise<string> {
  const { sid } = await create('RateLimits', { UniqueName: uniqueName });
  for (const [max, interval] of buckets)
    await create(`RateLimits/${sid}/Buckets`, { Max: String(max), Interval: String(interval) });
  return sid;
}

/** Each time to another number, so that no limit of Verify's own comes first. */
async function send(rateLimits: unknown, more: Record<string, string> = {}) {
  const to = `+1202555${String(numbers++).padStart(4, '0')}`;
  const form = { To: to, Channel: 'sms', CustomCode: '012345', ...more };
  const response = await postForm(sandbox, 'Verifications', {
    ...form,
    ...(rateLimits !== undefined && { RateLimits: JSON.stringify(rateLimits) }),
  });
  const { code } = (await response.json()) as { code?: number };
  const [wait, reached] = ['retry-after', 'twilio-reached-rate-limit'].map((name) =>
    response.headers.get(name),
  );
  return wait === null ? [response.status, code] : [response.status, code, wait, reached];
}
const sent = [201, undefined];
const deliveries = async () => (await delivered(sandbox)).length;

beforeEach(async () => {
  now = start;
  numbers = 0;
  sandbox = await startSandbox({ now: () => now, credentials });
});
afterEach(() => sandbox.close());

test('a rate limit and its bucket have every field of the API', async () => {
  const made = await create('RateLimits', { UniqueName: 'bridge_phone', Description: 'by number' });
  const url = `https://verify.twilio.com/v2/Services/VA1/RateLimits/${made.sid}`;
  const owners = { account_sid: 'AC1', service_sid: 'VA1' };
  const dates = { date_created: '2026-03-01T12:00:00Z', date_updated: '2026-03-01T12:00:00Z' };
  expect(made).toEqual({
    sid: expect.stringMatching(/^RK[0-9a-f]{32}$/) as string,
    ...owners,
    ...{ unique_name: 'bridge_phone', description: 'by number' },
    ...dates,
    url,
    links: { buckets: `${url}/Buckets` },
  });
  const bucket = await create(`RateLimits/${made.sid}/Buckets`, { Max: '3', Interval: '60' });
  expect(bucket).toEqual({
    sid: expect.stringMatching(/^BL[0-9a-f]{32}$/) as string,
    ...owners,
    rate_limit_sid: made.sid,
    ...{ max: 3, interval: 60 },
    ...dates,
    url: `${url}/Buckets/${bucket.sid}`,
  });
});

test('both are listed, fetched, changed and deleted', async () => {
  const sid = await limit('bridge_ip', [3, 60]);
  const listed = async (path: string, key: string) =>
    (await call('GET', path)).body[key] as Record<string, unknown>[];
  const [bucket] = await listed(`RateLimits/${sid}/Buckets`, 'buckets');
  const path = `RateLimits/${sid}/Buckets/${String(bucket?.['sid'])}`;
  now += 1000;
  expect(await call('POST', path, { Max: '5' })).toMatchObject({
    status: 200,
    body: { max: 5, interval: 60, date_updated: '2026-03-01T12:00:01Z' },
  });
  expect((await call('GET', path)).body).toMatchObject({ max: 5, interval: 60 });
  expect((await call('POST', `RateLimits/${sid}`, { Description: 'by address' })).status).toBe(200);
  for (const name of [sid, 'bridge_ip'])
    expect((await call('GET', `RateLimits/${name}`)).body).toMatchObject({ sid, description: 'by address' });
  expect(await listed('RateLimits', 'rate_limits')).toMatchObject([{ sid, unique_name: 'bridge_ip' }]);

  expect((await call('DELETE', path)).status).toBe(204);
  expect(await listed(`RateLimits/${sid}/Buckets`, 'buckets')).toEqual([]);
  expect((await call('GET', path)).body).toMatchObject({ code: 20404 });
  expect((await call('DELETE', `RateLimits/${sid}`)).status).toBe(204);
  expect((await call('GET', `RateLimits/${sid}`)).body).toMatchObject({ code: 20404 });
  expect(await listed('RateLimits', 'rate_limits')).toEqual([]);
});

test.each<[string, Record<string, string>, number]>([
  ['RateLimits', {}, 60200],
  ['RateLimits', { UniqueName: 'taken' }, 60208],
  ['RateLimits', { UniqueName: 'not so' }, 60209],
  ['RateLimits/RK1/Buckets', { Max: '1', Interval: '1' }, 20404],
  ['RateLimits/taken/Buckets', { Interval: '60' }, 60200],
  ['RateLimits/taken/Buckets', { Max: '3' }, 60200],
  ['RateLimits/taken/Buckets', { Max: '0', Interval: '60' }, 60200],
  ['RateLimits/taken/Buckets', { Max: '3', Interval: '1.5' }, 60200],
  ['RateLimits/taken/Buckets', { Max: 'many', Interval: '60' }, 60200],
])('%s with %j is refused', async (path, form, code) => {
  await limit('taken');
  expect((await call('POST', path, form)).body['code']).toBe(code);
});

test('a service has ten of them, and each ten buckets', async () => {
  for (let made = 0; made < 10; made++) await limit(`limit_${made}`);
  expect((await call('POST', 'RateLimits', { UniqueName: 'eleventh' })).body['code']).toBe(60207);
  const path = 'RateLimits/limit_0/Buckets';
  for (let made = 0; made < 10; made++) await create(path, { Max: '1', Interval: '1' });
  expect((await call('POST', path, { Max: '1', Interval: '1' })).body['code']).toBe(60210);
});

test('beyond Max sends of a key nothing is sent until its interval is over', async () => {
  await limit('bridge_ip', [2, 60]);
  const keys = { bridge_ip: '203.0.113.7' };
  expect(await send(keys)).toEqual(sent);
  now += 20_500;
  expect(await send(keys)).toEqual(sent);
  const refused = [429, 20429, '40', 'bridge_ip'];
  expect(await send(keys)).toEqual(refused);
  expect(await send({ bridge_ip: '203.0.113.8' })).toEqual(sent);
  expect(await send(undefined)).toEqual(sent);
  expect(await deliveries()).toBe(4);
  now = start + 59_999;
  expect(await send(keys)).toEqual([429, 20429, '1', 'bridge_ip']);
  now = start + 60_000;
  expect([await send(keys), await send(keys), await send(keys)]).toEqual([
    sent,
    sent,
    [429, 20429, '60', 'bridge_ip'],
  ]);
});

test('of several full buckets the one counts that is full longest, and a refusal is counted in none', async () => {
  await limit('bridge_phone', [1, 600]);
  await limit('bridge_prefix', [2, 30], [3, 3600]);
  const keys = { bridge_phone: 'a', bridge_prefix: '+1202' };
  expect(await send(keys)).toEqual(sent);
  for (let tries = 0; tries < 3; tries++)
    expect(await send(keys)).toEqual([429, 20429, '600', 'bridge_phone']);
  const other = { ...keys, bridge_phone: 'b' };
  expect(await send(other)).toEqual(sent);
  const third = { ...keys, bridge_phone: 'c' };
  expect(await send(third)).toEqual([429, 20429, '30', 'bridge_prefix']);
  now += 30_000;
  expect(await send(third)).toEqual(sent);
  expect(await send({ bridge_prefix: '+1202' })).toEqual([429, 20429, '3570', 'bridge_prefix']);
  expect(await deliveries()).toBe(3);
});

test('a send that Verify refuses for another reason is not counted', async () => {
  await limit('bridge_ip', [1, 60]);
  const keys = { bridge_ip: '203.0.113.7' };
  expect(await send(keys, { To: '+15005550410' })).toEqual([403, 60410]);
  expect(await send(keys, { To: '1' })).toEqual([400, 60200]);
  expect(await send(keys)).toEqual(sent);
});

test('a rate limit without a bucket limits nothing', async () => {
  await limit('bridge_user');
  for (let sends = 0; sends < 9; sends++) expect(await send({ bridge_user: 'u' })).toEqual(sent);
});

test.each<[string, unknown]>([
  ['an unknown name', { bridge_nothing: '1' }],
  ['a number', { bridge_ip: 7 }],
  ['an empty key', { bridge_ip: '' }],
  ['a key without end', { bridge_ip: 'x'.repeat(1001) }],
  ['a list', ['bridge_ip']],
  ['a string', 'bridge_ip'],
  ['null', null],
])('RateLimits with %s is refused', async (_, rateLimits) => {
  await limit('bridge_ip', [9, 60]);
  expect(await send(rateLimits)).toEqual([400, 60200]);
  expect(await deliveries()).toBe(0);
});

describe('a bucket that sees ever more keys', () => {
  test('remembers the last hundred thousand of those whose interval runs', () => {
    const bucket = new Bucket(1, 600, 0);
    for (let key = 0; key < 200_000; key++) bucket.count(String(key), key);
    const isFull = (key: number) => bucket.findEnd(String(key), 200_000) !== undefined;
    expect([0, 99_999, 100_000, 199_999].map(isFull)).toEqual([false, false, true, true]);
  });

  test('counts a key anew once its interval is over', () => {
    const bucket = new Bucket(2, 1, 0);
    for (const now of [0, 999, 1000]) bucket.count('key', now);
    expect(bucket.findEnd('key', 1999)).toBeUndefined();
    bucket.count('key', 1999);
    expect([bucket.findEnd('key', 1999), bucket.findEnd('key', 2000)]).toEqual([2000, undefined]);
  });
});
