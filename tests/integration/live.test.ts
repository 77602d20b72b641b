import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runLive } from '../../scripts/live/main';
import { Stopped } from '../../scripts/live/stop';
import { findProblems, loadRecordings } from '../fixtures/recorded/load';
import { basic, post } from '../support/callers';
import { deployable } from '../support/deployable';
import { startLiveTwilio, untilLogged, type LiveTwilio } from '../support/live-twilio';
import { runScript } from '../support/script';
import { startSandbox, type Sandbox } from '../../sandbox/server';

/** `npm run doctor -- --live` as a process, against Verify's stand-in, the Serverless API's, and the functions as built. */

const {
  ACCOUNT_SID: accountSid = '',
  AUTH_TOKEN: authToken = '',
  VERIFY_SERVICE_SID: serviceSid = '',
} = deployable;
const NUMBER = '+14155559876';

let folder: string;
let path: string;
let sandbox: Sandbox;
let twilio: LiveTwilio;

beforeAll(async () => {
  sandbox = await startSandbox({ credentials: { accountSid, authToken, serviceSid } });
  twilio = await startLiveTwilio(sandbox.url, basic(accountSid, authToken));
});
afterAll(async () => {
  await twilio.close();
  await sandbox.close();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-bridge-live-'));
  path = join(folder, '.env');
  writeFileSync(
    path,
    [`ACCOUNT_SID=${accountSid}`, `AUTH_TOKEN=${authToken}`, `VERIFY_SERVICE_SID=${serviceSid}`, ''].join(
      '\n',
    ),
    { mode: 0o600 },
  );
  twilio.reset();
  for (const name of ['faults', 'requests', 'messages'])
    await fetch(`${sandbox.url}/sandbox/${name}`, { method: 'DELETE' });
});
afterEach(() => rmSync(folder, { recursive: true }));

const sandboxList = async <T>(name: string): Promise<T[]> =>
  ((await (await fetch(`${sandbox.url}/sandbox/${name}`)).json()) as Record<string, T[]>)[name] ?? [];
const messages = () => sandboxList<{ to: string; code: string }>('messages');
const fault = (body: Record<string, unknown>) =>
  fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });
const changes = async () =>
  (await sandboxList<{ method: string; path: string; form: Record<string, string> }>('requests')).filter(
    ({ method }) => method !== 'GET',
  );

function writeAnswers(answers: Record<string, string>): string[] {
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify(answers));
  return ['--live-yes', '--live-answers', file, '--live-patience', '0', '--env', path];
}
const env = () => ({ TWILIO_API_BASE_URL: twilio.url });

/** Runs it; nothing that it learns of the account, the number, the codes and the deployment is ever printed. */
async function live(args: string[]) {
  const tokens: string[] = [];
  // The log is read first for the line after an answer.
  twilio.onLogs.unshift(() => {
    tokens.push(token());
    return untilLate();
  });
  const { code, stdout, stderr } = await runScript('scripts/doctor.ts', ['--live', ...args], env());
  const all = stdout + stderr;
  const sent = await messages();
  const secrets = [
    accountSid,
    authToken,
    serviceSid,
    new URL(twilio.origin).host,
    ...tokens,
    ...sent.map((one) => one.code),
  ];
  for (const secret of [...secrets.filter((one) => one !== ''), NUMBER.slice(1), '5559876'])
    expect(all).not.toContain(secret);
  expect(all).not.toMatch(/\b(VE|VA|AC|ZS|ZE|ZV)[0-9a-f]{32}/);
  expect(sent.filter(({ to }) => to !== NUMBER)).toEqual([]);
  return { code, stdout, stderr, report: stdout.slice(stdout.indexOf('## Live check')) };
}

/** The file that the token is in, of what was printed. */
const readTokenPath = (stdout: string): string =>
  /Its token is in (\S*verify-bridge-echo-\S+), which/.exec(stdout)?.[1] ?? '';

const untilLate = () =>
  untilLogged(() => [...twilio.lines, ...twilio.pending()].some((line) => line.includes('after_callback')));
