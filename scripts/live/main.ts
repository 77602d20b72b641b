import { join } from 'node:path';
import type { TwilioAccount } from '../../src/apis/twilio/client';
import { Failure, toFailure } from '../setup/failure';
import { readAccount } from './account';
import { createAnswers, createTerminal, type Asking } from './asking';
import { EchoRoute } from './echo-route';
import { withEcho } from './echo-session';
import { LIVE_USAGE, readLiveFlags, readOwnNumber } from './flags';
import { renderPlan } from './plan';
import type { Answer, Live, Question } from './question';
import { letters, secondCode } from './questions/codes';
import { runtime } from './questions/runtime';
import { auth0Action, pingoneSms } from './questions/senders';
import { auth0Stream, pingoneWebhook } from './questions/streams';
import { createRecording, writeRecordings } from './recording';
import { hideSecrets, renderReport, type Asked } from './report';
import { Stop, Stopped } from './stop';
import { Verifications } from './verifications';
import { readVersions } from './versions';

export const questions: readonly Question[] = [
  ...[secondCode, letters, runtime],
  ...[pingoneSms, auth0Action, auth0Stream, pingoneWebhook],
];

/** Where a person is asked, if anybody is there. */
export interface Terminal {
  isThere(): boolean;
  open(signal: AbortSignal): Promise<Asking>;
}

const SYSTEM_TERMINAL: Terminal = {
  isThere: () => process.stdin.isTTY && process.stdout.isTTY,
  open: createTerminal,
};

/** Of a question that was begun, or was to come, when the check was ended. */
const ENDED: Answer = { verdict: 'not asked', found: ['The check was ended before it had an answer.'] };
const RECORDED = join(__dirname, '../../tests/fixtures/recorded');
/** That of a process that SIGINT ends: https://tldp.org/LDP/abs/html/exitcodes.html */
const STOPPED_CODE = 130;

/** `npm run doctor -- --live [URL]`: see docs/live.md. @returns the exit code; @throws Failure */
export async function runLive(args: string[], terminal: Terminal = SYSTEM_TERMINAL): Promise<number> {
  const flags = readLiveFlags(args, terminal.isThere());
  if (flags === undefined) return print(LIVE_USAGE);
  const account = readAccount(flags.envFile);
  const stop = new Stop();
  const { answers } = flags;
  const asking =
    answers === undefined ? await terminal.open(stop.signal) : createAnswers(answers.file, answers.number);
  print(renderPlan(questions, flags.origin !== undefined));
  if (!(await asking.confirm())) return print('Nothing was done.');
  const typed = await asking.readNumber();
  const number = typed.trim() === '' ? undefined : readOwnNumber(typed);
  const secrets = [number ?? '', number?.slice(1) ?? '', account.accountSid, account.authToken];
  secrets.push(account.serviceSid, flags.origin?.host ?? '');
  const verifications =
    number === undefined ? undefined : new Verifications(account, account.serviceSid, number, stop);
  const say = (text: string) => void print(hideSecrets(text, secrets));
  const asked: Asked[] = [];
  stop.listen();
  const isStopped = await withEcho({ ...flags, account, stop, say }, (echo) => {
    if (echo instanceof EchoRoute) secrets.push(echo.token);
    const route = echo instanceof EchoRoute ? echo : undefined;
    return askAll(
      { asking, clock: stop.clock, say, verifications, echo: route },
      echo instanceof Failure ? echo : undefined,
      asked,
      stop,
    );
  }).then(() => false, isStop);
  stop.release();
  for (const question of questions.slice(asked.length)) asked.push({ question, answer: ENDED });
  say(`\n${renderReport(asked, Date.now(), readVersions())}`);
  record(asked, account, flags.fixtures, secrets);
  if (isStopped) return STOPPED_CODE;
  return asked.some(({ answer }) => answer.verdict === 'failed') ? 1 : 0;
}

/** @throws every other error */
function isStop(error: unknown): true {
  if (error instanceof Stopped) return true;
  throw error;
}

/** Asks one question after the other. @param closed why no question can use the deployment; @throws Stopped */
async function askAll(live: Live, closed: Failure | undefined, asked: Asked[], stop: Stop): Promise<void> {
  for (const question of questions) {
    stop.check();
    live.say(`\n${question.title}`);
    const isClosed = question.needs !== 'number' && closed !== undefined;
    const answer = isClosed ? createFailed(closed) : await ask(question, live);
    live.say(`  ${answer.verdict}`);
    asked.push({ question, answer });
  }
}

/** A question that fails does not keep the others from being asked. @throws Stopped */
async function ask(question: Question, live: Live): Promise<Answer> {
  try {
    return await question.ask(live);
  } catch (error) {
    if (error instanceof Stopped) throw error;
    return createFailed(error);
  }
}

const createFailed = (error: unknown): Answer => ({
  verdict: 'failed',
  found: [toFailure(error, 'account').message],
});

/** A stand-in's answers are kept only where the caller names a folder: the project's own are of live accounts alone. */
function record(
  asked: readonly Asked[],
  { apiBaseUrl }: TwilioAccount,
  folder: string | undefined,
  secrets: readonly string[],
): void {
  const source = apiBaseUrl === undefined ? 'live' : 'stand-in';
  const target = folder ?? (source === 'live' ? RECORDED : undefined);
  const recordings = asked.flatMap(
    ({ question, answer }) => createRecording(question, answer, Date.now(), source, secrets) ?? [],
  );
  if (target === undefined || recordings.length === 0) return;
  writeRecordings(target, recordings);
  print(`${recordings.length} answers are recorded: see docs/live.md.`);
}

function print(text: string): 0 {
  console.log(text);
  return 0;
}
