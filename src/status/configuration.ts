import {
  combineReaders,
  readApiBaseUrl,
  readConsolePassword,
  readFallbackSenders,
  readFeedbackSettings,
  readPolicy,
  readSendSettings,
  readTwilioSettings,
  readVerificationLifetime,
} from '../config';
import { findProblems, type Environment, type Reader } from '../config/reader';
import { readVerifyApiToken } from '../config/verify-api';
import { readSignInApp } from '../demo/settings';
import type { Provider } from '../identity-providers/provider';
import { findNames } from './variables';

type Purpose = readonly [purpose: string, read: Reader<unknown>];

/**
 * What each reader's variables are for. A variable that several readers read is listed with the first of them, unless
 * only a later one finds something wrong with it.
 */
const listPurposes = (providers: readonly Provider[]): readonly Purpose[] => [
  ['every send', readTwilioSettings],
  ...providers.flatMap(({ profile: { title }, otpRoutes }) =>
    otpRoutes.map(({ readSettings }): Purpose => [`calls from ${title}`, readSettings]),
  ),
  ...providers.flatMap(({ profile: { title }, eventRoute }): Purpose[] =>
    eventRoute === undefined ? [] : [[`feedback from ${title}`, eventRoute.readSettings]],
  ),
  ['the sign-in demo', readSignInApp],
  ['feedback', readVerificationLifetime],
  ['every send', readPolicy],
  ['the fallback outside Verify', readFallbackSenders],
  ['the test page', readConsolePassword],
  ["Verify's own codes", readVerifyApiToken],
  ['the sandbox', readApiBaseUrl],
];

export interface Variable {
  name: string;
  /** A variable that need not be set is `ok` without a value. */
  state: 'ok' | 'missing' | 'malformed';
  problem: string | null;
  /** What it is for. */
  for: string;
  /** Whether it is set. */
  set: boolean;
}

/** The state of every variable that the bridge reads, never its value. Those of the sandbox come last. */
export function listVariables(env: Environment, providers: readonly Provider[]): Variable[] {
  const found = new Map<string, Variable>();
  for (const [purpose, read] of listPurposes(providers)) {
    const problems = findProblems(env, read);
    for (const name of [...findNames(read)].sort()) {
      const problem = problems.find(({ field }) => field === name)?.problem ?? null;
      const known = found.get(name);
      if (known !== undefined && (problem === null || known.problem !== null)) continue;
      const value = env[name];
      const set = typeof value === 'string' && value.trim() !== '';
      const state = problem === null ? 'ok' : set ? 'malformed' : 'missing';
      found.set(name, { name, state, problem, for: isForSandbox(name) ? 'the sandbox' : purpose, set });
    }
  }
  return [...found.values()].sort((a, b) => Number(isForSandbox(a.name)) - Number(isForSandbox(b.name)));
}

export interface EndpointState {
  path: string;
  idp: string;
  title: string;
  open: boolean;
}

/** The endpoints of no provider. */
const VERIFY_API = [
  ...['verify/start', 'verify/check'],
  ...['totp/factors', 'totp/verify', 'totp/check', 'totp/remove'],
];

/** Which endpoints take calls, and which are closed because something that they read is missing or malformed. */
export function listEndpoints(env: Environment, providers: readonly Provider[]): EndpointState[] {
  const isOpen = (read: Reader<unknown>) => findProblems(env, read).length === 0;
  const readVerifyApi = combineReaders({ readVerifyApiToken, readTwilioSettings });
  const ofVerifyApi = VERIFY_API.map((path) => {
    const read =
      path === 'verify/start' ? combineReaders({ readVerifyApi, readSendSettings }) : readVerifyApi;
    return { path: `/${path}`, idp: 'verify', title: "Verify's own codes", open: isOpen(read) };
  });
  const ofProviders = providers.flatMap(({ profile: { name: idp, title }, otpRoutes, eventRoute }) => {
    const open = otpRoutes.map(({ path, readSettings }) => {
      const read = combineReaders({ readSettings, readSendSettings });
      return { path: `/${path}`, idp, title, open: isOpen(read) };
    });
    if (eventRoute === undefined) return open;
    const { path, readSettings } = eventRoute;
    const read = combineReaders({ readSettings, readFeedbackSettings });
    return [...open, { path: `/${path}`, idp, title, open: isOpen(read) }];
  });
  return [...ofProviders, ...ofVerifyApi];
}

function isForSandbox(name: string): boolean {
  return name.endsWith('_BASE_URL');
}