const token = () => twilio.variables.get('ECHO_TOKEN') ?? '';
const callEcho = (query: string, authorization: string, body: unknown, headers = {}) =>
  post(`${twilio.origin}/live/echo${query}`, authorization, body, headers);

/** PingOne as we expect it: the form of docs/pingone.md, and here it does not encode. */
const asPingone = (query = '') =>
  callEcho(
    query,
    basic('pingone', token()),
    'to=+14155559876&otp=012345&message=Your code is 012345&from=+12025550100&locale=en-GB',
    {
      'content-type': 'application/x-www-form-urlencoded',
      'user-agent': 'PingOne/9',
    },
  );
const DATE = '2026-01-02T03:04:05.678Z';
const record = {
  log_id: '9',
  data: {
    type: 'gd_auth_succeed',
    date: DATE,
    details: { authenticator: { id: 'sms|dev_9', type: 'sms', phone_number: '+1 4155559876' } },
  },
};
const other = { log_id: '8', data: { type: 's', date: DATE } };
const asLogStream = (query = '') => callEcho(query, token(), [other, record]);

type Observe = (event: unknown, api: unknown) => Promise<void>;
const { onExecuteCustomPhoneProvider: observe } = jest.requireActual<Record<string, Observe>>(
  '../../actions/observe.js',
) as { onExecuteCustomPhoneProvider: Observe };

/** Auth0 with the observing Action, as a test user gets a passcode. */
async function asAuth0(query = ''): Promise<void> {
  const notification = {
    as_text: 'Your code is 918273',
    delivery_method: 'text',
    message_type: 'otp_verify',
    recipient: '+1-415-555-9876',
    code: '918273',
    locale: 'en-US',
  };
  const secrets = { ECHO_URL: `${twilio.origin}/live/echo${query}`, ECHO_TOKEN: token() };
  const said: string[] = [];
  const say = (reason: string) => void said.push(reason);
  await observe(
    { user: { name: 'robin' }, notification, secrets },
    { notification: { drop: say, retry: say } },
  );
  expect(said).toEqual([query === '' ? 'Observed, and not sent (200).' : 'The echo route answered 503.']);
}

test('every question is asked, answered and recorded; then all is as it was', async () => {
  const twice = (call: (query: string) => Promise<unknown>) => async () =>
    void (await call('?echo_status=503'), await call('?echo_status=503'));
  for (const call of [asPingone, asAuth0, asLogStream] as ((query?: string) => Promise<unknown>)[])
    twilio.onLogs.push(async () => void (await call()), twice(call));
  const done = ['pingone-sms', 'auth0-action', 'auth0-log-stream'].flatMap((id) => [
    [`${id}.shape`, 'done'],
    [`${id}.503`, 'done'],
  ]);
  const args = writeAnswers({
    'second-code.send': 'done',
    'second-code.arrived': 'second',
    'letters.send': 'done',
    'letters.arrived': 'none',
    ...(Object.fromEntries(done) as Record<string, string>),
  });
  const { code, stderr, stdout, report } = await live([
    ...args,
    '--live-number',
    NUMBER,
    '--live-fixtures',
    join(folder, 'recorded'),
    twilio.origin,
  ]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });

  expect(stdout).toMatch(/at most 3 text messages itself, all to the number that you type in/);
  expect(stdout).toContain('https://www.twilio.com/en-us/verify/pricing');
  expect(report.match(/Result: \*\*(.*)\*\*/g)).toEqual([
    'Result: **as expected**',
    'Result: **now known**',
    'Result: **differs**',
    ...Array<string>(3).fill('Result: **as expected**'),
    'Result: **not asked**',
  ]);
  for (const sentence of [
    'Both sends have the same VE SID.',
    'Verify accepts a code of letters and digits.',
    'a JSON array: as expected.',
    'JSON Lines as application/json: as expected.',
    'the order of the keys in JSON: as expected.',
    'The plus sign of a number arrives as a blank',
    'Each batch is a JSON array. Batches: 2 events',
    'Answered with 503: the same body came again after 5.0 s.',
    'Answered with 400: not asked.',
  ])
    expect(report).toContain(sentence);
  expect(report).toMatch(/work after the answer: it ran, \d+ ms after the call began/);

  // Three messages, as was said, and nothing stays pending.
  expect((await messages()).map(({ to }) => to)).toEqual([NUMBER, NUMBER, NUMBER]);
  expect((await changes()).at(2)?.form).toEqual({ Status: 'canceled' });
  expect(twilio.variables.size).toBe(0);
  expect(existsSync(readTokenPath(stdout))).toBe(false);
  const logged = twilio.lines.map((line) => line.replace(/"(correlation_id|digest)":"[^"]*"/g, ''));
  expect(logged.join('\n')).not.toMatch(/415|9876|918273|012345|robin/);

  const recorded = loadRecordings(join(folder, 'recorded'));
  expect(recorded.map(([file]) => file)).toEqual([
    'auth0-action.json',
    'auth0-log-stream.json',
    'letters.json',
    'pingone-sms.json',
    'runtime.json',
    'second-code.json',
  ]);
  expect(recorded.flatMap(([file, one]) => findProblems(file, one, 'stand-in'))).toEqual([]);
  expect(JSON.stringify(recorded)).not.toMatch(/5559876|robin/);
});

