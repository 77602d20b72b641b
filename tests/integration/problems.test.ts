import { startBridge, type Bridge } from '../support/bridge';
import { asPingone, type Answer } from '../support/callers';
import { startCapture } from '../support/capture';
import { speedUpClock } from '../support/fast-clock';
import { startSandboxed, type TestSandbox } from '../support/sandbox';

/** Every row of the problems table, driven by faults in the stand-in, with the number of creates that reached it. */

let sandbox: TestSandbox;
let bridge: Bridge;
let close: () => Promise<void>;
let restoreClock: () => void;

beforeAll(async () => {
  restoreClock = speedUpClock();
  ({ bridge, sandbox, close } = await startSandboxed());
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await close();
  restoreClock();
});

const CODE = '918273';
const send = (fields: Record<string, string> = {}, channel = 'sms'): Promise<Answer> =>
  asPingone(`${bridge.url}/pingone/${channel}`, { to: '+14155552671', otp: CODE, ...fields });

interface Row {
  fault: Record<string, unknown>;
  status: number;
  code: string;
  retryable: boolean;
  creates: number;
  retryAfter?: string;
}

const twilio = (status: number, code: number, more: Partial<Row> & { retry_after?: number } = {}): Row => {
  const { retry_after, ...row } = more;
  const fault = {
    status,
    code,
    message: `to +14155552671`,
    times: 9,
    ...(retry_after !== undefined && { retry_after }),
  };
  return { fault, status: 0, code: '', retryable: false, creates: 1, ...row };
};

const rows: [string, Row][] = [
  ['60410 Fraud Guard', twilio(403, 60410, { status: 403, code: 'blocked' })],
  ['60605 geographic permissions', twilio(403, 60605, { status: 403, code: 'blocked' })],
  ['60238 blocked by Twilio', twilio(400, 60238, { status: 403, code: 'blocked' })],
  ['60220 China', twilio(400, 60220, { status: 403, code: 'blocked' })],
  ['60200 bad number', twilio(400, 60200, { status: 422, code: 'undeliverable' })],
  ['60223 channel off', twilio(400, 60223, { status: 422, code: 'undeliverable' })],
  ['60205 landline, voice fails too', twilio(403, 60205, { status: 422, code: 'undeliverable', creates: 2 })],
  [
    '60205 with a fault of Twilio’s: it may have sent, and no call is made',
    twilio(503, 60205, { status: 503, code: 'unavailable', retryable: true, retryAfter: '5' }),
  ],
  ['60203 five sends', twilio(429, 60203, { status: 429, code: 'rate_limited', retryAfter: '600' })],
  ['60202 checks', twilio(429, 60202, { status: 429, code: 'rate_limited', retryAfter: '600' })],
  [
    '20429 for good',
    twilio(429, 20429, { status: 429, code: 'rate_limited', retryable: true, creates: 2, retryAfter: '1' }),
  ],
  [
    '20429 with a Retry-After that does not fit',
    twilio(429, 20429, {
      retry_after: 30,
      status: 429,
      code: 'rate_limited',
      retryable: true,
      creates: 1,
      retryAfter: '30',
    }),
  ],
  [
    '60212 for good',
    twilio(429, 60212, { status: 429, code: 'rate_limited', retryable: true, creates: 2, retryAfter: '1' }),
  ],
  ['20003 credentials', twilio(401, 20003, { status: 500, code: 'service_misconfigured' })],
  ['20403 suspended', twilio(403, 20403, { status: 500, code: 'service_misconfigured' })],
  ['20404 no such service', twilio(404, 20404, { status: 500, code: 'service_misconfigured' })],
  ['60204 custom codes off', twilio(403, 60204, { status: 500, code: 'service_misconfigured' })],
  ['60217 incomplete service', twilio(400, 60217, { status: 500, code: 'service_misconfigured' })],
  ['an unknown code', twilio(400, 69999, { status: 500, code: 'service_misconfigured' })],
  ['20503', twilio(503, 20503, { status: 503, code: 'unavailable', retryable: true, retryAfter: '5' })],
  [
    'a 502 without a code',
    {
      fault: { status: 502, body: '<html>', times: 9 },
      status: 503,
      code: 'unavailable',
      retryable: true,
      creates: 1,
      retryAfter: '5',
    },
  ],
  [
    'a reset',
    { fault: { reset: true, times: 9 }, status: 504, code: 'timeout', retryable: false, creates: 1 },
  ],
  [
    'half an answer',
    { fault: { cut: true, times: 9 }, status: 504, code: 'timeout', retryable: false, creates: 1 },
  ],
  [
    'no answer',
    { fault: { hang: true, times: 9 }, status: 504, code: 'timeout', retryable: false, creates: 1 },
  ],
  [
    'a 200 that is somebody else’s page',
    {
      fault: { status: 200, body: '<html>', times: 9 },
      status: 504,
      code: 'timeout',
      retryable: false,
      creates: 1,
    },
  ],
  [
    'a redirect that looks like a verification',
    {
      fault: { status: 302, body: `{"sid":"VE${'0'.repeat(32)}","status":"pending"}`, times: 9 },
      status: 504,
      code: 'timeout',
      retryable: false,
      creates: 1,
    },
  ],
  [
    'a 200 without a verification',
    {
      fault: { status: 200, body: '{}', times: 9 },
      status: 504,
      code: 'timeout',
      retryable: false,
      creates: 1,
    },
  ],
];

