import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { prepareLiveCheck } from '../support/live-check';
import { runScript } from '../support/script';

/** What a live check finds out about work after the answer, of which a log that is late says nothing. */

const check = prepareLiveCheck();

test('work after the answer that does not run is as expected', async () => {
  check.twilio.hidesLateLines = true;
  const { report } = await check.live([...check.writeAnswers({}), check.twilio.origin]);
  expect(report).toContain('work after the answer: as expected, it did not run.');
});

test('work after the answer whose line comes later is found with the next call', async () => {
  // The log is read at once, and once: the line is not in it yet.
  const { code, stdout } = await runScript(
    'scripts/doctor.ts',
    ['--live', ...check.writeAnswers({}), check.twilio.origin],
    check.env(),
  );
  expect(code).toBe(0);
  expect(stdout).toMatch(/work after the answer: it ran, \d+ ms after the call began/);
});

test('a log that is late says nothing of work after the answer, and nothing is recorded', async () => {
  check.twilio.isLogLate = true;
  const args = [
    ...check.writeAnswers({}),
    '--live-fixtures',
    join(check.folder, 'recorded'),
    check.twilio.origin,
  ];
  const { code, report } = await check.live(args);
  expect(code).toBe(1);
  expect(report).toContain('work after the answer: not known, because the log is late.');
  expect(report).toContain('a JSON array: as expected.');
  expect(existsSync(join(check.folder, 'recorded'))).toBe(false);
});