test('what a person leaves out is not asked: no number, no message', async () => {
  const { code, report } = await live([...writeAnswers({}), twilio.origin]);
  expect(code).toBe(0);
  expect(report.match(/Result: \*\*not asked\*\*/g)).toHaveLength(6);
  expect(await changes()).toEqual([]);
  expect(twilio.variables.size).toBe(0);
});

test('work after the answer that does not run is as expected', async () => {
  twilio.hidesLateLines = true;
  const { report } = await live([...writeAnswers({}), twilio.origin]);
  expect(report).toContain('work after the answer: as expected, it did not run.');
});

test('work after the answer whose line comes later is found with the next call', async () => {
  // The log is read at once, and once: the line is not in it yet.
  const { code, stdout } = await runScript(
    'scripts/doctor.ts',
    ['--live', ...writeAnswers({}), twilio.origin],
    env(),
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/work after the answer: it ran, \d+ ms after the call began/);
});

test('a log that is late says nothing of work after the answer, and nothing is recorded', async () => {
  twilio.isLogLate = true;
  const args = [...writeAnswers({}), '--live-fixtures', join(folder, 'recorded'), twilio.origin];
  const { code, report } = await live(args);
  expect(code).toBe(1);
  expect(report).toContain('work after the answer: not known, because the log is late.');
  expect(report).toContain('a JSON array: as expected.');
  expect(existsSync(join(folder, 'recorded'))).toBe(false);
});

test('without a deployment its questions are not asked, and no variable is set', async () => {
  const { code, stdout } = await live([...writeAnswers({}), '--live-number', NUMBER]);
  expect(code).toBe(0);
  expect(stdout).toContain('5 more questions need the address of a deployment.');
  expect(twilio.calls).toEqual([]);
});

describe('what fails is said, and the next question is asked', () => {
  test('a deployment that the account does not have', async () => {
    const { code, report } = await live([
      ...writeAnswers({ 'second-code.send': 'done', 'second-code.arrived': 'first' }),
      '--live-number',
      NUMBER,
      'https://other-1234.twil.io',
    ]);
    expect(code).toBe(1);
    expect(report.match(/The Twilio account has no deployment at this address/g)).toHaveLength(5);
    expect(report).toContain('The first code arrived alone.');
    expect(report).not.toContain('other-1234');
  });

  test('an account that the Serverless API refuses', async () => {
    twilio.refuseWith = 401;
    const { code, report } = await live([...writeAnswers({}), twilio.origin]);
    expect(code).toBe(1);
    expect(report.match(/Result: \*\*failed\*\*/g)).toHaveLength(5);
    expect(twilio.variables.size).toBe(0);
  });

  test('a second send that Verify refuses, and a log without a call', async () => {
    await fault({ match: { path: 'Verifications' }, status: 429, body: '{"code":60203}' });
    const { report } = await live([
      ...writeAnswers({ 'second-code.send': 'done', 'pingone-sms.shape': 'done' }),
      '--live-number',
      NUMBER,
      twilio.origin,
    ]);
    expect(report).toMatch(/Send 1 of 2 was refused: status 429/);
    expect(report).toContain('No call was logged since');
  });
});

