import { existsSync, readFileSync } from 'node:fs';
import { providers } from '../../src/identity-providers/registry';
import { listVariables } from '../../src/status/configuration';
import {
  countBytes,
  findAmbiguities,
  findEnvironmentProblems,
  findEnvironmentWarning,
  parseVariables,
  renderBytes,
} from '../preflight';
import { fail, ok, warn, type Check } from './check';
import { isOpenToOthers } from '../setup/env-file';
import { checkSecrets } from './secrets';

type Variables = Record<string, string>;

/** Which check a sentence of preflight.ts belongs to. The last one takes all that is left. */
const SUBJECTS: readonly (readonly [name: string, pattern: RegExp])[] = [
  ['sizes', /\d bytes; Twilio takes/],
  ['secrets', / holds a value of | is shorter than | holds more than two values/],
  ['variables', /./],
];

/** What there is of the file, and its variables; none if it is not there. */
export function readFile(path: string): { checks: Check[]; variables: Variables } {
  if (!existsSync(path))
    return { checks: [fail('file', `There is no ${path}.`, 'npm run setup')], variables: {} };
  const text = readFileSync(path, 'utf8');
  const ambiguities = findAmbiguities(text).map((sentence) => fail('file', sentence, `correct ${path}`));
  const checks =
    isOpenToOthers(path) && !path.endsWith('.sandbox')
      ? [warn('file', `Others on this machine may read ${path}.`, `chmod 600 ${path}, or npm run setup`)]
      : [ok('file', `${path}, which you alone can read.`)];
  return { checks: ambiguities.length > 0 ? ambiguities : checks, variables: parseVariables(text) };
}

/** @param sandbox the variables of .env.sandbox, whose secrets are public */
export function checkVariables(variables: Variables, sandbox: Variables): Check[] {
  const sentences = findEnvironmentProblems(variables, sandbox);
  const known = listVariables(variables, providers);
  const size = renderBytes(countBytes(variables));
  return SUBJECTS.flatMap(([name]) => {
    const found = sentences.filter((sentence) => findSubject(sentence) === name);
    if (found.length > 0)
      return name === 'secrets'
        ? checkSecrets(found)
        : found.map((sentence) => fail(name, sentence, advise(name, sentence)));
    if (name === 'variables')
      return [ok(name, `${known.filter((one) => one.set).length} are set, and well formed.`)];
    if (name === 'secrets')
      return [ok(name, 'Each has 16 characters or more, its own value, and none is public.')];
    return [
      findEnvironmentWarning(variables) === undefined
        ? ok(name, size)
        : warn(name, size, 'empty what is not needed'),
    ];
  });
}

function advise(name: string, sentence: string): string {
  if (name === 'sizes') return 'shorten or empty variables: docs/operations.md#limits';
  return sentence.endsWith(' is for the sandbox only.') ? 'empty it' : 'docs/configuration.md';
}

const findSubject = (sentence: string): string =>
  SUBJECTS.find(([, pattern]) => pattern.test(sentence))?.[0] ?? '';
