import { findProblems } from '../../src/config/reader';
import { providers } from '../../src/identity-providers/registry';
import { readProviderSettings } from '../../src/status/health';
import { findMissingLookups, renderMissingLookups } from '../lookup-variables';
import { warn, type Check } from './check';

/** The providers that are set up, and whose events lead to no number. */
export const checkFeedback = (variables: Readonly<Record<string, string>>, file: string): Check[] =>
  providers
    .filter((provider) => findProblems(variables, readProviderSettings(provider)).length === 0)
    .flatMap((provider) => {
      const missing = findMissingLookups(provider, variables);
      const { name } = provider.profile;
      return missing.length === 0
        ? []
        : [warn(`${name} feedback`, renderMissingLookups(provider, missing, file), 'npm run setup')];
    });