describe('a code', () => {
  const ask = (answers: Record<string, string>) => live([...writeAnswers(answers), '--live-number', NUMBER]);
  const both = { 'second-code.send': 'done', 'second-code.arrived': 'both' };

  test('that Verify refuses for its letters is an answer, with its error', async () => {
    await fault({ match: { path: '/Verifications' }, status: 400, code: 60200 });
    const { code, report } = await ask({ 'letters.send': 'done' });
    expect(code).toBe(0);
    expect(report).toContain('A code of letters and digits is refused: status 400, error 60200.');
    expect(report).toContain('Result: **now known**');
    expect(await messages()).toEqual([]);
  });

  test('that is refused for a limit is none', async () => {
    await fault({ match: { path: '/Verifications' }, status: 429, code: 60203 });
    const { code, report } = await ask({ 'letters.send': 'done' });
    expect(code).toBe(1);
    expect(report).toContain('refused: status 429, error 60203.');
  });

  test('whose verification cannot be canceled keeps its answer', async () => {
    await fault({ match: { path: '/Verifications/' }, status: 404, code: 20404 });
    const { code, report } = await ask(both);
    expect(code).toBe(0);
    expect(report).toContain('Result: **as expected**');
    expect(report).toContain('Both codes arrived, each in a message of its own.');
    expect(report).toContain('A verification was not canceled (status 404, error 20404)');
  });

  test('after which Verify answers no more is canceled', async () => {
    // The first send goes through; to the second, something between answers with a page.
    await fault({ match: { path: '/Verifications' }, delay_ms: 0 });
    await fault({ match: { path: '/Verifications' }, body: '<html>' });
    const { code, report } = await ask(both);
    expect(code).toBe(1);
    expect(report).toContain('Result: **failed**');
    expect((await changes()).at(-1)?.form).toEqual({ Status: 'canceled' });
  });
});

