import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { parseEnv } from 'node:util';
import { findProblems, stripBearer } from '../src/config/reader';
import type { FieldProblem } from '../src/core/problem';
import { readSignInApp } from '../src/demo/settings';
import type { Provider } from '../src/identity-providers/provider';
import { providers } from '../src/identity-providers/registry';
import { listVariables } from '../src/status/configuration';
import { checkHealth } from '../src/status/health';
import { listAssets, listFiles } from './assets';
import { CREDENTIALS_FILE } from './connect/connector';
import { connectors } from './connect/registry';
import { findLookupProblem, listLookupNames } from './lookup-variables';

type Variables = Record<string, string>;

/** https://www.twilio.com/docs/serverless/functions-assets/functions/variables and error 82006 */
const MAX_VALUE_BYTES = 450;
const MAX_TOTAL_BYTES = 3 * 1024;
/** From here on a variable more may be the one that does not fit. */
const MANY_BYTES = 2.5 * 1024;

/** From here on a value of .env.sandbox can be a secret: no shorter one is taken for one. */
const SECRET_LENGTH = 16;

/** The variables of a .env file. Node 20 takes a comment for a variable where no line end follows it. */
export function parseVariables(text: string): Variables {
  return parseEnv(`${text}\n`) as Variables;
}

/** How twilio-run reads the same file when it uploads: its reader is a dotenv of 2018. */
const uploaded = createRequire(require.resolve('twilio-run'))('dotenv') as {
  parse: (text: string) => Variables;
};

/**
 * Variables that Node and twilio-run do not read alike, each as a sentence. twilio-run takes a comment behind a value
 * for a part of it, so that a secret would be deployed that nobody meant, and it passes over `export`.
 */
export function findAmbiguities(text: string): string[] {
  const [checked, deployed] = [parseVariables(text), uploaded.parse(text)];
  return Object.keys({ ...checked, ...deployed })
    .filter((name) => checked[name] !== deployed[name])
    .map((name) => `${name} can be read in two ways: write NAME=value and nothing else on its line.`);
}

/**
 * What keeps these variables from being deployed, each as a sentence that names the variable and never its value.
 * @param sandbox the variables of .env.sandbox: its secrets are public
 * @param hasOwnLogin whether the account's login comes from a flag, so that it need not be among the variables
 */
export function findEnvironmentProblems(env: Variables, sandbox: Variables, hasOwnLogin = false): string[] {
  const set = listSet(env);
  const credentials = connectors.flatMap((one) => one.credentials.map(({ name }) => name));
  const isSaidElsewhere = (field: string) =>
    field.endsWith('_BASE_URL') || (hasOwnLogin && ['ACCOUNT_SID', 'AUTH_TOKEN'].includes(field));
  const problems = findConfigurationProblems(env).filter(({ field }) => !isSaidElsewhere(field));
  const sentences = problems.map(({ field, problem }) => `${field} ${problem}.`);
  const published = new Set(
    Object.values(sandbox)
      .map(bare)
      .filter((value) => value.length >= SECRET_LENGTH),
  );
  sentences.push(...findSharedSecrets(set));
  if (`${env['ECHO_TOKEN'] ?? ''}${env['ECHO_UNTIL'] ?? ''}`.trim() !== '')
    sentences.push('ECHO_TOKEN and ECHO_UNTIL are set by npm run doctor -- --live alone: empty both.');
  for (const [name, value] of set) {
    const bytes = Buffer.byteLength(value);
    if (credentials.includes(name)) {
      sentences.push(
        `${name} manages your tenant, and no Function needs it: move it to ${CREDENTIALS_FILE}.`,
      );
    } else if (name.endsWith('_BASE_URL')) {
      sentences.push(`${name} is for the sandbox only.`);
    } else if (/^(OKTA_ORG|ZITADEL)_URL$/.test(name) && value.startsWith('http:')) {
      sentences.push(`${name} has an address of the sandbox: it must be https:// and a host name.`);
    } else if (listValues(value).some((one) => published.has(bare(one)))) {
      sentences.push(`${name} holds a value of .env.sandbox, which everybody can read.`);
    }
    if (bytes > MAX_VALUE_BYTES) {
      sentences.push(`${name} has ${bytes} bytes; Twilio takes ${MAX_VALUE_BYTES}.`);
    }
  }
  const total = countBytes(env);
  if (total > MAX_TOTAL_BYTES) {
    sentences.push(renderBytes(total));
  }
  return [...new Set(sentences)];
}

