import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ServerlessEnvironment } from '../../../scripts/live/serverless';
import { describeCalls } from '../../../scripts/live/calls';
import type { EchoedCall } from '../../../scripts/live/echo-route';
import { questions } from '../../../scripts/live/main';
import { renderPlan } from '../../../scripts/live/plan';
import { compareCodes } from '../../../scripts/live/questions/codes';
import { hideSecrets } from '../../../scripts/live/report';
import { findFee, VERIFY_FEE } from '../../../simulate/prices';
import { describeShape } from '../../../src/live/shape';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The parts of the live check that ask nobody. */

test.each([
  ['', 'none'],
  ['none', 'none'],
  ['111111', 'first'],
  ['222222', 'second'],
  ['222222 111111', 'both'],
  ['111111, 222222', 'both'],
  ['both', 'both'],
  ['Second', 'second'],
  ['333333', 'another code'],
  ['111111 333333', 'another code'],
])('what arrived was %j: %s', (typed, arrived) =>
  expect(compareCodes(typed, ['111111', '222222'])).toBe(arrived),
);

test('the plan says how many messages there are at most, and what changes', () => {
  const without = renderPlan(questions, false);
  expect(without).toMatch(/at most 3 text messages/);
  expect(without).not.toContain('ECHO_TOKEN');
  expect(without).toContain('5 more questions need the address of a deployment.');
  const all = renderPlan(questions, true);
  for (const { title } of questions) expect(all).toContain(title);
  expect(all).toContain('ECHO_TOKEN and ECHO_UNTIL');
  expect(without).not.toContain('logins');
  expect(all).toMatch(/ask you for at most 16 logins of a test user\. Each is a message/);
});

test('the plan and docs/live.md say what the messages cost, as simulate/prices.ts quotes it', () => {
  const sms = findFee('+1', 'sms');
  const usd = VERIFY_FEE.usd + sms.usd;
  const days = `as quoted on ${VERIFY_FEE.seen} and ${sms.seen}.`;
  const cost = `about $${usd.toFixed(2)} a message in the United States, $${(3 * usd).toFixed(2)} for all, ${days}`;
  expect(renderPlan(questions, true)).toContain(cost);
  const text = readFileSync(join(__dirname, '../../../docs/live.md'), 'utf8').replace(/\s+/g, ' ');
  expect(text).toContain(cost);
});

test('docs/live.md and docs/verification.md have every question', () => {
  for (const file of ['live', 'verification']) {
    const text = readFileSync(join(__dirname, `../../../docs/${file}.md`), 'utf8');
    for (const { id } of questions) expect(text).toContain(`\`${id}\``);
  }
});

test('what is printed is checked for what no answer has', () => {
  const text = hideSecrets(
    'to +447911123456, VE0123456789abcdef0123456789abcdef, bridge-1234-dev.twil.io, my-token-16-chars, 0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0, +00000000000',
    ['my-token-16-chars', ''],
  );
  expect(text).toBe('to [hidden], [hidden], [hidden], [hidden], [hidden], +00000000000');
});

const call = (digest: string, at: number, body: Record<string, unknown>, status = 200): EchoedCall => ({
  ...{ at, status },
  echo: {
    content_type: 'application/json',
    user_agent: null,
    headers: ['host'],
    digest,
    ...describeShape(body),
  },
});

test.each<[body: Record<string, unknown>, sentence: string]>([
  [{ to: ' 14155552671' }, 'The plus sign of a number arrives as a blank: the form is not percent-encoded.'],
  [{ to: '%2B14155552671' }, 'A value still has percent escapes: it is encoded twice.'],
  [{ message: 'Ann &amp; Bob' }, 'A value has HTML entities.'],
  [{ message: 'Your code is ${otp}' }, 'A variable is not replaced.'],
  [{ message: '<sayCharValue>1</sayCharValue>' }, 'A value has the tags of a voice message.'],
])('%j shows: %s', (body, sentence) => {
  expect(describeCalls([call('a', 0, body)])).toContain(sentence);
  expect(describeCalls([call('a', 0, { to: '+14155552671', message: 'Your code is 1' })])).not.toContain(
    sentence,
  );
});

test('a batch is described by its sizes and the time between', () => {
  const found = describeCalls([call('a', 0, { 0: {}, 1: {} }), call('b', 30_000, { 0: {} })]).join(' ');
  expect(found).toMatch(
    /Each batch is a JSON array\. Batches: 2, 1 events; at most 2 events and 15 bytes\. Seconds between batches: 30\.0\./,
  );
});

describe('the Serverless API', () => {
  let server: Server;
  let answers: Record<string, unknown>;
  let asked: string[];
  const account = () => ({
    accountSid: 'AC1',
    authToken: 'token',
    apiBaseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  beforeEach(async () => {
    [answers, asked] = [{}, []];
    server = createServer((request, response) => {
      asked.push([request.headers['x-forwarded-host'], request.url].join(' '));
      response.end(JSON.stringify(answers[request.url ?? ''] ?? { meta: {} }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => server.close());

  const ZS = `ZS${'1'.repeat(32)}`;
  const ZE = `ZE${'2'.repeat(32)}`;

  test('the environment is found on a later page; of its address the query alone is followed', async () => {
    const next = 'https://attacker.example/v1/Elsewhere?PageSize=100&Page=1';
    answers['/v1/Services?PageSize=100'] = { services: [], meta: { next_page_url: next } };
    answers['/v1/Services?PageSize=100&Page=1'] = { services: [{ sid: ZS }], meta: { next_page_url: null } };
    answers[`/v1/Services/${ZS}/Environments?PageSize=100`] = {
      environments: [{ sid: ZE, domain_name: 'a.twil.io' }],
    };
    await ServerlessEnvironment.find(account(), 'a.twil.io');
    expect(new Set(asked.map((one) => one.split(' ')[0]))).toEqual(new Set(['serverless.twilio.com']));
    await expect(ServerlessEnvironment.find(account(), 'b.twil.io')).rejects.toThrow(
      'no deployment at this address',
    );
  });

  test('a SID that is none does not get into a path', async () => {
    answers['/v1/Services?PageSize=100'] = { services: [{ sid: '../../Accounts' }] };
    await expect(ServerlessEnvironment.find(account(), 'a.twil.io')).rejects.toThrow('no whole answer');
    expect(asked).toHaveLength(1);
  });

  test('the log is read from a time on, oldest first', async () => {
    answers['/v1/Services?PageSize=100'] = { services: [{ sid: ZS }] };
    answers[`/v1/Services/${ZS}/Environments?PageSize=100`] = {
      environments: [{ sid: ZE, domain_name: 'a.twil.io' }],
    };
    const url = `/v1/Services/${ZS}/Environments/${ZE}/Logs?StartDate=2026-01-02T03%3A04%3A05.000Z&PageSize=100`;
    answers[url] = {
      logs: [
        { message: 'b', date_created: '2026-01-02T03:04:07Z' },
        { message: 'a', date_created: '2026-01-02T03:04:06Z' },
      ],
    };
    const environment = await ServerlessEnvironment.find(account(), 'a.twil.io');
    const lines = await environment.readLogs(Date.UTC(2026, 0, 2, 3, 4, 5));
    expect(lines.map(({ message }) => message)).toEqual(['a', 'b']);
  });
});
