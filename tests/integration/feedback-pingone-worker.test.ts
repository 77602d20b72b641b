import { activity } from '../fixtures/pingone-activities';
import { ago, environmentId, report, startCounter, startLoop, type Loop } from '../support/feedback';
import { lookups, pending, proved, several, tokens } from '../support/pingone-events';

/** The worker that asks PingOne for a device: its token, its settings, what it is refused, and how much it asks at once. */

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop();
});
beforeEach(async () => {
  await loop.forget();
  await loop.control('DELETE', 'faults');
});
afterAll(() => loop.close());

describe('the worker’s token', () => {
  test('is fetched once for a batch, and kept for the next', async () => {
    const fresh = await startLoop();
    const first = await several(fresh, 25);
    const second = await several(fresh, 5);
    await fresh.forget();
    const batches = [first, second].map((all) => all.map(({ paired }) => proved(paired)));
    const answers = [await fresh.pingone(batches[0]), await fresh.pingone(batches[1])];
    const seen = [await tokens(fresh), (await lookups(fresh)).length];
    const token = (await fresh.requests()).find(({ path }) => path.endsWith('/as/token'));
    await fresh.close();
    expect(answers.map(({ body }) => body)).toEqual([
      report(25, { approved: 25 }),
      report(5, { approved: 5 }),
    ]);
    expect(seen).toEqual([1, 30]);
    // The credentials go into the header alone.
    expect([token?.path, token?.form]).toEqual([
      `/${environmentId}/as/token`,
      { grant_type: 'client_credentials' },
    ]);
  });

  test('is fetched anew, once, when PingOne no longer takes it', async () => {
    const { paired } = await pending(loop);
    await loop.pingone([proved(paired)]);
    await loop.control('DELETE', 'pingone/tokens');
    const all = await several(loop, 25);
    await loop.forget();
    const answer = await loop.pingone(all.map(({ paired }) => proved(paired)));
    expect([answer.status, answer.body]).toEqual([200, report(25, { approved: 25 })]);
    expect(await tokens(loop)).toBe(1);
  });

  test('that expires at PingOne costs one more lookup and one more token', async () => {
    const { paired } = await pending(loop);
    await loop.pingone([proved(paired)]);
    await loop.control('POST', 'clock', { advance_seconds: 3_600 });
    const next = await pending(loop);
    expect((await loop.pingone([proved(next.paired)])).body).toEqual(report(1, { approved: 1 }));
    expect([await tokens(loop), (await lookups(loop)).length]).toEqual([1, 2]);
  });

  test('that PingOne takes at no price makes the batch fail', async () => {
    const { paired } = await pending(loop);
    await loop.fault({ match: { path: '/devices/' }, status: 401, times: 9 });
    const answer = await loop.pingone([proved(paired)]);
    expect([answer.status, answer.body]).toMatchObject([503, report(1, { failed: 1 })]);
    expect((await lookups(loop)).length).toBe(2);
  });

  test.each([
    ['429', { status: 429 }],
    ['500', { status: 500 }],
    ['a reset', { reset: true }],
  ])('is asked for again after %s', async (_, fault) => {
    const fresh = await startLoop();
    const all = await several(fresh, 3);
    await fresh.fault({ ...fault, match: { path: '/as/token' } });
    const answer = await fresh.pingone(all.map(({ paired }) => proved(paired)));
    await fresh.close();
    expect([answer.status, answer.body]).toEqual([200, report(3, { approved: 3 })]);
  });
});

