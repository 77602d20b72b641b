import type { Connector } from '../connect/connector';
import { checkEndpoints } from '../connect/endpoints';
import { Failure } from '../setup/failure';
import type { Variables } from '../setup/plan';
import { fail, ok, type Check } from './check';

/**
 * Whether the deployment has the secrets of the file, and not earlier ones: each endpoint is called with its own, and an
 * empty object. Nothing is sent by that.
 */
export async function checkSecretsOfDeployment(
  connectors: readonly Connector[],
  bridge: URL,
  values: Variables,
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const connector of connectors) {
    const endpoints = connector.listEndpoints(values);
    if (!endpoints.every(({ variable }) => (values[variable] ?? '').trim() !== '')) continue;
    const name = `${connector.name} secrets`;
    const found = `the deployment takes ${[...new Set(endpoints.map(({ variable }) => variable))].join(', ')} of your file.`;
    checks.push(
      await checkEndpoints(bridge, endpoints).then(
        () => ok(name, found),
        (error: unknown) => {
          // A Failure says itself what to do.
          if (error instanceof Failure) return fail(name, error.message);
          throw error;
        },
      ),
    );
  }
  return checks;
}
