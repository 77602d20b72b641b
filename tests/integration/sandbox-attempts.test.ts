import { startSandbox, type Sandbox } from '../../sandbox/server';
import { authorization, credentials, postForm } from '../support/stand-in';

const start = Date.parse('2026-03-01T12:00:00.500Z');
const us = '+12025550123';
const gb = '+447700900123';
let now = start;
let sandbox: Sandbox;

interface Attempt {
  sid: string;
  verification_sid: string;
  conversion_status: string;
  channel: string;
  channel_data: { to: string; status: string; country: string };
}
interface List {
  attempts: Attempt[];
  meta: Record<string, unknown>;
}

async function get<T>(path: string, query: Record<string, string> = {}): Promise<T> {
  const url = `${sandbox.url}/v2/${path}?${new URLSearchParams(query).toString()}`;
  return (await (await fetch(url, { headers: { authorization } })).json()) as T;
}
async function post(path: string, form: Record<string, string>): Promise<{ sid: string }> {
  const response = await postForm(sandbox, path, form);
  return (await response.json()) as { sid: string };
}
const send = (To: string, Channel: string, more: Record<string, string> = {}) =>
  post('Verifications', { To, Channel, CustomCode: '012345', ...more });
const approve = (to: string) => post(`Verifications/${to}`, { Status: 'approved' });
const list = (query: Record<string, string> = {}) => get<List>('Attempts', query);

beforeEach(async () => {
  now = start;
  sandbox = await startSandbox({ now: () => now, credentials });
});
afterEach(() => sandbox.close());

test('an attempt has every field of the API', async () => {
  const { sid } = await send(gb, 'sms', { Locale: 'es' });
  const { attempts, meta } = await list();
  const attempt = attempts[0]?.sid ?? '';
  expect(attempt).toMatch(/^VL[0-9a-f]{32}$/);
  expect(attempts).toEqual([
    {
      sid: attempt,
      account_sid: 'AC1',
      service_sid: 'VA1',
      verification_sid: sid,
      date_created: '2026-03-01T12:00:00Z',
      date_updated: '2026-03-01T12:00:00Z',
      conversion_status: 'unconverted',
      channel: 'sms',
      price: { value: '0', currency: 'usd' },
      channel_data: {
        ...{
          verification_sid: sid,
          to: gb,
          status: 'unconfirmed',
          message_status: 'delivered',
          error_code: null,
        },
        ...{ country: 'GB', code_length: 6, locale: 'es', mcc: null, mnc: null, carrier: null },
      },
      url: `https://verify.twilio.com/v2/Attempts/${attempt}`,
    },
  ]);
  expect(meta).toMatchObject({ key: 'attempts', page: 0, page_size: 50, next_page_url: null });
});

test('approval converts all attempts of the verification, and no others', async () => {
  await send(us, 'sms');
  await send(us, 'call');
  await send(gb, 'sms');
  now += 1000;
  await approve(us);
  const statuses = (await list()).attempts.map(({ channel_data, channel, conversion_status }) => [
    channel_data.to,
    channel,
    conversion_status,
    channel_data.status,
  ]);
  expect(statuses).toEqual([
    [gb, 'sms', 'unconverted', 'unconfirmed'],
    [us, 'call', 'converted', 'confirmed'],
    [us, 'sms', 'converted', 'confirmed'],
  ]);
});

test('a right code converts as well; cancellation and expiry do not, and a refused send is no attempt', async () => {
  await send(us, 'sms');
  await post('VerificationCheck', { To: us, Code: '012345' });
  await send(gb, 'sms');
  await post(`Verifications/${gb}`, { Status: 'canceled' });
  await send('+15005550410', 'sms');
  now += 600_000;
  const { attempts } = await list();
  expect(attempts.map(({ channel_data }) => channel_data.status)).toEqual(['expired', 'confirmed']);
});

/** Noon: two to the US, of which one is a call, both approved. One o'clock: one to Britain, left open. */
async function history(): Promise<{ sid: string }> {
  const first = await send(us, 'sms');
  await send(us, 'call');
  await approve(us);
  now += 3_600_000;
  await send(gb, 'sms');
  return first;
}

