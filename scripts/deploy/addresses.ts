import { existsSync } from 'node:fs';
import { findProblems, type Environment } from '../../src/config/reader';
import type { Provider } from '../../src/identity-providers/provider';
import { readProviderSettings } from '../../src/status/health';
import { CREDENTIALS_FILE, type Connector } from '../connect/connector';
import { withFiles } from '../connect/flags';

/** The addresses of a deployment: for whom each is, and with which variables. Of a provider that is not set up, none. */
export function renderAddresses(origin: string, env: Environment, providers: readonly Provider[]): string {
  const sections = listReady(env, providers).map((provider) => {
    const { profile, otpRoutes, eventRoute } = provider;
    const routes = [...otpRoutes, ...(eventRoute === undefined ? [] : [eventRoute])].filter(
      ({ isOptional, readSettings }) => isOptional !== true || findProblems(env, readSettings).length === 0,
    );
    // What is missing where nothing is set, is what the provider's own console asks for.
    const variables = findProblems({}, readProviderSettings(provider)).map(({ field }) => field);
    return [
      `For ${profile.title}, with ${variables.join(' and ')}:`,
      ...routes.map(({ path }) => `  ${origin}/${path}`),
    ].join('\n');
  });
  if (env['DEMO_SIGN_IN'] === 'on')
    sections.push(
      `The sign-in demo is on: ${origin}/demo/index.html\nIts redirect URI in PingOne:\n  ${origin}/auth/callback`,
    );
  return [
    `Deployed: ${origin}/`,
    ...sections,
    `For monitors: ${origin}/health\nThe test page, with CONSOLE_PASSWORD: ${origin}/`,
  ].join('\n\n');
}

/** The providers that are set up. */
const listReady = (env: Environment, providers: readonly Provider[]): Provider[] =>
  providers.filter((provider) => findProblems(env, readProviderSettings(provider)).length === 0);

/**
 * The commands that come next, one a line.
 * @param file as `--env` has it; `.env.connect.prod` goes with `.env.prod`, if it is there
 */
export function renderNext(
  origin: string,
  env: Environment,
  providers: readonly Provider[],
  connectors: readonly Connector[],
  file: string,
): string {
  const names = listReady(env, providers).map(({ profile }) => profile.name);
  const commands = connectors
    .filter(({ name }) => names.includes(name))
    .map(({ name }) => `npm run connect:${name} -- ${origin}`);
  const all = [...commands, `npm run doctor -- ${origin}`];
  const own = file.replace(/(^|\/)\.env\./, `$1${CREDENTIALS_FILE}.`);
  const credentialsFile = own !== file && existsSync(own) ? own : CREDENTIALS_FILE;
  const files = { envFile: file, credentialsFile };
  return ['Next:', ...all.map((command) => `  ${withFiles(command, files)}`)].join('\n');
}