/** Runs it, to be ended in the middle. */
function start(args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/doctor.ts', '--live', ...args], {
    cwd: join(__dirname, '../..'),
    env: { PATH: process.env['PATH'], ...env() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = {
    ...{ child, stdout: '', stderr: '' },
    ended: once(child, 'close') as Promise<[number | null]>,
    /** It has said that it was told to end. */
    heard: once(child.stderr, 'data'),
  };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (run.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (run.stderr += chunk));
  return run;
}

describe('Ctrl-C', () => {
  test('closes what was opened, and reports what was answered until then', async () => {
    const answers = writeAnswers({ 'second-code.send': 'done', 'second-code.arrived': 'both' });
    const fixtures = join(folder, 'recorded');
    const run = start([...answers, '--live-number', NUMBER, '--live-fixtures', fixtures, twilio.origin]);
    const seen: unknown[] = [];
    twilio.onLogs.push(async () => {
      const file = readTokenPath(run.stdout);
      seen.push(twilio.variables.size, statSync(file).mode & 0o777, statSync(dirname(file)).mode & 0o777);
      seen.push(readFileSync(file, 'utf8').trim() === token(), dirname(dirname(file)));
      twilio.hidesLateLines = true;
      await untilLate();
      run.child.kill('SIGINT');
      await run.heard;
    });
    const [code] = await run.ended;
    expect({ code, seen }).toEqual({ code: 130, seen: [2, 0o600, 0o700, true, tmpdir()] });
    expect(twilio.variables.size).toBe(0);
    expect(run.stdout).toContain('Both codes arrived');
    expect(run.stdout.match(/Result: \*\*.*\*\*/g)).toEqual([
      'Result: **as expected**',
      ...Array<string>(6).fill('Result: **not asked**'),
    ]);
    expect(run.stdout.match(/The check was ended before/g)).toHaveLength(5);
    expect(loadRecordings(fixtures).map(([file]) => file)).toEqual(['second-code.json']);
    expect(existsSync(dirname(readTokenPath(run.stdout)))).toBe(false);
  });

  test.each([0, 1])('while variable %d is being made leaves none behind', async (index) => {
    const run = start([...writeAnswers({}), twilio.origin]);
    twilio.onVariable[index] = async () => {
      run.child.kill('SIGINT');
      await Promise.race([run.heard, run.ended]);
    };
    twilio.onVariable[0] ??= () => Promise.resolve();
    const [code] = await run.ended;
    expect(code).toBe(130);
    expect([...twilio.variables.keys()]).toEqual([]);
    // Nothing more was made.
    expect(twilio.calls.filter((call) => /^POST .*Variables$/.test(call))).toHaveLength(index + 1);
  });

  test('says so if Twilio does not let it remove them; another one changes nothing', async () => {
    const run = start([...writeAnswers({}), twilio.origin]);
    twilio.onLogs.push(async () => {
      twilio.refuseWith = 503;
      await untilLate();
      run.child.kill('SIGINT');
      await run.heard;
      run.child.kill('SIGINT');
    });
    const [code] = await run.ended;
    expect({ code, left: twilio.variables.size }).toEqual({ code: 130, left: 2 });
    expect(run.stdout).toContain('ECHO_TOKEN and ECHO_UNTIL could not be removed. Remove them');
    expect(run.stdout).toContain('## Live check');
    expect(run.stderr).toBe('Stopping. What is under way comes to its end first.\n');
  });

  test('at a question ends it in the same way', async () => {
    const printed: string[] = [];
    jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
    const stopped = () => Promise.reject(new Stopped());
    const code = await runLive(['--live', '--env', path], {
      isThere: () => true,
      open: () =>
        Promise.resolve({
          confirm: () => Promise.resolve(true),
          readNumber: () => Promise.resolve(NUMBER),
          readText: stopped,
          wait: stopped,
        }),
    });
    jest.restoreAllMocks();
    expect(code).toBe(130);
    expect(printed.join('\n').match(/Result: \*\*not asked\*\*/g)).toHaveLength(7);
    expect(await messages()).toEqual([]);
  });
});

test('"no" ends it with nothing done', async () => {
  const printed: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  const never = () => Promise.reject(new Error('not asked'));
  const asking = { confirm: () => Promise.resolve(false), readNumber: never, readText: never, wait: never };
  const code = await runLive(['--live', '--env', path, twilio.origin], {
    isThere: () => true,
    open: () => Promise.resolve(asking),
  });
  jest.restoreAllMocks();
  expect([code, printed.at(-1)]).toEqual([0, 'Nothing was done.']);
  expect([twilio.calls, await changes()]).toEqual([[], []]);
});

test.each<[what: string, args: () => string[], message: RegExp]>([
  ['no terminal', () => ['--env', path], /no terminal.*--live-yes/],
  ['answers without consent', () => writeAnswers({}).slice(1), /belong together/],
  ['a number alone', () => ['--live-number', NUMBER], /no terminal/],
  ['a number that is none', () => [...writeAnswers({}), '--live-number', '12'], /must be E\.164/],
  [
    'answers that are no JSON',
    () => ['--live-yes', '--live-answers', path, '--env', path],
    /must be a JSON object/,
  ],
  ['an address that is none', () => [...writeAnswers({}), 'example.com'], /The address must be https/],
  ['an unknown flag', () => [...writeAnswers({}), '--fix'], /--live --help/],
])('%s is wrong usage, and nothing is done', async (_, args, message) => {
  const { code, stdout, stderr } = await live(args());
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect([twilio.calls, await changes()]).toEqual([[], []]);
});

test('a stream without an event of a success is reported, and no body of it is recorded', async () => {
  twilio.onLogs.push(async () => void (await callEcho('', token(), [other])));
  const folderOf = join(folder, 'recorded');
  const args = [...writeAnswers({ 'auth0-log-stream.shape': 'done' }), '--live-fixtures', folderOf];
  const { report } = await live([...args, twilio.origin]);
  expect(report).toContain('No call had an event of a success: no body is recorded.');
  expect(report).toContain('Answered with 503: not asked.');
  const [, stream] = loadRecordings(folderOf).find(([file]) => file === 'auth0-log-stream.json') ?? [];
  expect(stream).toMatchObject({ verdict: 'as expected', source: 'stand-in' });
  expect(stream).not.toHaveProperty('wire');
});
