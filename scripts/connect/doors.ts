import { NoResponse, parseJson, sendRequest } from '../../src/apis/http';
import { isNotConfigured, renderErrors } from '../doctor/deployed';
import { Failure } from '../setup/failure';
import type { Door } from './connector';

/** A Function is ended after 10 s. */
const TIMEOUT_MS = 12_000;

/**
 * Each endpoint must take its secret before a provider calls with it: an empty object is refused for what is missing in it,
 * and not for who sent it. Nothing is sent by that.
 * @throws Failure
 */
export async function checkDoors(bridge: URL, doors: readonly Door[]): Promise<void> {
  for (const { path, authorization, variable } of doors) {
    const { status, body } = await post(new URL(path, bridge), authorization);
    if (status === 401)
      throw new Failure(
        `${bridge.origin}${path} refuses the value of ${variable} in your file: the deployment has another one. Run npm run deploy first.`,
      );
    if (status === 404)
      throw new Failure(
        `${bridge.origin}${path} is not there. Run npm run deploy, and take the address that it prints.`,
      );
    if (status === 500 && isNotConfigured(body))
      throw new Failure(
        `${bridge.origin}${path} is not configured: ${renderErrors(body)}. Run npm run setup, then npm run deploy.`,
      );
    if (status !== 400)
      throw new Failure(
        `${bridge.origin}${path} answered ${status}: this is no verify-bridge. Check the address.`,
      );
  }
}

async function post(url: URL, authorization: string) {
  try {
    const headers = { authorization, 'content-type': 'application/json' };
    const { status, body } = await sendRequest({
      method: 'POST',
      url,
      headers,
      body: '{}',
      timeoutMs: TIMEOUT_MS,
    });
    return { status, body: Object(parseJson(body) ?? {}) as Record<string, unknown> };
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error;
    throw new Failure(
      `${url.origin} gives no answer. Check the address, which npm run deploy prints, and the network.`,
    );
  }
}