describe('PingOne refuses', () => {
  test('a worker without the role: it fails until somebody gives it one', async () => {
    const { phone, paired } = await pending(loop);
    await loop.fault({ match: { path: '/devices/' }, status: 403 });
    const first = await loop.pingone([proved(paired)]);
    expect([first.status, first.body]).toMatchObject([
      503,
      { code: 'unavailable', ...report(1, { failed: 1 }) },
    ]);
    expect(first.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    expect([(await lookups(loop)).length, await loop.approvals()]).toEqual([1, []]);
    expect((await loop.pingone([proved(paired)])).body).toEqual(report(1, { approved: 1 }));
    expect(await loop.converted(phone)).toBe(1);
  });

  test.each([400, 404, 410])(
    'a device with %d: there is no number, and no other event waits',
    async (status) => {
      const [refused, other] = await several(loop, 2);
      await loop.fault({ match: { path: `/devices/${refused?.paired.device}` }, status });
      const answer = await loop.pingone([refused, other].map((one) => proved(one!.paired)));
      expect([answer.status, answer.body]).toEqual([200, report(2, { approved: 1, unmappable: 1 })]);
      expect([(await lookups(loop)).length, await loop.approvals()]).toEqual([2, [other?.phone]]);
    },
  );

  test('a worker with another secret: it fails, and no device is asked for', async () => {
    const mistaken = await startLoop({ PINGONE_WORKER_CLIENT_SECRET: 'another-secret-than-the-one' });
    const all = await several(mistaken, 3);
    const answer = await mistaken.pingone(all.map(({ paired }) => proved(paired)));
    const seen = await lookups(mistaken);
    await mistaken.close();
    expect([answer.status, answer.body]).toMatchObject([503, report(3, { failed: 3 })]);
    expect(seen).toEqual([]);
  });

  test.each([
    ['429', { status: 429 }],
    ['429 with Retry-After', { status: 429, retry_after: 1 }],
    ['500', { status: 500 }],
    ['a reset', { reset: true }],
    ['half a device', { cut: true }],
    ['a page', { status: 502, body: '<html>Bad gateway</html>' }],
    ['a page that says all is well', { status: 200, body: '<html>Please wait</html>' }],
  ])('a lookup once, by %s: it is tried again within the call', async (_, fault) => {
    const all = await several(loop, 2);
    await loop.fault({ ...fault, match: { path: `/devices/${all[0]?.paired.device}` } });
    const answer = await loop.pingone(all.map(({ paired }) => proved(paired)));
    expect([answer.status, answer.body]).toEqual([200, report(2, { approved: 2 })]);
    expect((await lookups(loop)).length).toBe(3);
  });
});

test('lookups and approvals go ten at a time', async () => {
  const counter = await startCounter(() => loop.sandboxUrl);
  const names = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'];
  const counted = await startLoop(Object.fromEntries(names.map((name) => [name, counter.url])));
  const all = await several(loop, 40);
  for (const path of ['/devices/', '/Verifications/']) {
    await loop.fault({ match: { path }, delay_ms: 20, times: 40 });
  }
  const answer = await counted.pingone(all.map(({ paired }) => proved(paired)));
  await Promise.all([counted.close(), counter.close()]);
  expect(answer.body).toEqual(report(40, { approved: 40 }));
  expect(counter.seen).toEqual({ atOnce: 10, connections: 10 });
});

describe('the worker’s settings', () => {
  test('without them events lead to no number: 200, and the log says once what to set', async () => {
    const without = await startLoop({
      PINGONE_WORKER_CLIENT_ID: undefined,
      PINGONE_WORKER_CLIENT_SECRET: undefined,
    });
    const all = await several(without, 2);
    without.bridge.lines.length = 0;
    const answer = await without.pingone([
      ...all.map(({ paired }) => proved(paired)),
      activity({ type: 'OTP.CHECK_FAILED', date: ago() }),
    ]);
    const [seen, lines] = [await without.requests(), without.bridge.lines];
    await without.close();
    expect([answer.status, answer.body]).toEqual([200, report(3, { unmappable: 2, irrelevant: 1 })]);
    expect(seen).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.match(/PINGONE_WORKER_CLIENT_ID/g)).toHaveLength(1);
  });

  test.each([
    ['PINGONE_REGION', 'us-east-1'],
    ['PINGONE_REGION', undefined],
    ['PINGONE_ENVIRONMENT_ID', 'production'],
    ['PINGONE_WORKER_CLIENT_SECRET', undefined],
    ['PINGONE_API_BASE_URL', 'https://api.pingone.example'],
    ['PINGONE_AUTH_BASE_URL', 'http://127.0.0.1.example'],
  ])('%s=%s is not configured', async (name, value) => {
    const other = await startLoop({ [name]: value });
    const { paired } = await pending(other);
    const answer = await other.pingone([proved(paired)]);
    const seen = await other.requests();
    await other.close();
    expect(answer.status).toBe(500);
    expect(answer.body).toMatchObject({ code: 'not_configured', errors: [{ field: name }] });
    expect(seen).toEqual([]);
  });
});
