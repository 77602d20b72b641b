import {
  all,
  apiBaseUrl,
  auth0Action,
  auth0LogStream,
  consolePassword,
  demo,
  lifetime,
  pingone,
  pingoneWorker,
  prefixes,
  twilio,
  type Environment,
  type Reader,
} from '../config';
import { problemsOf } from './reader';

/**
 * What each reader's variables are for. A variable that several read is listed with the first of them, unless only a
 * later one finds something wrong with it.
 */
const PURPOSES: readonly (readonly [purpose: string, read: Reader<unknown>])[] = [
  ['every send', twilio],
  ['calls from PingOne', pingone],
  ['calls from our Auth0 Actions', auth0Action],
  ['feedback from Auth0', auth0LogStream],
  ['feedback from PingOne', pingoneWorker],
  ['the sign-in demo', demo],
  ['feedback', lifetime],
  ['every send', prefixes],
  ['the test page', consolePassword],
  ['the sandbox', apiBaseUrl],
];

/** The endpoints that providers call, and all that each of them reads. */
const ENDPOINTS: readonly { path: string; idp: 'pingone' | 'auth0'; read: Reader<unknown> }[] = [
  { path: '/pingone/sms', idp: 'pingone', read: all({ pingone, prefixes, twilio }) },
  { path: '/pingone/voice', idp: 'pingone', read: all({ pingone, prefixes, twilio }) },
  { path: '/pingone/events', idp: 'pingone', read: all({ lifetime, pingone, pingoneWorker, twilio }) },
  { path: '/auth0/send', idp: 'auth0', read: all({ auth0Action, prefixes, twilio }) },
  { path: '/auth0/log-stream', idp: 'auth0', read: all({ auth0LogStream, lifetime, twilio }) },
];

export interface Variable {
  name: string;
  /** A variable that need not be set is `ok` without a value. */
  state: 'ok' | 'missing' | 'malformed';
  problem: string | null;
  /** What it is for. */
  for: string;
  /** Whether it has a value, of whatever kind. */
  set: boolean;
}

/** Every variable that the bridge reads, with what is right or wrong with it and never its value; the sandbox's last. */
export function variables(env: Environment): Variable[] {
  const found = new Map<string, Variable>();
  for (const [purpose, read] of PURPOSES) {
    const problems = problemsOf(env, read);
    for (const name of [...namesReadBy(read)].sort()) {
      const problem = problems.find(({ field }) => field === name)?.problem ?? null;
      const known = found.get(name);
      if (known !== undefined && (problem === null || known.problem !== null)) continue;
      const value = env[name];
      const set = typeof value === 'string' && value.trim() !== '';
      const state = problem === null ? 'ok' : set ? 'malformed' : 'missing';
      found.set(name, { name, state, problem, for: isStandIn(name) ? 'the sandbox' : purpose, set });
    }
  }
  return [...found.values()].sort((a, b) => Number(isStandIn(a.name)) - Number(isStandIn(b.name)));
}

/** Which endpoints take calls, and which are closed because something that they read is missing or malformed. */
export function endpoints(env: Environment): { path: string; idp: string; open: boolean }[] {
  return ENDPOINTS.map(({ path, idp, read }) => ({ path, idp, open: problemsOf(env, read).length === 0 }));
}

/** Asks the reader itself, with an environment in which everything is set, so that it passes over nothing. */
function namesReadBy(read: Reader<unknown>): Set<string> {
  const names = new Set<string>();
  const env = new Proxy<Record<string, string>>({}, { get: (_, name: string) => (names.add(name), 'x') });
  read(env, []);
  return names;
}

function isStandIn(name: string): boolean {
  return name.endsWith('_BASE_URL');
}
