import { combineReaders, readPrefixPolicy, readTwilioSettings, readVerificationLifetime } from '../config';
import { findProblems, type Environment, type Reader } from '../config/reader';
import { createFieldProblem, type Problem } from '../core/problem';
import type { Provider } from '../identity-providers/provider';

/**
 * Whether the bridge can be used: the Verify service, the settings that all providers share, and the whole set
 * of at least one provider. The sets of other providers may be missing.
 * @returns `not_configured` with the names of the variables, or undefined
 */
export function checkHealth(env: Environment, providers: readonly Provider[]): Problem | undefined {
  const shared = findProblems(
    env,
    combineReaders({
      twilio: readTwilioSettings,
      prefixes: readPrefixPolicy,
      lifetime: readVerificationLifetime,
    }),
  );
  const perProvider = providers.map((provider) => findProblems(env, readProviderSettings(provider)));
  const isOneComplete = perProvider.some((problems) => problems.length === 0);
  const errors = unique(isOneComplete ? shared : [...shared, ...perProvider.flat()]);
  return errors.length === 0 ? undefined : createFieldProblem('not_configured', errors);
}

/** All that a provider's routes read. */
export function readProviderSettings({ otpRoutes, eventRoute }: Provider): Reader<unknown> {
  const routes = eventRoute === undefined ? otpRoutes : [...otpRoutes, eventRoute];
  return (env, problems) => {
    const found = routes.flatMap(({ readSettings }) => findProblems(env, readSettings));
    problems.push(...unique(found));
  };
}

function unique<T extends { field: string; problem: string }>(problems: T[]): T[] {
  const byText = new Map(problems.map((one) => [`${one.field} ${one.problem}`, one]));
  return [...byText.values()];
}
