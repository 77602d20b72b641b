import { factorSucceeded } from '../fixtures/auth0-logs';
import { activity } from '../fixtures/pingone-activities';
import { ago, numbers, report, startLoop, type Loop } from '../support/feedback';

/** The functions and the sandbox's senders, which send again as Auth0 and PingOne do: what failed is told in the end. */

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop();
});
afterEach(() => loop.control('DELETE', 'faults'));
afterAll(() => loop.close());

/** Any one of the senders; the sandbox of the loop knows of no functions, so that the call names them. */
const deliver = <T>(path: string, sending: Record<string, unknown>): Promise<T> =>
  loop.control('POST', path, { url: `${loop.bridge.url}/${path}`, pause_ms: 0, ...sending });

test('a sandbox that knows of no functions wants an address', async () => {
  await expect(loop.control('POST', 'pingone/events', { events: [{}] })).rejects.toThrow(
    /is needed: this sandbox knows of no functions/,
  );
});

test.each(['JSONARRAY', 'JSONOBJECT'])('%s is read, and sent again until it succeeds', async (format) => {
  const phones = numbers(3);
  await loop.pend(phones);
  await loop.fault({ match: { to: phones[1] }, status: 403, code: 20403, times: 4 });
  const events = phones.map((phone) => factorSucceeded('sms', { phone, date: ago() }));
  const sent = await deliver('auth0/log-stream', { format, events });
  const failed = report(3, { approved: 2, failed: 1 });
  expect(sent).toMatchObject({
    delivered: true,
    attempts: [
      { round: 1, status: 503, body: failed },
      { round: 1, status: 503, body: failed },
      { round: 1, status: 503, body: failed },
      { round: 2, status: 503, body: failed },
      { round: 2, status: 200, body: report(3, { approved: 3 }) },
    ],
  });
  expect(await Promise.all(phones.map((phone) => loop.converted(phone)))).toEqual([1, 1, 1]);
});

test('JSONLINES is refused every time', async () => {
  const [phone = ''] = numbers(1);
  await loop.pend([phone]);
  const events = [factorSucceeded('sms', { phone, date: ago() })];
  const type = { format: 'JSONLINES', content_type: 'text/plain' };
  const sent = await deliver('auth0/log-stream', { ...type, events, rounds: 2 });
  const refused = { status: 400, body: { code: 'invalid_request' } };
  expect(sent).toMatchObject({ delivered: false, attempts: Array(6).fill(refused) });
  expect(await loop.requests()).toEqual([]);
});

test('PingOne’s events are approved in their order, each once', async () => {
  const phones = numbers(3);
  await loop.pend(phones);
  const paired = await Promise.all(phones.map((phone) => loop.pair('SMS', phone)));
  await loop.fault({ match: { path: paired[0]?.device ?? '' }, status: 403, times: 2 });
  const events = paired.map((one) => activity({ ...one, date: ago() }));
  const sent = await deliver('pingone/events', { events, per_payload: 1 });
  const [failed, approved] = [
    { status: 503, body: report(1, { failed: 1 }) },
    { status: 200, body: report(1, { approved: 1 }) },
  ];
  expect(sent).toMatchObject({
    delivered: true,
    payloads: [{ attempts: [failed, failed, approved] }, { attempts: [approved] }, { attempts: [approved] }],
  });
  expect(await loop.approvals()).toEqual(phones);
  expect(await Promise.all(phones.map((phone) => loop.converted(phone)))).toEqual([1, 1, 1]);
});
