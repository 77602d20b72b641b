import { createFieldProblem, type FieldProblem } from '../core/problem';
import { ok, refuse, type Result } from '../core/result';

/** Twilio hands a Function its environment variables as properties of the context, among other things. */
export type Environment = Readonly<Record<string, unknown>>;

/** Reads some variables, and adds their problems, by name and never by value. */
export type Reader<T> = (env: Environment, problems: FieldProblem[]) => T;

/** The current value of a secret and, during a rotation, the previous one. */
export type Secret = readonly string[];

/** @returns the settings, or `not_configured` with every variable that is missing or malformed */
export function readConfiguration<T>(env: Environment, read: Reader<T>): Result<T> {
  const problems: FieldProblem[] = [];
  const settings = read(env, problems);
  return problems.length === 0 ? ok(settings) : refuse(createFieldProblem('not_configured', problems));
}

/** Combines several readers into one. */
export function combineReaders<T extends Record<string, unknown>>(readers: {
  [K in keyof T]: Reader<T[K]>;
}): Reader<T> {
  return (env, problems) => {
    const entries = Object.entries(readers).map(([name, read]) => [
      name,
      (read as Reader<unknown>)(env, problems),
    ]);
    return Object.fromEntries(entries) as T;
  };
}

/** The problems of the variables that a reader reads. */
export function findProblems(env: Environment, read: Reader<unknown>): FieldProblem[] {
  const problems: FieldProblem[] = [];
  read(env, problems);
  return problems;
}

/**
 * At most two values, separated by a comma, of 16 characters or more each: the current one and the previous one.
 * @param use `bearer` if it can only come as a Bearer token, and so must be ASCII without blanks; `verbatim` if `Bearer `
 * before it does not belong to it
 */
export function readSecret(name: string, use?: 'bearer' | 'verbatim'): Reader<Secret> {
  return (env, problems) => {
    const given = splitList(readVariable(env, name));
    const values = use === 'verbatim' ? given.map(stripBearer) : given;
    if (values.length === 0) problems.push({ field: name, problem: 'is not set' });
    else if (values.length > 2) problems.push({ field: name, problem: 'holds more than two values' });
    else if (values.some((one) => one.length < 16)) {
      problems.push({ field: name, problem: 'is shorter than 16 characters' });
    } else if (use === 'bearer' && !values.every((one) => /^[!-~]+$/.test(one))) {
      problems.push({ field: name, problem: 'must be ASCII characters without blanks' });
    }
    return values;
  };
}

export function stripBearer(secret: string): string {
  return secret.replace(/^bearer +/i, '');
}

export function readRequired(name: string, pattern: RegExp, otherwise: string): Reader<string> {
  return (env, problems) => {
    const text = readVariable(env, name);
    if (text === '') problems.push({ field: name, problem: 'is not set' });
    else if (!pattern.test(text)) problems.push({ field: name, problem: otherwise });
    return text;
  };
}

/**
 * A host of the owner's choice, for `readRequired`. `http` on the loopback interface alone, for a stand-in: a token goes to
 * this address.
 */
export const HTTPS_ORIGIN: readonly [RegExp, string] = [
  /^(https:\/\/([a-z0-9-]+\.)+[a-z]{2,}|http:\/\/(localhost|127\.0\.0\.1):\d{1,5})\/?$/i,
  'must be https:// and a host name, without a path',
];

export function readPrefixes(name: string): Reader<string[]> {
  return (env, problems) => {
    const prefixes = splitList(readVariable(env, name));
    if (!prefixes.every((prefix) => /^\+[1-9][0-9]{0,14}$/.test(prefix))) {
      problems.push({ field: name, problem: 'must be E.164 prefixes such as +1,+44' });
    }
    return prefixes;
  };
}

/** Loopback only: a mistake in this variable must not send passcodes and the Auth Token to another host. */
export function readLoopbackUrl(name: string): Reader<string | undefined> {
  return (env, problems) => {
    const text = readVariable(env, name);
    if (text === '') return undefined;
    const url = URL.canParse(text) && !/[\\@]/.test(text) ? new URL(text) : undefined;
    const isLoopback = url !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
    if (!isLoopback || !/^https?:$/.test(url.protocol)) {
      problems.push({ field: name, problem: 'must be an http address on the loopback interface' });
      return undefined;
    }
    return url.origin;
  };
}

export function readVariable(env: Environment, name: string): string {
  const raw = env[name];
  return typeof raw === 'string' ? raw.trim() : '';
}

function splitList(text: string): string[] {
  return text === '' ? [] : text.split(',').map((item) => item.trim());
}
