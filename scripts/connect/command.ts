import { repeatEnv } from '../setup/env-flag';
import { Failure } from '../setup/failure';
import { providers } from '../../src/identity-providers/registry';
import { findMissingLookups, renderMissingLookups } from '../lookup-variables';
import type { Step, Variables } from '../setup/plan';
import type { Connection, Connector, Part } from './connector';
import { completeCredentials, readVariables, type Ask } from './credentials';
import { checkEndpoints } from './endpoints';
import { readFlags, renderUsage, withFiles, type Flags } from './flags';

/** What a person is asked; undefined where there is no terminal. */
export interface Questions {
  ask: Ask;
  /**
   * Whether the plan, which is on the screen, is carried out.
   * @param isAnswered whether Enter alone is a yes: not where something is taken away
   */
  confirm(isAnswered: boolean): Promise<boolean>;
}

/** A step, and the part of the tenant that it is about. */
type Planned = Step & { part: string };

/** `npm run connect:<provider>`: see docs/connect.md. @returns the exit code. @throws Failure */
export async function connect(
  connector: Connector,
  args: string[],
  createQuestions: () => Promise<Questions | undefined>,
): Promise<number> {
  const flags = readFlags(args, connector);
  if (flags === undefined) {
    console.log(renderUsage(connector));
    return 0;
  }
  try {
    return await connectTo(connector, flags, createQuestions);
  } catch (error) {
    if (error instanceof Failure) error.message = repeatEnv(error.message, flags.envFile);
    throw error;
  }
}

async function connectTo(
  connector: Connector,
  flags: Flags,
  createQuestions: () => Promise<Questions | undefined>,
): Promise<number> {
  const questions = flags.isYes ? undefined : await createQuestions();
  if (questions === undefined && !flags.isYes && !flags.isDryRun)
    throw new Failure(`There is no terminal to ask on. Pass --yes, or --dry-run.`, 2);
  const read = readVariables(flags.envFile, flags.credentialsFile, connector);
  const values = await completeCredentials(read, connector, flags, questions?.ask);
  // What is removed may outlive its deployment.
  if (!flags.isRemoval) await checkEndpoints(flags.bridge, connector.listEndpoints(values));
  const connection = await connector.open(values, flags.bridge);
  console.log(connection.description);

  const steps = await plan(connection, flags);
  if (steps.length === 0) {
    console.log(flags.isRemoval ? 'Nothing to remove.' : 'Nothing to change.');
    return 0;
  }
  console.log(['To do:', ...renderSteps(steps)].join('\n'));
  if (flags.isDryRun) {
    console.log('Nothing was changed (--dry-run).');
    return 0;
  }
  if (questions !== undefined && !(await questions.confirm(!flags.isRemoval && !flags.isReplacing)))
    throw new Failure('Nothing was changed.');
  for (const step of steps) await apply(step);
  const next = flags.isRemoval
    ? []
    : [`Next: ${withFiles(`npm run doctor -- ${flags.bridge.origin}`, flags)}`];
  console.log(['Done.', ...listNotes(connector, values, flags), ...next].join('\n'));
  return 0;
}

/** What no API of the provider's can set up. */
function listNotes({ name }: Connector, values: Variables, { envFile, isRemoval }: Flags): string[] {
  const provider = providers.find(({ profile }) => profile.name === name);
  const missing = provider === undefined || isRemoval ? [] : findMissingLookups(provider, values);
  return provider === undefined || missing.length === 0
    ? []
    : [`By hand: ${renderMissingLookups(provider, missing, envFile)}`];
}

async function plan(connection: Connection, { isRemoval, isReplacing }: Flags): Promise<Planned[]> {
  if (isRemoval) return (await connection.planRemoval()).map((step) => ({ ...step, part: 'remove' }));
  const parts = await connection.inspect();
  const isForeign = ({ conflict }: Part) => conflict !== undefined && !isReplacing;
  // What does its work is no reason to keep the rest from being made.
  const kept = parts.filter((part) => isForeign(part) && part.works === true);
  const conflicts = parts.filter((part) => isForeign(part) && part.works !== true);
  if (conflicts.length > 0)
    throw new Failure(
      [
        'What is in the way was not made by this command. Nothing was changed:',
        ...conflicts.map(({ name, conflict = '' }) => `  ${name}: ${conflict}`),
        'To change it nevertheless, pass --replace. With --dry-run --replace you see the plan first.',
      ].join('\n'),
    );
  for (const { name, found } of kept) console.log(`Left as it is: ${name}: ${found}`);
  return parts
    .filter((part) => !kept.includes(part))
    .flatMap(({ name, steps }) => steps.map((step) => ({ ...step, part: name })));
}

function renderSteps(steps: Planned[]): string[] {
  const width = Math.max(...steps.map(({ part }) => part.length)) + 2;
  return steps.map(({ part, text }) => `  ${part.padEnd(width)}${text}`);
}

/** @throws Failure that names the step */
async function apply({ text, apply: run }: Planned): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (error instanceof Failure) error.message = `Could not ${text}.\n${error.message}`;
    throw error;
  }
}
