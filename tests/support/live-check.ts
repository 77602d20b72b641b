import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { basic } from './callers';
import { deployable } from './deployable';
import { startLiveTwilio, untilLogged, type LiveTwilio } from './live-twilio';
import { runScript, type Ended } from './script';

/** Of the owner, who types it in. */
export const NUMBER = '+14155559876';

interface Change {
  method: string;
  path: string;
  form: Record<string, string>;
}

/** `npm run doctor -- --live` as a process, against Verify's stand-in, the Serverless API's, and the functions as built. */
export interface LiveCheck {
  twilio: LiveTwilio;
  /** A new one for each test. */
  folder: string;
  /** Of the .env. */
  path: string;
  /** Runs it; nothing that it learns of the account, the number, the codes and the deployment is ever printed. */
  live(args: string[]): Promise<Ended & { report: string }>;
  /** For a process of the command. */
  env(): Record<string, string>;
  /** The flags that do without a terminal. */
  writeAnswers(answers: Record<string, string>): string[];
  messages(): Promise<{ to: string; code: string }[]>;
  fault(body: Record<string, unknown>): Promise<unknown>;
  /** What Verify was asked to change. */
  changes(): Promise<Change[]>;
  /** Waits for the line after an answer. */
  untilLate(): Promise<void>;
  /** Of the echo route, while it is open. */
  token(): string;
}

const {
  ACCOUNT_SID: accountSid = '',
  AUTH_TOKEN: authToken = '',
  VERIFY_SERVICE_SID: serviceSid = '',
} = deployable;

/** For all tests of a file. What it returns is there once a test runs. */
export function prepareLiveCheck(): LiveCheck {
  let sandbox: Sandbox;
  const check = {} as LiveCheck;

  beforeAll(async () => {
    sandbox = await startSandbox({ credentials: { accountSid, authToken, serviceSid } });
    check.twilio = await startLiveTwilio(sandbox.url, basic(accountSid, authToken));
  });
  afterAll(async () => {
    await check.twilio.close();
    await sandbox.close();
  });
  beforeEach(async () => {
    check.folder = mkdtempSync(join(tmpdir(), 'verify-bridge-live-'));
    check.path = join(check.folder, '.env');
    const variables = { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken, VERIFY_SERVICE_SID: serviceSid };
    const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(check.path, lines.join(''), { mode: 0o600 });
    check.twilio.reset();
    for (const name of ['faults', 'requests', 'messages'])
      await fetch(`${sandbox.url}/sandbox/${name}`, { method: 'DELETE' });
  });
  afterEach(() => rmSync(check.folder, { recursive: true }));

  const list = async <T>(name: string): Promise<T[]> =>
    ((await (await fetch(`${sandbox.url}/sandbox/${name}`)).json()) as Record<string, T[]>)[name] ?? [];

  return Object.assign(check, {
    env: () => ({ TWILIO_API_BASE_URL: check.twilio.url }),
    writeAnswers(answers: Record<string, string>) {
      const file = join(check.folder, 'answers.json');
      writeFileSync(file, JSON.stringify(answers));
      return ['--live-yes', '--live-answers', file, '--live-patience', '0', '--env', check.path];
    },
    messages: () => list<{ to: string; code: string }>('messages'),
    fault: (body: Record<string, unknown>) =>
      fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(body) }),
    changes: async () => (await list<Change>('requests')).filter(({ method }) => method !== 'GET'),
    untilLate: () =>
      untilLogged(() =>
        [...check.twilio.lines, ...check.twilio.pending()].some((line) => line.includes('after_callback')),
      ),
    token: () => check.twilio.variables.get('ECHO_TOKEN') ?? '',
    live: (args: string[]) => runLiveCheck(check, args),
  });
}

async function runLiveCheck(check: LiveCheck, args: string[]): Promise<Ended & { report: string }> {
  const { twilio } = check;
  const tokens: string[] = [];
  // The log is read first for the line after an answer.
  twilio.onLogs.unshift(() => {
    tokens.push(check.token());
    return check.untilLate();
  });
  const ended = await runScript('scripts/doctor.ts', ['--live', ...args], check.env());
  const { stdout, stderr } = ended;
  const sent = await check.messages();
  const secrets = [
    ...[accountSid, authToken, serviceSid, new URL(twilio.origin).host, NUMBER.slice(1), '5559876'],
    ...tokens.filter((one) => one !== ''),
    ...sent.map((one) => one.code),
  ];
  for (const secret of secrets) expect(stdout + stderr).not.toContain(secret);
  expect(stdout + stderr).not.toMatch(/\b(VE|VA|AC|ZS|ZE|ZV)[0-9a-f]{32}/);
  expect(sent.filter(({ to }) => to !== NUMBER)).toEqual([]);
  return { ...ended, report: stdout.slice(stdout.indexOf('## Live check')) };
}

/** The file that the token is in, of what was printed. */
export const readTokenPath = (stdout: string): string =>
  /Its token is in (\S*verify-bridge-echo-\S+), which/.exec(stdout)?.[1] ?? '';
