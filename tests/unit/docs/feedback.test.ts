import { handler as logStream } from '../../../src/functions/auth0/log-stream';
import { handler as play } from '../../../src/functions/console/send';
import { handler as events } from '../../../src/functions/pingone/events';
import { handler as sendSms } from '../../../src/functions/pingone/sms';
import { TwilioRefusal } from '../../../src/apis/twilio/client';
import { readVerificationLifetime } from '../../../src/config';
import { CALL_MS, TRY_MS } from '../../../src/core/deadline';
import { renderSignInFailure } from '../../../src/demo/failure-pages';
import { called } from './called';
import {
  isOfEvents,
  jsonBlocks,
  matches,
  read,
  requests,
  rows,
  sandboxEnvironment,
  section,
  sourcesUnder,
  unique,
  type Shown,
} from './documents';

/** What the documents say of feedback is what the functions answer and log, with Verify and PingOne stood in for. */

/** Of every device in PingOne. */
const mockPhone = '+14155552671';
jest.mock('../../../src/apis/pingone/devices', () => ({
  fetchDevicePhone: () => Promise.resolve({ kind: 'done', value: mockPhone }),
}));

/** Verify's verifications, as the SDK gives them: those of the account that was made last. */
let mockVerifications: unknown;
jest.mock('../../../src/apis/twilio/verifications', () => ({
  loadVerifications: () => Promise.resolve(mockVerifications),
}));

const bearer = (name: string): string => `Bearer ${sandboxEnvironment[name]}`;

/** Verify's two requests. `busy` is a number whose verification cannot be approved at present. */
function account(changes: Record<string, string> = {}, busy?: string) {
  const approved: string[] = [];
  mockVerifications = Object.assign(
    (path: string) => ({
      update: () => {
        const number = decodeURIComponent(path);
        if (number === busy) {
          const answer = { status: 503, headers: { 'retry-after': '60' }, body: '{"code":20503}' };
          return Promise.reject(new TwilioRefusal(answer));
        }
        approved.push(number);
        return Promise.resolve({ status: 'approved' });
      },
    }),
    { create: () => Promise.resolve({ sid: 'VE0123456789abcdef0123456789abcdef', status: 'pending' }) },
  );
  return { context: { ...sandboxEnvironment, ...changes }, approved };
}

/** With the clock at the newest date of the body, and for PingOne in the environment that it names. */
async function tell({ path, body, text }: Pick<Shown, 'path' | 'body' | 'text'>, busy?: string) {
  const dates = matches(text, /"(\d{4}-[^"]+Z)"/g).map((date) => Date.parse(date));
  const [environment = ''] = matches(text, /"environment": \{ "id": "([^"]+)"/g);
  const { context, approved } = account(
    environment === '' ? {} : { PINGONE_ENVIRONMENT_ID: environment },
    busy,
  );
  const now = jest.spyOn(Date, 'now').mockReturnValue(Math.max(1_000_000_000_000, ...dates));
  const answer =
    path === '/auth0/log-stream'
      ? await called(logStream, context, bearer('AUTH0_LOG_STREAM_TOKEN'), body)
      : await called(events, context, bearer('PINGONE_PASSWORD'), body);
  now.mockRestore();
  return { ...answer, approved };
}

interface Report {
  received: number;
  approved: number;
  skipped: Record<string, number>;
  failed: number;
}

function inWords({ received, approved, skipped, failed }: Report): string {
  const counts = Object.entries({ approved, ...skipped, failed }).filter(([, count]) => count > 0);
  return `**Reported:** ${received} received: ${counts.map(([name, count]) => `${count} ${name}`).join(', ')}.`;
}

const told = requests.filter(isOfEvents);

test('each provider has several bodies', () => {
  const paths = told.map(({ path }) => path);
  expect(paths.filter((path) => path === '/auth0/log-stream').length).toBeGreaterThan(4);
  expect(paths.filter((path) => path === '/pingone/events').length).toBeGreaterThan(1);
});

