import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runLive } from '../../scripts/live/main';
import { Stopped } from '../../scripts/live/stop';
import { loadRecordings } from '../fixtures/recorded/load';
import { NUMBER, prepareLiveCheck, readTokenPath } from '../support/live-check';

/** A live check that somebody ends. */

const check = prepareLiveCheck();

/** Runs it, to be ended in the middle. */
function start(args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/doctor.ts', '--live', ...args], {
    cwd: join(__dirname, '../..'),
    env: { PATH: process.env['PATH'], ...check.env() },
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
    const answers = check.writeAnswers({ 'second-code.send': 'done', 'second-code.arrived': 'both' });
    const fixtures = join(check.folder, 'recorded');
    const run = start([
      ...answers,
      '--live-number',
      NUMBER,
      '--live-fixtures',
      fixtures,
      check.twilio.origin,
    ]);
    const seen: unknown[] = [];
    check.twilio.onLogs.push(async () => {
      const file = readTokenPath(run.stdout);
      seen.push(
        check.twilio.variables.size,
        statSync(file).mode & 0o777,
        statSync(dirname(file)).mode & 0o777,
      );
      seen.push(readFileSync(file, 'utf8').trim() === check.token(), dirname(dirname(file)));
      check.twilio.hidesLateLines = true;
      await check.untilLate();
      run.child.kill('SIGINT');
      await run.heard;
    });
    const [code] = await run.ended;
    expect({ code, seen }).toEqual({ code: 130, seen: [2, 0o600, 0o700, true, tmpdir()] });
    expect(check.twilio.variables.size).toBe(0);
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
    const run = start([...check.writeAnswers({}), check.twilio.origin]);
    check.twilio.onVariable[index] = async () => {
      run.child.kill('SIGINT');
      await Promise.race([run.heard, run.ended]);
    };
    check.twilio.onVariable[0] ??= () => Promise.resolve();
    const [code] = await run.ended;
    expect(code).toBe(130);
    expect([...check.twilio.variables.keys()]).toEqual([]);
    // Nothing more was made.
    expect(check.twilio.calls.filter((call) => /^POST .*Variables$/.test(call))).toHaveLength(index + 1);
  });

  test('says so if Twilio does not let it remove them; another one changes nothing', async () => {
    const run = start([...check.writeAnswers({}), check.twilio.origin]);
    check.twilio.onLogs.push(async () => {
      check.twilio.refuseWith = 503;
      await check.untilLate();
      run.child.kill('SIGINT');
      await run.heard;
      run.child.kill('SIGINT');
    });
    const [code] = await run.ended;
    expect({ code, left: check.twilio.variables.size }).toEqual({ code: 130, left: 2 });
    expect(run.stdout).toContain('ECHO_TOKEN and ECHO_UNTIL could not be removed. Remove them');
    expect(run.stdout).toContain('## Live check');
    expect(run.stderr).toBe('Stopping. What is under way comes to its end first.\n');
  });

  test('at a question ends it in the same way', async () => {
    const printed: string[] = [];
    jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
    const stopped = () => Promise.reject(new Stopped());
    const code = await runLive(['--live', '--env', check.path], {
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
    expect(await check.messages()).toEqual([]);
  });
});
