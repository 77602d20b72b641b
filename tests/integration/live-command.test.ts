import { runLive } from '../../scripts/live/main';
import { NUMBER, prepareLiveCheck } from '../support/live-check';

/** A live check that does not begin. */

const check = prepareLiveCheck();

test('"no" ends it with nothing done', async () => {
  const printed: string[] = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
  const never = () => Promise.reject(new Error('not asked'));
  const asking = { confirm: () => Promise.resolve(false), readNumber: never, readText: never, wait: never };
  const code = await runLive(['--live', '--env', check.path, check.twilio.origin], {
    isThere: () => true,
    open: () => Promise.resolve(asking),
  });
  jest.restoreAllMocks();
  expect([code, printed.at(-1)]).toEqual([0, 'Nothing was done.']);
  expect([check.twilio.calls, await check.changes()]).toEqual([[], []]);
});

test.each<[what: string, args: () => string[], message: RegExp]>([
  ['no terminal', () => ['--env', check.path], /no terminal.*--live-yes/],
  ['answers without consent', () => check.writeAnswers({}).slice(1), /belong together/],
  ['a number alone', () => ['--live-number', NUMBER], /no terminal/],
  ['a number that is none', () => [...check.writeAnswers({}), '--live-number', '12'], /must be E\.164/],
  [
    'answers that are no JSON',
    () => ['--live-yes', '--live-answers', check.path, '--env', check.path],
    /must be a JSON object/,
  ],
  ['an address that is none', () => [...check.writeAnswers({}), 'example.com'], /The address must be https/],
  ['an unknown flag', () => [...check.writeAnswers({}), '--fix'], /--live --help/],
])('%s is wrong usage, and nothing is done', async (_, args, message) => {
  const { code, stdout, stderr } = await check.live(args());
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(message);
  expect([check.twilio.calls, await check.changes()]).toEqual([[], []]);
});