test.each(told)('$name', async (shown) => {
  const { body, approved } = await tell(shown);
  if (shown.claim.startsWith('```json')) {
    expect(body).toEqual(JSON.parse(shown.claim.replace(/```(json)?/g, '')));
  } else if ('code' in body) {
    expect(shown.claim).toBe(`**Refused:** \`${String(body['code'])}\`, “${String(body['detail'])}”`);
  } else {
    expect(shown.claim).toBe(inWords(body as unknown as Report));
  }
  expect(approved).toHaveLength(Number(body['approved'] ?? 0));
});

const proved = (phone: string) => ({
  type: 'gd_auth_succeed',
  details: { authenticator: { type: 'sms', phone_number: phone } },
});
const path = '/auth0/log-stream';

test('every count has its row in docs/operations.md, and every row is a count', async () => {
  const { body } = await tell({ path, body: { logs: [] }, text: '' });
  const { skipped, ...rest } = body as unknown as Report;
  // An owner with senders of their own has one count more.
  const withSenders = account({ FALLBACK_SENDERS: '+14155550100' }).context;
  const { body: more } = await called(logStream, withSenders, bearer('AUTH0_LOG_STREAM_TOKEN'), { logs: [] });
  expect(Object.keys(more).filter((name) => !(name in body))).toEqual(['fallback']);
  const counts = [...Object.keys(rest), ...Object.keys(skipped), 'fallback'];
  const table = rows(section('docs/operations.md', '### What the counts mean'), /^[a-z_]+$/);
  expect(unique(table.map(([name = '']) => name))).toEqual(['count', ...counts].sort());
  const explained = table
    .filter(([name]) => name !== 'received')
    .map(([, means = '', does = '']) => [means, does]);
  expect(explained.flat().filter((words) => words === '')).toEqual([]);
});

test('the answer with failed events is as shown', async () => {
  const other = '+12125550123';
  const batch = { logs: [proved(mockPhone), { type: 'gd_send_sms' }, proved(other)] };
  const { body, approved } = await tell({ path, body: batch, text: '' }, other);
  expect(body).toEqual(jsonBlocks(read('docs/operations.md')).find(({ failed }) => failed === 1));
  expect(approved).toEqual([mockPhone]);
});

describe('log lines', () => {
  const operations = jsonBlocks(section('docs/operations.md', '## The log'));
  const [answerShown = {}] = jsonBlocks(read('README.md'));
  const alike = (line: object, shown: Record<string, unknown> = {}) =>
    expect({ ...line, correlation_id: shown['correlation_id'], ms: shown['ms'] }).toStrictEqual(shown);
  const withoutWorker = { PINGONE_WORKER_CLIENT_ID: '', PINGONE_WORKER_CLIENT_SECRET: '' };
  const otp = { to: mockPhone, otp: '012345' };

  const delivery = () => called(sendSms, account().context, bearer('PINGONE_PASSWORD'), otp);
  const batch = () =>
    tell({ path, body: { logs: [proved(mockPhone), { type: 'sapi' }, { type: 'seacft' }] }, text: '' });
  const hinted = () => {
    const success = { action: { type: 'OTP.CHECK_SUCCESS' }, result: { status: 'SUCCESS' } };
    return called(events, account(withoutWorker).context, bearer('PINGONE_PASSWORD'), success);
  };

  test('a delivery, and its answer', async () => {
    const { body, line } = await delivery();
    expect(body).toEqual(answerShown);
    alike(line, operations[0]);
  });

  test('a batch of events', async () => alike((await batch()).line, operations[1]));

  test('a batch of PingOne without the worker’s credentials', async () => {
    const shown = jsonBlocks(section('docs/pingone.md', '### The worker application'));
    alike((await hinted()).line, shown[0]);
  });

  test('the table has their fields, and no others', async () => {
    const wire = { caller: 'pingone-sms', content_type: 'application/json', body: JSON.stringify(otp) };
    const played = () => called(play, account().context, bearer('CONSOLE_PASSWORD'), wire);
    const lines: Record<string, unknown>[] = [];
    for (const call of [delivery, batch, hinted, played]) lines.push((await call()).line);
    const demo: Record<string, unknown> = {};
    const note = (fields: Record<string, unknown>) => void Object.assign(demo, fields);
    renderSignInFailure({ kind: 'declined', error: 'access_denied', description: undefined }, note);
    renderSignInFailure({ kind: 'untrusted', reason: 'OAUTH_INVALID_RESPONSE' }, note);
    // What the policy and the fallback add (tests/integration/policy.test.ts, channels.test.ts): named in the sources.
    const ofPolicy = ['rule', 'would_block', 'line_type', 'unchecked'];
    const ofFallback = ['via', 'fallback', 'fallback_code', 'verify_problem', 'verify_code'];
    const logged = sourcesUnder('src/core') + sourcesUnder('src/endpoints') + sourcesUnder('src/http');
    expect([...ofPolicy, ...ofFallback].filter((name) => !new RegExp(`\\b${name}\\b`).test(logged))).toEqual(
      [],
    );
    const others = ['twilio_code', 'errors', 'stack', 'repeated', ...ofPolicy, ...ofFallback];
    const fields = [...[...lines, demo].flatMap((line) => Object.keys(line)), ...others];
    const table = rows(section('docs/operations.md', '## The log'), /^[a-z_]+(, [a-z_]+)*$/);
    const names = table.flatMap(([cell = '']) => cell.split(', '));
    expect(unique(names)).toEqual(unique([...fields, 'field']));
  });

  test('the callers of the test page are those that it knows', async () => {
    const wire = { caller: 'nobody', content_type: 'application/json', body: '{}' };
    const { body } = await called(play, account().context, bearer('CONSOLE_PASSWORD'), wire);
    const [row] = rows(section('docs/operations.md', '## The log'), /^caller$/);
    const listed = (row?.[1] ?? '').replace(/^[^:]+: /, '');
    expect(body['detail']).toBe(`caller must be one of ${listed}.`);
  });
});

describe('figures and settings', () => {
  test('the times and limits are those of the code', () => {
    const seconds = matches(section('docs/operations.md', '## Times'), /\*\*(\d+) s\*\*/g);
    expect(seconds.map((one) => Number(one) * 1000)).toEqual([CALL_MS, TRY_MS]);
    const batch = section('docs/operations.md', '### A batch');
    const source = read('src/core/feedback.ts') + read('src/core/feedback-result.ts');
    expect(matches(batch, /\*\*(\d+) at a time\*\*/g)).toEqual(matches(source, /CONCURRENCY = (\d+)/g));
    expect(matches(batch, /\*\*(\d+) tries\*\*/g)).toEqual(matches(source, /TRIES = (\d+)/g));
    expect(matches(batch, /\*\*(\d+) s\*\*/g)).toEqual([String(CALL_MS / 1000)]);
  });

  test('an event counts for as long as it is said', () => {
    const [least = '', most = ''] =
      /(\d+) to (\d+)/.exec(section('docs/operations.md', '### How long an event counts'))?.slice(1) ?? [];
    const minutes = (text?: string) => {
      const problems: never[] = [];
      const ms = readVerificationLifetime({ VERIFY_TTL_MINUTES: text }, problems);
      return problems.length === 0 ? ms / 60_000 : undefined;
    };
    expect([minutes(least), minutes(most), minutes()]).toEqual([Number(least), Number(most), 10]);
    expect([minutes(String(Number(least) - 1)), minutes(String(Number(most) + 1))]).toEqual([
      undefined,
      undefined,
    ]);
  });

  test("Auth0's types are those that are read, and each category is in the stream that is shown", () => {
    const text = section('docs/auth0.md', '## The log stream');
    const table = rows(section('docs/auth0.md', '### What counts'), /^(gd_[a-z_]+|s)$/);
    const read_ = matches(read('src/identity-providers/auth0/log-event.ts'), /case '(\w+)':/g);
    expect(unique(table.map(([type = '']) => type))).toEqual(unique(read_));
    const categories = unique(table.map(([, category = '']) => category));
    const [setting] = rows(text, /^Filter by Event Category$/);
    expect(setting?.[1]?.split(', ').sort()).toEqual(categories);
    const { filters } = jsonBlocks(text).find(({ sink }) => sink !== undefined) ?? {};
    expect((filters as { name: string }[]).map(({ name }) => name).sort()).toEqual(categories);
  });

  test("PingOne's event types are those that are read", () => {
    const [, list = ''] =
      /SUCCESSES = \[(.*)\]/.exec(read('src/identity-providers/pingone/activity.ts')) ?? [];
    const { filterOptions } =
      jsonBlocks(read('docs/pingone.md')).find((block) => block['filterOptions'] !== undefined) ?? {};
    expect(filterOptions).toEqual({ includedActionTypes: matches(list, /'([^']+)'/g) });
  });
});
