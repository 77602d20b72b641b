import { readSendSettings } from '../config';
import { readVerifyApiToken } from '../config/verify-api';
import { findProblems, readVariable, type Environment, type Reader } from '../config/reader';
import { createFieldProblem, type Problem } from '../core/problem';
import type { Provider } from '../identity-providers/provider';
import { findNames } from './variables';

/**
 * Whether the bridge can be used: the Verify service, the settings that all providers share, and the whole set
 * of at least one provider; where nothing of any provider is set, the token for Verify's own codes will do. The sets of other providers may be missing.
 * @returns `not_configured` with the names of the variables of the providers of which some are set, or of all providers
 * if none is; or undefined
 */
export function checkHealth(env: Environment, providers: readonly Provider[]): Problem | undefined {
  const shared = findProblems(env, readSendSettings);
  const all = providers.map((provider) => {
    const read = readProviderSettings(provider);
    const isBegun = [...findNames(read)].some((name) => readVariable(env, name) !== '');
    return { problems: findProblems(env, read), isBegun };
  });
  const isAnyBegun = all.some(({ isBegun }) => isBegun);
  // An application may do without a provider, and have Verify make its codes.
  const hasOwnCodes = !isAnyBegun && findProblems(env, readVerifyApiToken).length === 0;
  const isOneComplete = hasOwnCodes || all.some(({ problems }) => problems.length === 0);
  // Nobody has all providers: those of which something is set are meant.
  const meant = isAnyBegun ? all.filter(({ isBegun }) => isBegun) : all;
  const missing = isOneComplete ? [] : meant.flatMap(({ problems }) => problems);
  const errors = unique([...shared, ...missing]);
  return errors.length === 0 ? undefined : createFieldProblem('not_configured', errors);
}

/** All that a provider's routes read, but for the optional ones. */
export function readProviderSettings({ otpRoutes, eventRoute }: Provider): Reader<unknown> {
  const all = eventRoute === undefined ? otpRoutes : [...otpRoutes, eventRoute];
  const routes = all.filter(({ isOptional }) => isOptional !== true);
  return (env, problems) => {
    const found = routes.flatMap(({ readSettings }) => findProblems(env, readSettings));
    problems.push(...unique(found));
  };
}

function unique<T extends { field: string; problem: string }>(problems: T[]): T[] {
  const byText = new Map(problems.map((one) => [`${one.field} ${one.problem}`, one]));
  return [...byText.values()];
}
