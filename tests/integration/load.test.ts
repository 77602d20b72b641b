import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createNumber } from '../../load/login';
import type { Row } from '../../load/step';
import { sandboxEnvironment } from '../support/bridge';
import { startNpm, type Running } from '../support/npm-start';
import { runScript, type Ended } from '../support/script';

/** `npm run load` as a process, against what `npm start` runs. No time is asserted: only counts, and what is refused. */

const RATE = 20;
/** The first logins of a run warm the functions up, and are not in its results. */
const WARM_UP = 5;
const providers = ['auth0', 'pingone', 'otp'];

const load = (...args: string[]): Promise<Ended> =>
  runScript('load/main.ts', ['--as-built', '--rate', String(RATE), '--seconds', '1', ...args], {});

const readRows = ({ stdout }: Ended): Row[] => (JSON.parse(stdout) as { rows: Row[] }).rows;

/** Passcodes, numbers and credentials have no place in what is printed. */
function expectDiscreet({ stdout, stderr }: Ended): void {
  const printed = stdout + stderr;
  expect(printed).not.toMatch(/\+?1\d{3}55501\d\d/);
  expect(printed).not.toMatch(/sandbox-[a-z]/);
}

describe('with what it starts itself', () => {
  let ended: Ended;
  beforeAll(async () => {
    ended = await load(...providers.flatMap((name) => ['--provider', name]));
  });

  test('every login is sent and reported, of each provider', () => {
    expect(ended).toMatchObject({ code: 0 });
    const lines = ended.stdout.split('\n').map((line) => line.split(/ {2,}/));
    const rows = lines.slice(1, 1 + 3 * providers.length);
    expect(lines[0]?.slice(0, 4)).toEqual(['provider', 'step', 'logins/s', 'requests']);
    expect(rows.map(([name, step]) => [name, step])).toEqual(
      providers.flatMap((name) => ['send', 'feedback', 'login'].map((step) => [name, step])),
    );
    for (const [, step, rate, requests, offered, , p50, p99, errors] of rows) {
      expect([rate, errors]).toEqual([String(RATE), '0']);
      if (step !== 'feedback') expect([requests, offered]).toEqual([String(RATE), '20.0']);
      for (const time of [p50, p99]) expect(time).toMatch(/^\d+\.\d$/);
    }
  });

  test('it says that it is not Twilio that was measured, and shows nothing that is secret', () => {
    expect(ended.stdout).toContain("Twilio's local runtime on this machine");
    expect(ended.stdout).toContain("not Twilio's own times or limits");
    expectDiscreet(ended);
  });
});