test.each<[Record<string, string>, number, number, string]>([
  [{}, 3, 2, '66.666666667'],
  [{ Country: 'GB' }, 1, 0, '0'],
  [{ Country: 'us' }, 2, 2, '100'],
  [{ Country: 'FR' }, 0, 0, '0'],
  [{ Channel: 'sms' }, 2, 1, '50'],
  [{ Channel: 'CALL' }, 1, 1, '100'],
  [{ Channel: 'email' }, 0, 0, '0'],
  [{ VerifyServiceSid: 'VA1' }, 3, 2, '66.666666667'],
  [{ VerifyServiceSid: 'VA2' }, 0, 0, '0'],
  [{ DateCreatedAfter: '2026-03-01T12:00:00Z' }, 3, 2, '66.666666667'],
  [{ DateCreatedAfter: '2026-03-01T12:00:01Z' }, 1, 0, '0'],
  [{ DateCreatedBefore: '2026-03-01T12:00:00Z' }, 2, 2, '100'],
  [{ DateCreatedBefore: '2026-03-01T11:59:59Z' }, 0, 0, '0'],
  [{ DestinationPrefix: '+447' }, 1, 0, '0'],
  [{ Country: 'US', Channel: 'sms' }, 1, 1, '100'],
])('the summary of %j', async (query, total, converted, rate) => {
  await history();
  expect(await get('Attempts/Summary', query)).toEqual({
    total_attempts: total,
    total_converted: converted,
    total_unconverted: total - converted,
    conversion_rate_percentage: rate,
    url: 'https://verify.twilio.com/v2/Attempts/Summary',
  });
});

test.each<[Record<string, string>, number]>([
  [{ Status: 'converted' }, 2],
  [{ Status: 'UNCONVERTED' }, 1],
  [{ 'ChannelData.To': us }, 2],
  [{ 'ChannelData.To': '+1202' }, 0],
])('the list takes %j too', async (query, expected) => {
  await history();
  expect((await list(query)).attempts).toHaveLength(expected);
});

test('the attempts of one verification', async () => {
  const { sid } = await history();
  const { attempts } = await list({ VerificationSid: sid });
  expect(attempts.map(({ verification_sid }) => verification_sid)).toEqual([sid, sid]);
});

test('pages are linked, and keep the filters', async () => {
  for (let sends = 0; sends < 5; sends++) await send(us, 'sms');
  const pages: List[] = [];
  let query: Record<string, string> | undefined = { PageSize: '2', Channel: 'sms' };
  while (query !== undefined) {
    const page = await list(query);
    pages.push(page);
    const next = page.meta['next_page_url'];
    query = typeof next === 'string' ? Object.fromEntries(new URL(next).searchParams) : undefined;
    if (query !== undefined) expect(query['Channel']).toBe('sms');
  }
  expect(pages.map(({ attempts }) => attempts.length)).toEqual([2, 2, 1]);
  expect(new Set(pages.flatMap(({ attempts }) => attempts.map(({ sid }) => sid))).size).toBe(5);
  expect(pages[1]?.meta['previous_page_url']).toContain('Page=0');
  expect(pages[0]?.meta['previous_page_url']).toBeNull();
});

test('attempts are forgotten after thirty days', async () => {
  await send(us, 'sms');
  now += 30 * 24 * 3_600_000 - 1;
  expect((await list()).attempts).toHaveLength(1);
  now += 1;
  expect((await list()).attempts).toHaveLength(0);
});

test.each<[string, Record<string, string>]>([
  ['Attempts', { DateCreatedAfter: 'yesterday' }],
  ['Attempts', { DateCreatedBefore: '2026-13-01T00:00:00Z' }],
  ['Attempts', { Status: 'pending' }],
  ['Attempts', { Channel: 'voice' }],
  ['Attempts', { PageSize: '0' }],
  ['Attempts', { PageSize: '1001' }],
  ['Attempts', { Page: '-1' }],
  ['Attempts/Summary', { DateCreatedAfter: '1' }],
])('%s refuses %j', async (path, query) => {
  expect(await get(path, query)).toMatchObject({ status: 400, code: 60200 });
});
