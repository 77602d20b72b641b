import { NoResponse, parseJson, sendRequest } from '../../src/apis/http';
import { isNotConfigured, renderErrors } from '../doctor/deployed';
import { Failure } from '../setup/failure';
import type { Endpoint } from './connector';
import { asList, asObject } from './json';

/** A Function is ended after 10 s. */
const TIMEOUT_MS = 12_000;

/**
 * Each endpoint must take its secret before a provider calls with it: an empty object is refused for what is missing in it,
 * and not for who sent it. Nothing is sent by that. No secret goes to a host that does not refuse a call without one in our
 * words, such as one whose name was mistyped.
 * @throws Failure
 */
export async function checkEndpoints(bridge: URL, endpoints: readonly Endpoint[]): Promise<void> {
  await checkHealth(bridge);
  for (const { path } of endpoints) await checkRefusal(bridge, path);
  for (const { path, authorization, variable } of endpoints) {
    const { status } = await call('POST', new URL(path, bridge), { authorization });
    if (status === 401)
      throw new Failure(
        `${bridge.origin}${path} refuses the value of ${variable} in your file: the deployment has another one. Run npm run deploy first.`,
      );
    if (status !== 400)
      throw new Failure(
        `${bridge.origin}${path} answered ${status}: this is no verify-bridge. Check the address.`,
      );
  }
}

async function checkHealth(bridge: URL): Promise<void> {
  const { status, body } = await call('GET', new URL('/health', bridge), {});
  if (status === 200 && body['status'] === 'ok') return;
  throw new Failure(
    isNotConfigured(body)
      ? `${bridge.origin} is not configured: ${renderErrors(body)}. Run npm run setup, then npm run deploy.`
      : `${bridge.origin}/health answered ${status}: this is no verify-bridge. Check the address.`,
  );
}

/** As a problem (docs/problems.md), or in the words of Okta's hook (docs/okta.md). */
async function checkRefusal(bridge: URL, path: string): Promise<void> {
  const { status, body } = await call('POST', new URL(path, bridge), {});
  const causes = asList(asObject(body['error'])['errorCauses']).map((one) => asObject(one)['reason']);
  if (status === 401 && [body['code'], ...causes].includes('unauthenticated')) return;
  if (status === 404)
    throw new Failure(
      `${bridge.origin}${path} is not there. Run npm run deploy, and take the address that it prints.`,
    );
  if (status === 500 && isNotConfigured(body))
    throw new Failure(
      `${bridge.origin}${path} is not configured: ${renderErrors(body)}. Run npm run setup, then npm run deploy.`,
    );
  throw new Failure(
    `${bridge.origin}${path} answered ${status} to a call without credentials: this is no verify-bridge. Check the address.`,
  );
}

async function call(method: 'GET' | 'POST', url: URL, headers: Record<string, string>) {
  try {
    const request =
      method === 'GET'
        ? { headers }
        : { headers: { ...headers, 'content-type': 'application/json' }, body: '{}' };
    const { status, body } = await sendRequest({ method, url, ...request, timeoutMs: TIMEOUT_MS });
    return { status, body: asObject(parseJson(body)) };
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error;
    throw new Failure(
      `${url.origin} gives no answer. Check the address, which npm run deploy prints, and the network.`,
    );
  }
}
