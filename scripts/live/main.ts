import { join } from 'node:path';
import { NoResponse } from '../../src/apis/http';
import { TwilioRefusal, type TwilioAccount } from '../../src/apis/twilio/client';
import { systemClock } from '../../src/core/deadline';
import { Failure, toFailure } from '../setup/failure';
import { readAccount } from './account';
import { createAnswers, createTerminal, type Asking } from './asking';
import { EchoRoute } from './echo-route';
import { LIVE_USAGE, readLiveFlags, readOwnNumber, type LiveFlags } from './flags';
import { renderPlan } from './plan';
import type { Answer, Live, Question } from './question';
import { letters, secondCode } from './questions/codes';
import { runtime } from './questions/runtime';
import { auth0Action, pingoneSms } from './questions/senders';
import { auth0Stream, pingoneWebhook } from './questions/streams';
import { createRecording, writeRecordings } from './recording';
import { hideSecrets, renderReport, type Asked } from './report';
import { ServerlessEnvironment } from './serverless';
import { writeTokenFile } from './token-file';
import { Verifications } from './verifications';
import { readVersions } from './versions';

export const questions: readonly Question[] = [
  ...[secondCode, letters, runtime],
  ...[pingoneSms, auth0Action, auth0Stream, pingoneWebhook],
];

/** Where a person is asked, if anybody is there. */
export interface Terminal {
  isThere(): boolean;
  open(): Promise<Asking>;
}

const SYSTEM_TERMINAL: Terminal = {
  isThere: () => process.stdin.isTTY && process.stdout.isTTY,
  open: createTerminal,
};

const RECORDED = join(__dirname, '../../tests/fixtures/recorded');

/** `npm run doctor -- --live [URL]`: see docs/live.md. @returns the exit code; @throws Failure */
export async function runLive(args: string[], terminal: Terminal = SYSTEM_TERMINAL): Promise<number> {
  const flags = readLiveFlags(args, terminal.isThere());
  if (flags === undefined) return print(LIVE_USAGE);
  const account = readAccount(flags.envFile);
  const { answers } = flags;
  const asking = answers === undefined ? await terminal.open() : createAnswers(answers.file, answers.number);
  print(renderPlan(questions, flags.origin !== undefined));
  if (!(await asking.confirm())) return print('Nothing was done.');
  const typed = await asking.readNumber();
  const number = typed.trim() === '' ? undefined : readOwnNumber(typed);
  const verifications =
    number === undefined ? undefined : new Verifications(account, account.serviceSid, number);
  const secrets = [number ?? '', number?.slice(1) ?? '', account.accountSid, account.authToken];
  secrets.push(account.serviceSid, flags.origin?.host ?? '');
  const say = (text: string) => void print(hideSecrets(text, secrets));
  const asked: Asked[] = [];
  await withEcho(flags, account, say, async (echo) => {
    if (echo instanceof EchoRoute) secrets.push(echo.token);
    const route = echo instanceof EchoRoute ? echo : undefined;
    const live: Live = { asking, clock: systemClock, say, verifications, echo: route };
    for (const question of questions) {
      say(`\n${question.title}`);
      const isClosed = question.needs !== 'number' && echo instanceof Failure;
      const answer = isClosed ? createFailed(echo) : await ask(question, live);
      say(`  ${answer.verdict}`);
      asked.push({ question, answer });
    }
  });
  say(`\n${renderReport(asked, Date.now(), readVersions())}`);
  record(asked, account, flags.fixtures, secrets);
  return asked.some(({ answer }) => answer.verdict === 'failed') ? 1 : 0;
}

/** A question that fails does not keep the others from being asked. */
async function ask(question: Question, live: Live): Promise<Answer> {
  try {
    return await question.ask(live);
  } catch (error) {
    if (error instanceof Failure && error.message === 'Stopped.') throw error;
    return createFailed(error);
  }
}

const createFailed = (error: unknown): Answer => ({
  verdict: 'failed',
  found: [toFailure(error, 'account').message],
});

/**
 * Runs with the echo route open, or with the reason why it is not, and closes it whatever happens: an error, Ctrl-C, or the
 * end of the terminal.
 */
async function withEcho(
  { origin, patienceMs }: LiveFlags,
  account: TwilioAccount,
  say: (text: string) => void,
  run: (echo: EchoRoute | Failure | undefined) => Promise<void>,
): Promise<void> {
  if (origin === undefined) return run(undefined);
  let close = () => Promise.resolve();
  const stop = () => void close().finally(() => process.exit(130));
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.once(signal, stop);
  try {
    let echo: EchoRoute | Failure;
    try {
      const environment = await ServerlessEnvironment.find(account, origin.host);
      const route = new EchoRoute(origin, environment, systemClock, patienceMs);
      const file = writeTokenFile(route.token);
      close = async () => {
        file.remove();
        await route.close();
      };
      await route.open();
      say(`The echo route is open. Its token is in ${file.path}, which you alone can read.`);
      echo = route;
    } catch (error) {
      echo = toFailure(error, 'account');
    }
    await run(echo);
  } finally {
    await close().catch((error: unknown) => {
      if (!(error instanceof TwilioRefusal || error instanceof NoResponse || error instanceof Failure))
        throw error;
      say(
        'ECHO_TOKEN and ECHO_UNTIL could not be removed. Remove them in the Twilio Console: until then /live/echo is open, for an hour at most.',
      );
    });
    for (const signal of signals) process.off(signal, stop);
  }
}

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
