import { factorSucceeded, streamed } from '../fixtures/auth0-logs';
import { startConsole, type Console } from '../support/console';

/** Verify's attempts as the test page shows them. Each test asks for other days, so that none gets another's answer. */

let page: Console;
beforeEach(async () => {
  page = await startConsole();
});
afterEach(() => page.close());

const conversion = async (days: number) => (await page.ask('conversion', { days })).body;

async function send(caller: 'pingone-sms' | 'pingone-voice', to: string): Promise<void> {
  const body = JSON.stringify({ to, otp: '918273' });
  const played = await page.play('send', { caller, content_type: 'application/json', body });
  expect(played.status).toBe(201);
}

async function approve(to: string): Promise<void> {
  const event = streamed(factorSucceeded('sms', { phone: to, date: new Date().toISOString() }));
  const played = await page.play('outcome', { idp: 'auth0', to, body: JSON.stringify([event]) });
  expect(played.body).toMatchObject({ approved: 1 });
}

const lookedUp = async (): Promise<string[]> =>
  (await page.sandbox.requests())
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/v2/Attempts'))
    .sort();

test('the numbers are those of the attempts, the largest first', async () => {
  for (const to of ['+14155552671', '+14155552672', '+14155552673']) await send('pingone-sms', to);
  await send('pingone-voice', '+442071838750');
  await send('pingone-voice', '+33612345678');
  await send('pingone-sms', '+442071838751');
  for (const to of ['+14155552671', '+442071838750', '+14155552673']) await approve(to);
  const before = Date.now();
  const answer = await page.ask('conversion', { days: 7 });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    from: expect.any(String) as string,
    to: expect.any(String) as string,
    total: { attempts: 6, converted: 3 },
    by_channel: [
      { channel: 'sms', attempts: 4, converted: 2 },
      { channel: 'call', attempts: 2, converted: 1 },
    ],
    by_country: [
      { country: 'US', attempts: 3, converted: 2 },
      { country: 'GB', attempts: 2, converted: 1 },
      { country: 'FR', attempts: 1, converted: 0 },
    ],
    cached: false,
  });
  const [from, to] = [answer.body['from'], answer.body['to']].map((date) => Date.parse(date as string));
  expect((to ?? 0) - (from ?? 0)).toBe(7 * 24 * 3600 * 1000);
  expect(to).toBeGreaterThanOrEqual(before);
  expect(to).toBeLessThanOrEqual(Date.now());
  expect(answer.text).not.toMatch(/\d{9}/);
});

test('a channel that was not used is not shown', async () => {
  await send('pingone-voice', '+14155552671');
  expect((await conversion(1))['by_channel']).toEqual([{ channel: 'call', attempts: 1, converted: 0 }]);
});

test('an empty account is empty, and two requests tell it', async () => {
  expect(await conversion(2)).toMatchObject({
    total: { attempts: 0, converted: 0 },
    by_channel: [],
    by_country: [],
  });
  expect(await lookedUp()).toEqual(['/v2/Attempts', '/v2/Attempts/Summary']);
});

test('a second call within the minute asks nobody', async () => {
  await send('pingone-sms', '+14155552671');
  const first = await conversion(3);
  const asked = await lookedUp();
  expect(asked.length).toBeGreaterThan(2);
  await send('pingone-sms', '+14155552672');
  const second = await conversion(3);
  expect(second).toEqual({ ...first, cached: true });
  expect(await lookedUp()).toEqual(asked);
  expect(await conversion(4)).toMatchObject({ cached: false, total: { attempts: 2 } });
});

test('another Twilio, or another service of it, is asked itself', async () => {
  await send('pingone-sms', '+14155552671');
  expect(await conversion(12)).toMatchObject({ cached: false, total: { attempts: 1 } });
  const other = await startConsole();
  const answer = await other.ask('conversion', { days: 12 });
  await other.close();
  expect(answer.body).toMatchObject({ cached: false, total: { attempts: 0 } });
  const service = { TWILIO_API_BASE_URL: page.sandbox.url, VERIFY_SERVICE_SID: `VA${'1'.repeat(32)}` };
  const unknown = await startConsole(service);
  const refused = await unknown.ask('conversion', { days: 12 });
  await unknown.close();
  expect(refused.body).not.toHaveProperty('cached', true);
});

test('attempts before the days that are asked for are not counted', async () => {
  await send('pingone-sms', '+14155552671');
  const twoDays = 2 * 24 * 3600 * 1000;
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => now + twoDays);
  try {
    expect(await conversion(1)).toMatchObject({ cached: false, total: { attempts: 0 } });
    expect(await conversion(5)).toMatchObject({ total: { attempts: 1 } });
  } finally {
    clock.mockRestore();
  }
});

test.each<[number, string, Record<string, unknown>, number, Record<string, unknown>]>([
  [
    8,
    'a limit',
    { match: { path: '/Summary' }, status: 429, code: 20429, retry_after: 7 },
    429,
    { code: 'rate_limited', retryable: true },
  ],
  [9, 'a fault', { match: { path: '/v2/Attempts' }, status: 503 }, 503, { code: 'unavailable' }],
  [
    10,
    'half an answer',
    { match: { path: '/Summary' }, cut: true },
    504,
    { code: 'timeout', retryable: true },
  ],
])('in %p days, %s is a problem, and is not kept', async (days, _, fault, status, problem) => {
  await page.sandbox.fault(fault);
  const answer = await page.ask('conversion', { days });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect([answer.status, answer.body]).toEqual([status, expect.objectContaining(problem)]);
  expect(answer.headers.get('retry-after')).toBe(status === 429 ? '7' : status === 503 ? '5' : null);
  expect(await conversion(days)).toMatchObject({ cached: false, total: { attempts: 0 } });
});

test('a slow Twilio is waited for', async () => {
  await page.sandbox.fault({ match: { path: '/Summary' }, delay_ms: 300 });
  expect(await conversion(11)).toMatchObject({ cached: false, total: { attempts: 0 } });
});

test.each([undefined, 0, 31, 7.5, '7', [7], null])('%p days are refused', async (days) => {
  const answer = await page.ask('conversion', { days });
  expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
  expect(answer.body['errors']).toMatchObject([{ field: 'days' }]);
  expect(await page.sandbox.requests()).toEqual([]);
});
