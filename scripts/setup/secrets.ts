import { randomBytes } from 'node:crypto';
import { findProblems, type Environment } from '../../src/config/reader';
import { readConsolePassword } from '../../src/config';
import { readVerifyApiToken } from '../../src/config/verify-api';
import type { Provider } from '../../src/identity-providers/provider';
import { readProviderSettings } from '../../src/status/health';
import { findNames } from '../../src/status/variables';
import { planVariable, type Situation, type Step } from './plan';

/** 24 bytes as 32 characters of URL-safe base64: all variables together may have 3 KB. */
const SECRET_BYTES = 24;

/** A variable without which a provider's calls are refused. */
export interface Wanted {
  name: string;
  /** Where its value comes from: made here, or a key that the provider makes and shows. */
  source: 'secret' | 'text' | 'provider';
  /** Of whom. */
  title: string;
  /** With which setup makes it where nothing else of its owner is set. */
  flag: string;
  /** For `text`. */
  value?: string;
  /** What is wrong with what is set; undefined if nothing is wrong. */
  problem: string | undefined;
}

/**
 * The variables that a provider's routes read and that nothing works without, the password of the test page, and the
 * token for Verify's own codes if it is asked for. Optional routes, and what finds the numbers of events, belong to no
 * set: docs/configuration.md.
 */
export function listWanted(env: Environment, chosen: readonly Provider[], hasVerifyApi: boolean): Wanted[] {
  const wanted = chosen.flatMap(({ profile: { name: provider, title }, otpRoutes, eventRoute }) =>
    [...otpRoutes, ...(eventRoute === undefined ? [] : [eventRoute])]
      .filter(({ isOptional }) => isOptional !== true)
      .flatMap((route) =>
        findProblems({}, route.readSettings).map(({ field: name }): Wanted => {
          const problem = findProblems(env, route.readSettings).find(({ field }) => field === name)?.problem;
          const flag = ` -- --provider ${provider}`;
          if (!isSecret(name)) return { name, source: 'text', title, flag, value: provider, problem };
          // Whoever signs makes the key, and shows it.
          const { scheme } = route.credentials(route.readSettings(EVERYTHING, []));
          return { name, source: scheme === 'signature' ? 'provider' : 'secret', title, flag, problem };
        }),
      ),
  );
  const own = [
    ['CONSOLE_PASSWORD', 'the test page', '', readConsolePassword] as const,
    ...(hasVerifyApi
      ? [['VERIFY_API_TOKEN', "Verify's own codes", ' -- --verify-api', readVerifyApiToken] as const]
      : []),
  ].map(([name, title, flag, read]): Wanted => {
    return { name, source: 'secret', title, flag, problem: findProblems(env, read)[0]?.problem };
  });
  return [...new Map([...wanted, ...own].map((one) => [one.name, one])).values()];
}

/** By its name, as scripts/preflight.ts knows it. */
const isSecret = (name: string): boolean => /_(PASSWORD|TOKEN|KEY|SECRET)$/.test(name);

/** An environment in which every variable has a value. */
const EVERYTHING = new Proxy<Record<string, string>>({}, { get: () => 'x' });

export function createSecret(): string {
  return randomBytes(SECRET_BYTES).toString('base64url');
}

/** Those of the flag, or those of which something is set. */
export async function chooseProviders({
  flags,
  providers,
  values,
  questions,
}: Situation): Promise<Provider[]> {
  if (flags.providers !== undefined) return flags.providers;
  const begun = providers.filter((provider) =>
    [...findNames(readProviderSettings(provider))].some((name) => isSet(values, name)),
  );
  return begun.length > 0 ? begun : questions.chooseProviders(providers);
}

/** The variables of the chosen providers and of the test page. What is set stays, whatever is wrong with it. */
export function planSecrets(
  chosen: readonly Provider[],
  { flags, file, values }: Situation,
): { variables: Step[]; notes: string[] } {
  const variables: Step[] = [];
  const notes: string[] = [];
  for (const { name, source, title, flag, value = '', problem } of listWanted(
    values,
    chosen,
    flags.hasVerifyApi,
  )) {
    if (isSet(values, name)) {
      const again =
        source === 'secret' ? `, or empty it and run \`npm run setup${flag}\`, which makes one` : '';
      if (problem !== undefined) notes.push(`${name} ${problem}. Change it${again}.`);
      else if (!isSet(file.variables, name))
        variables.push(...planVariable(file, name, values[name] ?? '', `set ${name}, as given`));
    } else if (source === 'provider') {
      notes.push(`${title} makes the value of ${name}, and shows it. Set it in ${flags.envFile}.`);
    } else if (source === 'text') {
      variables.push(...planVariable(file, name, value, `set ${name} to ${value}`));
    } else {
      const secret = createSecret();
      const text = `set ${name} to a new secret of ${secret.length} characters`;
      variables.push(...planVariable(file, name, secret, text));
    }
  }
  return { variables, notes };
}

const isSet = (values: Readonly<Record<string, string>>, name: string): boolean =>
  (values[name] ?? '').trim() !== '';