/** What may keep the next variable from being deployed, as a sentence. */
export function findEnvironmentWarning(env: Variables): string | undefined {
  const total = countBytes(env);
  return total > MANY_BYTES ? `${renderBytes(total)} Empty what is not needed.` : undefined;
}

/** The variables that are uploaded. */
const listSet = (env: Variables): [name: string, value: string][] =>
  Object.entries(env).filter(([, value]) => value.trim() !== '');

/** As Twilio counts them: error 82006. */
export const countBytes = (env: Variables): number =>
  Buffer.byteLength(JSON.stringify(Object.fromEntries(listSet(env))));

export const renderBytes = (total: number): string =>
  `All variables together have ${total} bytes; Twilio takes ${MAX_TOTAL_BYTES}.`;

/** The current value and the previous one. Supabase's secrets have a comma of their own. */
const listValues = (value: string): string[] => value.split(/,(?!whsec_)|\|/);

/** One of a variable's values, as the bridge compares it. */
const bare = (one: string): string => stripBearer(one.trim());

/** Each caller has a secret of its own, so that one that is lost opens one door. */
function findSharedSecrets(set: [name: string, value: string][]): string[] {
  const first = new Map<string, string>();
  const secrets = set.filter(([name]) => /_(PASSWORD|TOKEN|KEY|SECRET)$/.test(name));
  return secrets.flatMap(([name, value]) =>
    listValues(value).flatMap((one) => {
      const secret = bare(one);
      const other = first.get(secret);
      first.set(secret, name);
      return secret === '' || other === undefined || other === name
        ? []
        : [`${name} holds a value of ${other}.`];
    }),
  );
}

/** What /health would report, whatever else is set and malformed, and what is set only in part. */
function findConfigurationProblems(env: Variables): FieldProblem[] {
  const malformed = listVariables(env, providers).filter(({ state }) => state === 'malformed');
  return [
    ...(checkHealth(env, providers)?.errors ?? []),
    ...malformed.map(({ name, problem }) => ({ field: name, problem: problem ?? '' })),
    ...findProblems(env, readSignInApp),
    ...providers.flatMap((provider) => findPartialFeedbackProblems(env, provider)),
  ];
}

/**
 * The feedback of a provider is optional, but not a part of what it needs, such as a client id without its secret; and what
 * is set is well formed.
 */
function findPartialFeedbackProblems(env: Variables, provider: Provider): FieldProblem[] {
  const names = listLookupNames(provider);
  const problems = findProblems(env, provider.eventRoute?.readSettings ?? (() => undefined));
  const set = names.filter((name) => isSet(env, name));
  const malformed = set.flatMap((field) => {
    const problem = findLookupProblem(provider, field, env[field] ?? '');
    return problem === undefined ? [] : [{ field, problem }];
  });
  return set.length === 0 ? [] : [...problems.filter(({ field }) => names.includes(field)), ...malformed];
}

const isSet = (env: Variables, name: string): boolean => (env[name] ?? '').trim() !== '';

/**
 * How dist/ differs from src/, each as a sentence. twilio-run activates whatever is there, even nothing, and says that
 * all is well.
 * @param names the functions, as scripts/build.ts lists them
 */
export function findBuildProblems(root: string, names: string[]): string[] {
  const functions = names.map((name) => `${name.split(sep).join('/')}.js`);
  const built = listFiles(join(root, 'dist/functions'));
  const assets = listAssets(join(root, 'src/assets')).served;
  const builtAssets = listFiles(join(root, 'dist/assets'));
  return [
    ...(names.length === 0 ? ['There is no function in src/functions.'] : []),
    ...without(functions, built).map((file) => `dist/functions/${file} is missing.`),
    ...without(built, functions).map((file) => `dist/functions/${file} has no source in src/functions.`),
    ...without(assets, builtAssets).map((file) => `dist/assets/${file} is missing.`),
    ...without(builtAssets, assets).map((file) => `dist/assets/${file} has no source in src/assets.`),
  ];
}

function without(some: string[], others: string[]): string[] {
  return some.filter((one) => !others.includes(one));
}
