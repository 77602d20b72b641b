import type { Report } from '../../src/core/feedback';
import { factorSucceeded, streamed } from '../fixtures/auth0-logs';
import { speedUpClock } from '../support/fast-clock';
import { ago, numbers, report, startCounter, startLoop, type Loop } from '../support/feedback';

/** What goes wrong between the bridge and Verify: tried again, told apart, and in the end nothing is lost. */

let loop: Loop;
let restoreClock: () => void;
beforeAll(async () => {
  restoreClock = speedUpClock();
  loop = await startLoop();
});
beforeEach(async () => {
  await loop.forget();
  await loop.control('DELETE', 'faults');
});
afterAll(async () => {
  await loop.close();
  restoreClock();
});

const batchOf = (phones: readonly string[]) =>
  phones.map((phone) => streamed(factorSucceeded('sms', { phone, date: ago() })));
/** How often each number's approval was asked for. */
const tries = async (phones: readonly string[]): Promise<number[]> => {
  const asked = await loop.approvals();
  return phones.map((phone) => asked.filter((other) => other === phone).length);
};
const conversions = (phones: readonly string[]): Promise<number[]> =>
  Promise.all(phones.map((phone) => loop.converted(phone)));

/** What the stand-in does, and whether it comes back to itself within one call. */
const faults: Record<string, Record<string, unknown>> = {
  '429': { status: 429, code: 20429 },
  '429 with Retry-After': { status: 429, code: 20429, retry_after: 1 },
  '60212': { status: 429, code: 60212 },
  '408': { status: 408, code: 20408 },
  '500': { status: 500, code: 20500 },
  '503': { status: 503, code: 20503 },
  'a page of a proxy': { status: 502, body: '<html>Bad gateway</html>' },
  'a page with 200': { status: 200, body: '<html>Welcome</html>' },
  'a reset': { reset: true },
};

/** How each fault ends in one delivery that it lasts through: how often the number is tried, and whether it is approved. */
const lasting: Record<string, { fault: Record<string, unknown>; tried: number; approved: number }> = {
  ...Object.fromEntries(
    Object.entries(faults).map(([name, fault]) => [
      name,
      { fault: { ...fault, times: 3 }, tried: 3, approved: 0 },
    ]),
  ),
  // What Twilio wants later than a call lasts is tried once.
  '429 with Retry-After': { fault: { status: 429, code: 20429, retry_after: 60 }, tried: 1, approved: 0 },
  // The same credentials get no better.
  'wrong credentials': { fault: { status: 401, code: 20003 }, tried: 1, approved: 0 },
  'wrong credentials, told by their code': { fault: { status: 403, code: 20003 }, tried: 1, approved: 0 },
  'a suspended account': { fault: { status: 403, code: 20403 }, tried: 1, approved: 0 },
  slow: { fault: { delay_ms: 500 }, tried: 1, approved: 1 },
  'slower than a try may be': { fault: { delay_ms: 4_500 }, tried: 2, approved: 1 },
};

test.each(Object.entries(faults))('%s, once: it is tried again within the call', async (_, fault) => {
  const phones = numbers(2);
  await loop.pend(phones);
  await loop.fault({ ...fault, match: { to: phones[0] } });
  const startedAt = Date.now();
  const answer = await loop.auth0(batchOf(phones));
  const ms = Date.now() - startedAt;
  expect([answer.status, answer.body]).toEqual([200, report(2, { approved: 2 })]);
  expect(await tries(phones)).toEqual([2, 1]);
  expect(await conversions(phones)).toEqual([1, 1]);
  // What Twilio asked for is kept.
  if (fault['retry_after'] === 1) expect(ms).toBeGreaterThanOrEqual(1_000);
});

test('a slow answer is waited for, and not asked for twice', async () => {
  const phones = numbers(1);
  await loop.pend(phones);
  await loop.fault({ match: { to: phones[0] }, delay_ms: 300 });
  expect((await loop.auth0(batchOf(phones))).body).toEqual(report(1, { approved: 1 }));
  expect(await tries(phones)).toEqual([1]);
});

test('half an answer: it is done, and the second try finds nothing left to do', async () => {
  const phones = numbers(1);
  await loop.pend(phones);
  await loop.fault({ match: { to: phones[0] }, cut: true });
  expect((await loop.auth0(batchOf(phones))).body).toEqual(report(1, { no_pending_verification: 1 }));
  expect([await tries(phones), await conversions(phones)]).toEqual([[2], [1]]);
});

