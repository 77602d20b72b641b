import type { Step } from '../../setup/plan';
import { Failure } from '../../setup/failure';
import type { ScopedStep, Trigger } from './tenant';
import { APIS_PAGE, type Grant } from './token';

/** With it the command finds out which generation of phone messages the tenant has. */
export const SETTINGS_SCOPE = 'read:tenant_settings';

const OF_PROVIDER: Record<Trigger, readonly string[]> = {
  'custom-phone-provider': ['read:phone_providers', 'create:phone_providers', 'update:phone_providers'],
  'send-phone-message': ['read:guardian_factors', 'update:guardian_factors'],
};

/** What a first and every later run needs. Each endpoint's page names its own: https://auth0.com/docs/api/management/v2 */
const listScopes = (trigger: Trigger): string[] => [
  SETTINGS_SCOPE,
  ...['read:actions', 'create:actions', 'update:actions'],
  ...OF_PROVIDER[trigger],
  ...['read:log_streams', 'create:log_streams', 'update:log_streams'],
];

/**
 * To look needs only the scopes that begin with `read:`; if one is missing, the others are named with it.
 * @throws Failure
 */
export function requireReading({ scopes }: Grant, trigger: Trigger): void {
  const missing = listScopes(trigger).filter((scope) => scopes?.has(scope) === false);
  if (missing.some((scope) => scope.startsWith('read:'))) throw createFailure(missing);
}

/** The same steps, of which the first refuses to begin if any of them has a scope that is missing. */
export const guardSteps = (steps: readonly ScopedStep[], { scopes }: Grant): Step[] =>
  steps.map(({ text, apply }) => ({
    text,
    apply: () => {
      const missing = steps.map(({ scope }) => scope).filter((scope) => scopes?.has(scope) === false);
      if (missing.length > 0) throw createFailure([...new Set(missing)]);
      return apply();
    },
  }));

export const createFailure = (missing: readonly string[]): Failure =>
  new Failure(
    `The application of AUTH0_CLIENT_ID lacks these scopes of the Management API: ${missing.join(', ')}. Add them at ${APIS_PAGE}. Nothing was changed.`,
  );
