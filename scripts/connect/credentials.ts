import { existsSync, readFileSync } from 'node:fs';
import { findProblems } from '../../src/config/reader';
import type { FieldProblem } from '../../src/core/problem';
import { providers } from '../../src/identity-providers/registry';
import { readProviderSettings } from '../../src/status/health';
import { parseVariables } from '../preflight';
import { ENV_FILE } from '../setup/env-flag';
import { Failure } from '../setup/failure';
import type { Variables } from '../setup/plan';
import { CREDENTIALS_FILE, type Connector, type Credential } from './connector';
import type { Flags } from './flags';

/**
 * What a terminal is asked for.
 * @param findProblem what is wrong with an answer
 */
export type Ask = (
  credential: Credential,
  findProblem: (text: string) => string | undefined,
) => Promise<string>;

/** The variables of the deployment and those that manage the tenant, as far as they are set. */
export function readVariables(envFile: string, credentialsFile: string, connector: Connector): Variables {
  const names = connector.credentials.map(({ name }) => name);
  const ofEnv = readFile(envFile);
  const misplaced = names.find((name) => isSet(ofEnv, name));
  if (misplaced !== undefined)
    throw new Failure(
      `${misplaced} is in ${envFile}, which is deployed. Move it to ${CREDENTIALS_FILE}: no Function needs it.`,
    );
  const all: Record<string, string> = {};
  for (const variables of [process.env, ofEnv, readFile(credentialsFile)])
    for (const [name, value = ''] of Object.entries(variables))
      if (value.trim() !== '') all[name] = value.trim();
  return all;
}

/**
 * The missing credentials, from a terminal. To remove what was made takes no secret of the deployment, which may be gone.
 * @param ask undefined if there is none to ask
 * @throws Failure that names each variable that is missing or malformed
 */
export async function completeCredentials(
  values: Variables,
  { credentials, readSettings, name }: Connector,
  { envFile, isRemoval }: Flags,
  ask: Ask | undefined,
): Promise<Variables> {
  const all: Record<string, string> = { ...values };
  const unused = isRemoval ? listSecrets(name) : [];
  const isCredential = (field: string) => credentials.some((one) => one.name === field);
  const find = (variables: Variables) =>
    findProblems(variables, readSettings).filter(({ field }) => !unused.includes(field));
  // Nobody types in a secret for nothing.
  refuse(find(all).filter(({ field }) => ask === undefined || !isCredential(field)));
  for (const credential of credentials) {
    if (ask === undefined || isSet(all, credential.name)) continue;
    const answer = await ask(
      credential,
      (text) =>
        find({ ...all, [credential.name]: text }).find(({ field }) => field === credential.name)?.problem,
    );
    all[credential.name] = answer.trim();
  }
  refuse(find(all));
  return all;

  function refuse(problems: FieldProblem[]): void {
    if (problems.length === 0) return;
    const lines = problems.map(({ field, problem }) => {
      const place = isCredential(field)
        ? `docs/${name}.md says where it comes from`
        : `set it in ${envFile}, by hand or with npm run setup`;
      return `  ${field} ${problem}: ${place}.`;
    });
    throw new Failure(['Not everything is there:', ...lines].join('\n'));
  }
}

/** With what the provider calls the deployment. */
function listSecrets(name: string): string[] {
  const provider = providers.find(({ profile }) => profile.name === name);
  return provider === undefined
    ? []
    : findProblems({}, readProviderSettings(provider)).map(({ field }) => field);
}

const isSet = (values: Variables, name: string): boolean => (values[name] ?? '').trim() !== '';

/** One that was named, and is not there, is a mistake; those without a flag need not be there. */
function readFile(path: string): Record<string, string> {
  if (existsSync(path)) return parseVariables(readFileSync(path, 'utf8'));
  if (path === ENV_FILE || path === CREDENTIALS_FILE) return {};
  throw new Failure(`There is no ${path}.`);
}