describe('with what runs already', () => {
  let running: Running;
  beforeAll(async () => {
    running = await startNpm();
  });
  afterAll(() => running.stop());

  const loadRunning = (...args: string[]) =>
    load('--url', running.url, '--sandbox-url', running.sandboxUrl, '--json', ...args);
  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const init = { method, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const response = await fetch(`${running.sandboxUrl}/sandbox/${path}`, init);
    expect(response.ok).toBe(true);
    return response.status === 204 ? undefined : response.json();
  }
  afterEach(() => control('DELETE', 'faults'));
  const numberOf = (login: number) => createNumber(WARM_UP + login);

  test('each number gets one message, and Verify learns that it was used', async () => {
    await control('DELETE', 'messages');
    const ended = await loadRunning('--provider', 'pingone');
    expect(ended.code).toBe(0);
    const { messages } = (await control('GET', 'messages')) as { messages: { to: string }[] };
    const expected = Array.from({ length: WARM_UP + RATE }, (_, index) => createNumber(index));
    expect(messages.map(({ to }) => to).sort()).toEqual(expected.sort());
    const query = new URLSearchParams({ 'ChannelData.To': numberOf(0) });
    const account = `${sandboxEnvironment['ACCOUNT_SID']}:${sandboxEnvironment['AUTH_TOKEN']}`;
    const summary = await fetch(`${running.sandboxUrl}/v2/Attempts/Summary?${query}`, {
      headers: { authorization: `Basic ${Buffer.from(account).toString('base64')}` },
    });
    expect(await summary.json()).toMatchObject({ total_attempts: 1, total_converted: 1 });
  });

  test('refusals of sends are counted by status and problem, and fail the run unless they are expected', async () => {
    const befall = async () => {
      for (const login of [1, 2])
        await control('POST', 'faults', { match: { to: numberOf(login) }, code: 60203 });
      await control('POST', 'faults', { match: { to: numberOf(3) }, code: 20503 });
    };
    await befall();
    const ended = await loadRunning('--expect', 'rate_limited');
    const rows = readRows(ended);
    expect(rows.map(({ step, requests, errors }) => ({ step, requests, errors }))).toMatchObject([
      { step: 'send', requests: RATE, errors: { '429 rate_limited': 2, '503 unavailable': 1 } },
      { step: 'feedback', errors: {} },
      // Whose passcode was not sent has none to prove.
      { step: 'login', requests: RATE - 3, errors: {} },
    ]);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Unexpected: auth0 send at 20/s: 503 unavailable');
    expect(ended.stderr).not.toContain('Unexpected: auth0 send at 20/s: 429 rate_limited');
    expectDiscreet(ended);

    await befall();
    expect(await loadRunning('--expect', 'rate_limited', '--expect', '503')).toMatchObject({ code: 0 });
  });

  test('a success that approves nothing is counted by its reason', async () => {
    const path = `/Verifications/${numberOf(4)}`;
    await control('POST', 'faults', { match: { path }, code: 20404 });
    const ended = await loadRunning('--provider', 'otp');
    expect(ended.code).toBe(1);
    expect(readRows(ended)).toMatchObject([
      { step: 'send', requests: RATE, errors: {} },
      { step: 'feedback', errors: {} },
      { step: 'login', requests: RATE, errors: { no_pending_verification: 1 } },
    ]);
  });

  test('a batch that fails is delivered three times, and its logins are not reported', async () => {
    const path = `/Verifications/${numberOf(5)}`;
    await control('POST', 'faults', { match: { path }, status: 500, times: 100 });
    const ended = await loadRunning();
    const [send, feedback, login] = readRows(ended);
    expect(ended.code).toBe(1);
    expect(send).toMatchObject({ requests: RATE, errors: {} });
    expect(feedback?.errors).toEqual({ '503 unavailable': 3 });
    expect(login?.requests).toBe(RATE);
    expect(Object.keys(login?.errors ?? {})).toEqual(['not reported']);
    expect(login?.errors['not reported']).toBeGreaterThan(0);
  });

  test('functions whose test page does not say that they have a sandbox get nothing', async () => {
    await control('DELETE', 'requests');
    // The sandbox has no test page, as little as a deployment with another password.
    const ended = await load('--url', running.sandboxUrl);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('does not say that it is in the sandbox of npm start');
    const { requests } = (await control('GET', 'requests')) as { requests: { path: string }[] };
    expect(requests.map(({ path }) => path)).toEqual(['/console/status']);
  });
});

test('a place that may send real messages is refused by name, before anything is started', async () => {
  const ended = await load('--url', 'https://verify-bridge-1234-dev.twil.io');
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain('--url must be http:// and this machine');
});

test('functions without a sandbox get nothing, though they are on this machine', async () => {
  const asked: string[] = [];
  // As `npm run dev` answers, which has the real account.
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"sandbox":false}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ended = await load('--url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  await new Promise((resolve) => server.close(resolve));
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toContain('it might send real messages');
  expect(asked).toEqual(['/console/status']);
});

test('where nothing runs, it says how to start it', async () => {
  const ended = await load('--url', 'http://127.0.0.1:9');
  expect(ended).toMatchObject({ code: 1, stdout: '' });
  expect(ended.stderr).toContain('start it with npm start');
});
