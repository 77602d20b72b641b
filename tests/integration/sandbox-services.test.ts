import { startSandbox, type Sandbox } from '../../sandbox/server';
import { authorization, credentials, delivered } from '../support/stand-in';

const to = '+12025550123';
const start = Date.parse('2026-03-01T12:00:00Z');
let now = start;
let sandbox: Sandbox;

type Resource = Record<string, unknown> & { sid: string };

async function call(method: string, path: string, form?: Record<string, string>) {
  const response = await fetch(`${sandbox.url}/v2/Services${path}`, {
    method,
    headers: { authorization },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
  });
  return { status: response.status, body: (await response.json()) as Resource };
}
const create = (form: Record<string, string>) => call('POST', '', form);
const send = (service: string, form: Record<string, string> = {}) =>
  call('POST', `/${service}/Verifications`, { To: to, Channel: 'sms', CustomCode: '012345', ...form });
async function names(query = ''): Promise<unknown[]> {
  const { services } = (await call('GET', query)).body as unknown as { services: Resource[] };
  return services.map((service) => service['friendly_name']);
}

beforeEach(async () => {
  now = start;
  sandbox = await startSandbox({ now: () => now, credentials });
});
afterEach(() => sandbox.close());

test('a created service is fetched, listed and changed like the first', async () => {
  now += 60_000;
  const { status, body } = await create({ FriendlyName: 'Shop', CustomCodeEnabled: 'true', CodeLength: '8' });
  expect([status, body.sid]).toEqual([201, expect.stringMatching(/^VA[0-9a-f]{32}$/)]);
  const first = (await call('GET', '/VA1')).body;
  const url = `https://verify.twilio.com/v2/Services/${body.sid}`;
  expect(body).toEqual({
    ...first,
    ...{ sid: body.sid, friendly_name: 'Shop', code_length: 8, custom_code_enabled: true, url },
    ...{ date_created: '2026-03-01T12:01:00Z', date_updated: '2026-03-01T12:01:00Z' },
    links: {
      verifications: `${url}/Verifications`,
      verification_checks: `${url}/VerificationCheck`,
      rate_limits: `${url}/RateLimits`,
    },
  });
  expect((await call('GET', `/${body.sid}`)).body).toEqual(body);
  expect(await names()).toEqual(['Sandbox', 'Shop']);
  now += 1000;
  const changed = await call('POST', `/${body.sid}`, { FriendlyName: 'Other Shop' });
  expect(changed.body).toEqual({
    ...body,
    friendly_name: 'Other Shop',
    date_updated: '2026-03-01T12:01:01Z',
  });
  expect((await call('GET', '/VA1')).body).toEqual(first);
});

test('custom codes are off in a service until they are switched on', async () => {
  const { sid } = (await create({ FriendlyName: 'Shop' })).body;
  expect((await send(sid)).body['code']).toBe(60204);
  await call('POST', `/${sid}`, { CustomCodeEnabled: 'true' });
  expect(await send(sid)).toMatchObject({ status: 201, body: { service_sid: sid } });
  expect(await delivered(sandbox)).toMatchObject([{ text: 'Your Shop verification code is: 012345' }]);
});

test('services share neither verifications nor rate limits', async () => {
  const { sid } = (await create({ FriendlyName: 'Shop', CustomCodeEnabled: 'true' })).body;
  await call('POST', '/VA1/RateLimits', { UniqueName: 'bridge_ip' });
  await call('POST', '/VA1/RateLimits/bridge_ip/Buckets', { Max: '1', Interval: '60' });
  const limited = { RateLimits: '{"bridge_ip":"203.0.113.7"}' };
  const { body: ours } = await send('VA1', limited);
  expect(ours['service_sid']).toBe('VA1');
  expect((await send(sid, limited)).body['code']).toBe(60200);
  const { body: theirs } = await send(sid);
  expect(theirs.sid).not.toBe(ours.sid);
  expect((await call('GET', `/${sid}/Verifications/${ours.sid}`)).body['code']).toBe(20404);
  expect((await call('POST', `/VA1/Verifications/${to}`, { Status: 'approved' })).status).toBe(200);
  expect((await call('GET', `/${sid}/Verifications/${to}`)).body).toMatchObject({
    sid: theirs.sid,
    status: 'pending',
  });
});

test.each<Record<string, string>>([
  {},
  { FriendlyName: '' },
  { FriendlyName: 'x'.repeat(31) },
  { FriendlyName: 'Call 12345' },
  { FriendlyName: 'shop.example' },
  { FriendlyName: 'Shop', CodeLength: '3' },
  { FriendlyName: 'Shop', CustomCodeEnabled: 'yes' },
])('a service with %j is refused', async (form) => {
  expect(await create(form)).toMatchObject({ status: 400, body: { code: 60200 } });
  expect(await names()).toEqual(['Sandbox']);
});

test('of the created ones the last hundred are kept, and the first of all', async () => {
  for (let made = 0; made <= 100; made++) await create({ FriendlyName: `Shop ${made}` });
  const listed = await names('?PageSize=1000');
  expect([listed.length, listed[0], listed[1], listed.at(-1)]).toEqual([
    101,
    'Sandbox',
    'Shop 1',
    'Shop 100',
  ]);
  expect(await names('?PageSize=2&Page=50')).toEqual(['Shop 100']);
});
