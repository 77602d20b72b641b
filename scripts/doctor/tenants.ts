import { findProblems } from '../../src/config/reader';
import { readVariables } from '../connect/credentials';
import type { Connector, Part } from '../connect/connector';
import { withCredentials } from '../connect/flags';
import { isOpenToOthers } from '../setup/env-file';
import { quoteWord } from '../setup/env-flag';
import { Failure } from '../setup/failure';
import { fail, ok, warn, type Check } from './check';

/** What is compared with what. */
export interface Comparison {
  /** The deployment to which the tenants must point. */
  bridge: URL;
  envFile: string;
  credentialsFile: string;
}

/** The tenants whose credentials are given, compared as `npm run connect:…` does: what it would change is not well. */
export async function checkTenants(
  connectors: readonly Connector[],
  comparison: Comparison,
): Promise<Check[]> {
  const { credentialsFile: file } = comparison;
  // The sandbox's own is public.
  const isOpen = isOpenToOthers(file) && !file.endsWith('.sandbox');
  const checks = isOpen
    ? [warn('credentials', `Others on this machine may read ${file}.`, `chmod 600 ${quoteWord(file)}`)]
    : [];
  for (const connector of connectors) checks.push(...(await checkTenant(connector, comparison)));
  return checks;
}

async function checkTenant(connector: Connector, comparison: Comparison): Promise<Check[]> {
  const { name, credentials, readSettings } = connector;
  const { bridge, envFile, credentialsFile } = comparison;
  try {
    const values = readVariables(envFile, credentialsFile, connector);
    const names = credentials.map((one) => one.name);
    const problems = findProblems(values, readSettings);
    const others = problems.filter(({ field }) => !names.includes(field));
    if (names.every((one) => values[one] === undefined))
      // Where the deployment has no secret for it, there is nothing to look at.
      return others.length > 0
        ? []
        : [
            warn(
              name,
              `not looked at: its credentials are not given (${names.join(', ')}).`,
              'docs/connect.md#the-credentials',
            ),
          ];
    if (problems.length > 0)
      return problems.map(({ field, problem }) =>
        warn(name, `not looked at: ${field} ${problem}.`, `docs/${name}.md#connect-by-command`),
      );
    const connection = await connector.open(values, bridge);
    const parts = await connection.inspect();
    return [
      ok(name, connection.description),
      ...parts.map((part) => renderPart(connector, part, comparison)),
    ];
  } catch (error) {
    // A Failure says itself what to do.
    if (error instanceof Failure) return [fail(name, error.message.replaceAll('\n', ' '))];
    throw error;
  }
}

function renderPart(
  { name }: Connector,
  { name: part, found, steps, conflict, works }: Part,
  { bridge, credentialsFile }: Comparison,
): Check {
  const check = `${name} ${part}`;
  if (steps.length === 0) return ok(check, found);
  const command = withCredentials(`npm run connect:${name} -- ${bridge.origin}`, credentialsFile);
  const replacement = `${command} --dry-run --replace`;
  if (works === true) return warn(check, found, `nothing, if it is meant so; or ${replacement}`);
  const advice = conflict === undefined ? command : replacement;
  return conflict === undefined
    ? fail(check, `${found} To do: ${steps.map(({ text }) => text).join('; ')}.`, advice)
    : fail(check, conflict, advice);
}