test('all faults in one batch, longer than a call tries: redelivery settles the rest, each once', async () => {
  const good = numbers(12);
  const kinds = Object.values(lasting);
  const bad = numbers(kinds.length);
  const all = [...good, ...bad];
  await loop.pend(all);
  for (const [n, { fault }] of kinds.entries()) await loop.fault({ ...fault, match: { to: bad[n] } });
  const late = bad.filter((_, n) => kinds[n]?.approved === 0);
  const batch = batchOf(good.flatMap((phone, n) => [phone, ...bad.slice(n, n + 1)]).concat(bad.slice(12)));

  const first = await loop.auth0(batch);
  expect(first.status).toBe(503);
  expect(first.headers.get('content-type')).toContain('application/problem+json');
  expect(first.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  const counts = report(all.length, { approved: all.length - late.length, failed: late.length });
  expect(first.body).toMatchObject({ code: 'unavailable', retryable: true, ...counts });
  expect(await tries(good)).toEqual(good.map(() => 1));
  expect(await tries(bad)).toEqual(kinds.map(({ tried }) => tried));
  expect(await conversions(good)).toEqual(good.map(() => 1));
  expect(await conversions(bad)).toEqual(kinds.map(({ approved }) => approved));

  await loop.forget();
  const second = await loop.auth0(batch);
  // What was settled before is counted as it ended, and costs no call.
  expect([second.status, second.body]).toEqual([200, report(all.length, { approved: all.length })]);
  expect(await tries(all)).toEqual(all.map((phone) => (late.includes(phone) ? 1 : 0)));
  expect(await conversions(all)).toEqual(all.map(() => 1));

  const third = await loop.auth0(batch);
  expect(third.body).toEqual(report(all.length, { approved: all.length }));
  expect(await tries(all)).toEqual(all.map((phone) => (late.includes(phone) ? 1 : 0)));
});

test.each<[string, Record<string, unknown>, Record<string, number>]>([
  ['never sent or long approved', { status: 404, code: 20404 }, { no_pending_verification: 1 }],
  ['a 404 of another kind', { status: 404, code: 20001 }, { rejected: 1 }],
  ['a 404 that is no answer of Twilio’s', { status: 404, body: '<html>' }, { rejected: 1 }],
  ['a number that Verify does not take', { status: 400, code: 60200 }, { rejected: 1 }],
  ['a refusal for good', { status: 403, code: 60410 }, { rejected: 1 }],
])('%s is final: one try, and 200', async (_, fault, counts) => {
  const phones = numbers(2);
  await loop.pend(phones);
  await loop.fault({ match: { to: phones[0] }, ...fault, times: 9 });
  const answer = await loop.auth0(batchOf(phones));
  expect([answer.status, answer.body]).toEqual([200, report(2, { approved: 1, ...counts })]);
  expect(await tries(phones)).toEqual([1, 1]);
});

test('our own credentials are wrong: nothing is lost until somebody mends them', async () => {
  const phones = numbers(3);
  await loop.pend(phones);
  const mistaken = await startLoop({ TWILIO_API_BASE_URL: loop.sandboxUrl, AUTH_TOKEN: '0'.repeat(32) });
  const batch = batchOf(phones);
  const answers = [await mistaken.auth0(batch), await mistaken.auth0(batch)];
  await mistaken.close();
  for (const { status, body } of answers) {
    expect([status, body]).toMatchObject([503, { code: 'unavailable', ...report(3, { failed: 3 }) }]);
  }
  // Each delivery asks once: the same credentials get no better.
  expect(await tries(phones)).toEqual([2, 2, 2]);
  expect((await loop.auth0(batch)).body).toEqual(report(3, { approved: 3 }));
});

test('the account is suspended: it may come back', async () => {
  const phones = numbers(1);
  await loop.pend(phones);
  await loop.fault({ match: { to: phones[0] }, status: 403, code: 20403 });
  expect((await loop.auth0(batchOf(phones))).status).toBe(503);
  expect(await tries(phones)).toEqual([1]);
  expect((await loop.auth0(batchOf(phones))).body).toEqual(report(1, { approved: 1 }));
});

test('nobody listens: all fail, and come again', async () => {
  const lost = await startLoop({ TWILIO_API_BASE_URL: 'http://127.0.0.1:1' });
  const answer = await lost.auth0(batchOf(numbers(5)));
  await lost.close();
  expect([answer.status, answer.body]).toMatchObject([503, report(5, { failed: 5 })]);
});

test('ten at a time, over as many connections', async () => {
  const counter = await startCounter(() => loop.sandboxUrl);
  const counted = await startLoop({ TWILIO_API_BASE_URL: counter.url });
  const phones = numbers(60);
  await loop.pend(phones);
  await loop.fault({ match: { path: '/Verifications/' }, delay_ms: 20, times: 60 });
  const answer = await counted.auth0(batchOf(phones));
  await Promise.all([counted.close(), counter.close()]);
  expect(answer.body).toEqual(report(60, { approved: 60 }));
  expect(counter.seen).toEqual({ atOnce: 10, connections: 10 });
});

test('a batch that one call cannot finish: what was reached is approved, the rest fails and comes again', async () => {
  const phones = numbers(40);
  await loop.pend(phones);
  // Two rounds of ten fit into 8 s; the third is begun, and cut off.
  await loop.fault({ match: { path: '/Verifications/' }, delay_ms: 3_000, times: 30 });
  const startedAt = Date.now();
  const first = await loop.auth0(batchOf(phones));
  // Twilio ends a Function after 10 s.
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  expect([first.status, first.body]).toMatchObject([503, report(40, { approved: 20, failed: 20 })]);
  await loop.control('DELETE', 'faults');
  const second = await loop.auth0(batchOf(phones));
  // The stand-in goes on with what was cut off, as Twilio may.
  const { approved, skipped } = second.body as unknown as Report;
  expect([second.status, approved + skipped.no_pending_verification]).toEqual([200, 40]);
  expect(await conversions(phones)).toEqual(phones.map(() => 1));
});
