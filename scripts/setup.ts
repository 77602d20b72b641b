import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readApiBaseUrl } from '../src/config';
import { findProblems } from '../src/config/reader';
import { providers } from '../src/identity-providers/registry';
import { EnvFile } from './setup/env-file';
import { repeatEnv } from './setup/env-flag';
import { runCommand } from './run-command';
import { explain, Failure, PAGES } from './setup/failure';
import { readFlags, renderUsage, type Flags } from './setup/flags';
import { carryOut, makePlan, renderPlan, type Variables } from './setup/plan';
import { createPrompts } from './setup/prompts';
import { noQuestions, type Questions } from './setup/questions';
import { findSidProblem, shortenSid } from './setup/sids';
import { Twilio } from './setup/twilio';

/** `npm run setup [-- flags]`: see docs/setup.md. @returns the exit code */
async function setup(args: string[]): Promise<number> {
  const flags = readFlags(args, providers);
  if (flags.isHelp) {
    console.log(renderUsage(providers));
    return 0;
  }
  try {
    return await setUp(flags);
  } catch (error) {
    if (error instanceof Failure) error.message = repeatEnv(error.message, flags.envFile);
    throw error;
  }
}

async function setUp(flags: Flags): Promise<number> {
  const questions = await chooseQuestions(flags);
  const template = readFileSync(join(__dirname, '../.env.example'), 'utf8');
  const file = new EnvFile(flags.envFile, template);
  const values = await readValues(flags, file.variables, questions);
  const twilio = await connect(values);

  const plan = await makePlan({ flags, twilio, file, questions, providers, values });
  const lines = renderPlan(plan, file, flags.envFile);
  const notes = plan.notes.map((note) => `By hand: ${repeatEnv(note, flags.envFile)}`);
  if (lines.length === 0) {
    console.log(['Nothing to change.', ...notes].join('\n'));
    return 0;
  }
  console.log(['To do:', ...lines.map((line) => `  ${line}`)].join('\n'));
  if (flags.isDryRun) {
    console.log('Nothing was changed (--dry-run).');
    return 0;
  }
  if (!(await questions.confirm())) throw new Failure('Nothing was changed.');
  await carryOut(plan, file);
  console.log(['Done.', ...notes, repeatEnv('Next: npm run deploy', flags.envFile)].join('\n'));
  return 0;
}

async function chooseQuestions({ isYes, isDryRun }: Flags): Promise<Questions> {
  if (isYes || isDryRun) return noQuestions;
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new Failure(
      'There is no terminal to ask on. Pass --yes, or --dry-run. See npm run setup -- --help',
      2,
    );
  return createPrompts();
}

/** An empty variable of the file takes its value from the environment. */
async function readValues(flags: Flags, inFile: Variables, questions: Questions): Promise<Variables> {
  const values: Record<string, string> = {};
  for (const [name, value] of [...Object.entries(process.env), ...Object.entries(inFile)])
    if (value !== undefined && value.trim() !== '') values[name] = value.trim();
  if (flags.accountSid !== undefined) values['ACCOUNT_SID'] = flags.accountSid.trim();
  if (flags.service !== undefined) values['VERIFY_SERVICE_SID'] = flags.service.trim();
  values['ACCOUNT_SID'] ??= (await questions.readAccountSid()).trim();
  values['AUTH_TOKEN'] ??= (await questions.readAuthToken()).trim();
  return values;
}

/** The account is there, takes the credentials, and is not suspended. @throws Failure */
async function connect(values: Variables): Promise<Twilio> {
  const {
    ACCOUNT_SID: accountSid = '',
    AUTH_TOKEN: authToken = '',
    VERIFY_SERVICE_SID: service = '',
  } = values;
  const [problem] = [
    findSidProblem('ACCOUNT_SID', accountSid),
    service === '' ? undefined : findSidProblem('VERIFY_SERVICE_SID', service),
    ...findProblems(values, readApiBaseUrl).map((one) => `${one.field} ${one.problem}.`),
  ].filter((one) => one !== undefined);
  if (problem !== undefined) throw new Failure(problem);
  const twilio = new Twilio({ accountSid, authToken, apiBaseUrl: readApiBaseUrl(values, []) });
  const { status, type } = await explain('account', () => twilio.fetchAccount());
  if (status !== 'active')
    throw new Failure(`The Twilio account is ${status}. Open ${PAGES.account}: it says what is missing.`);
  const trial = type === 'Trial' ? ', on trial: it sends to numbers that you verified there alone' : '';
  console.log(`Twilio account ${shortenSid(accountSid)}: active${trial}.`);
  return twilio;
}

runCommand(setup);