test.each(rows)('%s', async (_name, row) => {
  await sandbox.fault(row.fault);
  bridge.lines.length = 0;
  const answer = await send();
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.status).toBe(row.status);
  expect(answer.body).toMatchObject({
    type: `/problems.html#${row.code}`,
    title: expect.any(String) as string,
    status: row.status,
    detail: expect.any(String) as string,
    code: row.code,
    retryable: row.retryable,
  });
  if (typeof row.fault['code'] === 'number') expect(answer.body['twilio_code']).toBe(row.fault['code']);
  expect(answer.headers.get('retry-after')).toBe(row.retryAfter ?? null);
  expect(await sandbox.creates()).toBe(row.creates);
  expect(bridge.lines).toHaveLength(1);
  const told = answer.text + bridge.lines.join('');
  for (const secret of [CODE, '4155552671']) expect(told).not.toContain(secret);
});

test('what Twilio did not process is sent again, once, and then it is there once', async () => {
  await sandbox.fault({ status: 429, code: 20429, retry_after: 1 });
  expect((await send()).status).toBe(201);
  expect([await sandbox.creates(), (await sandbox.messages()).length]).toEqual([2, 1]);
});

test('a Retry-After that is a date, and too far off, is passed on, and nothing is sent again', async () => {
  const capture = await startCapture();
  capture.answer((response) => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    response.writeHead(429, { 'Retry-After': date }).end('{"code":20429}');
  });
  const elsewhere = await startBridge({ TWILIO_API_BASE_URL: capture.url });
  const answer = await asPingone(`${elsewhere.url}/pingone/sms`, { to: '+14155552671', otp: CODE });
  await Promise.all([elsewhere.close(), capture.close()]);
  expect([answer.status, answer.body['code']]).toEqual([429, 'rate_limited']);
  // A date has no parts of a second, and some of it has passed.
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(50);
  expect(Number(answer.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(capture.posted).toHaveLength(1);
});

test('where nobody listens, the connection is tried twice and the caller may try again', async () => {
  const nowhere = await startBridge({ TWILIO_API_BASE_URL: 'http://127.0.0.1:1' });
  const answer = await asPingone(`${nowhere.url}/pingone/sms`, { to: '+14155552671', otp: CODE });
  await nowhere.close();
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({ code: 'unavailable', retryable: true });
  expect(answer.headers.get('retry-after')).toBe('5');
});

test('a landline whose call is blocked says so', async () => {
  await sandbox.fault({ match: { channel: 'sms' }, status: 403, code: 60205 });
  await sandbox.fault({ match: { channel: 'call' }, status: 403, code: 60605 });
  expect((await send()).body).toMatchObject({ code: 'blocked', twilio_code: 60605 });
  expect(await sandbox.creates()).toBe(2);
});

test('a call is never turned into an SMS, nor tried twice as a landline', async () => {
  await sandbox.fault({ status: 403, code: 60205, times: 9 });
  expect((await send({}, 'voice')).body).toMatchObject({ code: 'undeliverable', twilio_code: 60205 });
  expect(await sandbox.creates()).toBe(1);
});

test('the owner’s prefixes come before Twilio', async () => {
  const strict = await startBridge({
    TWILIO_API_BASE_URL: sandbox.url,
    ALLOWED_PREFIXES: '+1, +44',
    BLOCKED_PREFIXES: '+1900',
  });
  const to = (number: string) => asPingone(`${strict.url}/pingone/sms`, { to: number, otp: CODE });
  expect((await to('+19005550123')).body).toMatchObject({ status: 403, code: 'blocked', retryable: false });
  expect((await to('+33612345678')).status).toBe(403);
  expect(await sandbox.creates()).toBe(0);
  expect((await to('+14155552671')).status).toBe(201);
  await strict.close();
});
