import { findProblems } from '../../src/config/reader';
import { readVariables } from '../connect/credentials';
import type { Connector, Part } from '../connect/connector';
import { isOpenToOthers } from '../setup/env-file';
import { quoteWord } from '../setup/env-flag';
import { Failure } from '../setup/failure';
import { fail, ok, warn, type Check } from './check';

/**
 * The tenants whose credentials are given, seen with the eyes of `npm run connect:…`: what it would change is not well.
 * @param bridge the deployment to which they must point
 */
export async function checkTenants(
  connectors: readonly Connector[],
  bridge: URL,
  envFile: string,
  credentialsFile: string,
): Promise<Check[]> {
  const checks = isOpenToOthers(credentialsFile)
    ? [
        warn(
          'credentials',
          `Others on this machine may read ${credentialsFile}.`,
          `chmod 600 ${quoteWord(credentialsFile)}`,
        ),
      ]
    : [];
  for (const connector of connectors)
    checks.push(...(await checkTenant(connector, bridge, envFile, credentialsFile)));
  return checks;
}

async function checkTenant(
  connector: Connector,
  bridge: URL,
  envFile: string,
  credentialsFile: string,
): Promise<Check[]> {
  const { name, credentials, readSettings } = connector;
  try {
    const values = readVariables(envFile, credentialsFile, connector);
    const given = credentials.filter((one) => values[one.name] !== undefined);
    if (given.length === 0) return [];
    const problems = findProblems(values, readSettings);
    if (problems.length > 0)
      return problems.map(({ field, problem }) =>
        warn(name, `not looked at: ${field} ${problem}.`, `docs/${name}.md#connect-by-command`),
      );
    const connection = await connector.open(values, bridge);
    const parts = await connection.inspect();
    return [ok(name, connection.description), ...parts.map((part) => renderPart(connector, part, bridge))];
  } catch (error) {
    // A Failure says itself what to do.
    if (error instanceof Failure) return [fail(name, error.message.replaceAll('\n', ' '))];
    throw error;
  }
}

function renderPart(
  { name }: Connector,
  { name: part, found, steps, conflict, works }: Part,
  { origin }: URL,
): Check {
  const check = `${name} ${part}`;
  if (steps.length === 0) return ok(check, found);
  const command = `npm run connect:${name} -- ${origin}`;
  const advice = conflict === undefined ? command : `${command} --dry-run --replace`;
  if (works === true) return warn(check, found, `nothing, if it is meant so; or ${advice}`);
  return conflict === undefined
    ? fail(check, `${found} To do: ${steps.map(({ text }) => text).join('; ')}.`, advice)
    : fail(check, conflict, advice);
}
