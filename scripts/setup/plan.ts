import type { Provider } from '../../src/identity-providers/provider';
import type { EnvFile } from './env-file';
import { toFailure, type Asked } from './failure';
import type { Flags } from './flags';
import { planLookups } from './lookups';
import type { Questions } from './questions';
import { chooseRateLimits, planLimits } from './rate-limits';
import { chooseProviders, planSecrets } from './secrets';
import { planService } from './service';
import type { Twilio } from './twilio';

export type Variables = Readonly<Record<string, string>>;

/** One thing that changes. */
export interface Step {
  text: string;
  apply: () => unknown;
}

/** What is known before anything is changed. */
export interface Situation {
  flags: Flags;
  twilio: Twilio;
  file: EnvFile;
  questions: Questions;
  providers: readonly Provider[];
  /** What counts now: flags before the file before the environment. */
  values: Variables;
}

export interface Plan {
  service: Step[];
  /** All variables but the last one. */
  file: Step[];
  limits: Step[];
  /** RATE_LIMITS, once the limits are there: Verify may refuse every send with one that is not. */
  limitNames: Step[];
  /** What setup cannot do, each as a sentence. */
  notes: string[];
}

/** @throws Failure */
export async function makePlan(situation: Situation): Promise<Plan> {
  const { file, values, flags, twilio } = situation;
  const account = ['ACCOUNT_SID', 'AUTH_TOKEN'].flatMap((name) =>
    planVariable(file, name, values[name] ?? '', `set ${name}, as given`),
  );
  const service = await planService(situation);
  const chosen = await chooseProviders(situation);
  const secrets = planSecrets(chosen, situation);
  const lookups = await planLookups(chosen, situation);
  const names = await chooseRateLimits(situation);
  const limits = await planLimits(twilio, service, names, flags.buckets);
  const text = names.length === 0 ? 'empty RATE_LIMITS' : `set RATE_LIMITS to ${names.join(', ')}`;
  return {
    service: service.steps,
    file: [...account, ...service.variables, ...secrets.variables, ...lookups.variables],
    limits,
    limitNames: planVariable(file, 'RATE_LIMITS', names.join(','), text),
    notes: [...secrets.notes, ...lookups.notes],
  };
}

/** No step if the file has this value. */
export function planVariable(file: EnvFile, name: string, value: string, text: string): Step[] {
  return (file.variables[name] ?? '').trim() === value ? [] : [{ text, apply: () => file.set(name, value) }];
}

/** What is shown. @param name of the file, as its owner wrote it */
export function renderPlan(
  { service, file: variables, limits, limitNames }: Plan,
  file: EnvFile,
  name: string,
): string[] {
  const ofFile = [
    ...(file.isNew ? ['create it from .env.example, readable by you alone (mode 600)'] : []),
    ...(file.isOpen ? ['close it to others on this machine (mode 600)'] : []),
    ...[...variables, ...limitNames].map(({ text }) => text),
  ];
  const width = Math.max(name.length, 'Verify'.length) + 2;
  return [
    ...[...service, ...limits].map(({ text }) => `${'Verify'.padEnd(width)}${text}`),
    ...ofFile.map((text) => `${name.padEnd(width)}${text}`),
  ];
}

/**
 * In an order in which nothing is lost if it ends early: the file has a new service, and the secrets, before the limits
 * are made.
 * @throws Failure that names the step
 */
export async function carryOut(
  { service, file: variables, limits, limitNames }: Plan,
  file: EnvFile,
): Promise<void> {
  await applyAll(service, 'service');
  await applyAll(variables, 'service');
  file.write();
  await applyAll(limits, 'limits');
  await applyAll(limitNames, 'limits');
  file.write();
}

async function applyAll(steps: Step[], asked: Asked): Promise<void> {
  for (const { text, apply } of steps) {
    try {
      await apply();
    } catch (error) {
      const failure = toFailure(error, asked);
      failure.message = `Could not ${text}.\n${failure.message}`;
      throw failure;
    }
  }
}
