import type { ManagementClient } from 'auth0';
import { Api, createOddAnswer as createOdd, Refusal, toFailure } from '../api';
import { Failure } from '../../setup/failure';
import { asObject, asText } from '../json';
import type { Auth0Settings } from './settings';
import { STATUS_PAGE } from './token';

/**
 * Auth0's own SDK, which knows the paths and the shapes of the Management API. It is loaded only when somebody connects:
 * that takes most of a second. Its requests go through Api, because it would also repeat what was answered with a 5xx, and
 * that may have been done.
 */
export async function createClient(
  { domain, apiBaseUrl }: Auth0Settings,
  token: string,
): Promise<ManagementClient> {
  const { ManagementClient } = await import('auth0');
  const api = new Api({
    title: 'Auth0',
    origin: apiBaseUrl ?? `https://${domain}`,
    authorization: `Bearer ${token}`,
    statusPage: STATUS_PAGE,
  });
  return new ManagementClient({
    domain,
    token,
    telemetry: false,
    maxRetries: 0,
    // Api has a time limit of its own and does not listen to the SDK's, whose timer outlives a failed request: it would
    // keep the process from its end for a minute.
    timeoutInSeconds: 0.001,
    fetch: createFetch(api),
  });
}

/** `fetch` as the SDK calls it: with an address as a string, and with JSON or nothing as the body. */
const createFetch =
  (api: Api): typeof fetch =>
  async (input, init) => {
    const { pathname, search } = new URL(input as string);
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    try {
      return Response.json(await api.request(init?.method ?? 'GET', pathname + search, body));
    } catch (error) {
      // The SDK reads errors from 400 on; a redirect is none to it.
      if (!(error instanceof Refusal) || error.status < 400) throw error;
      return Response.json(error.body, { status: error.status });
    }
  };

/**
 * Asks the Management API.
 * @param scope that the request needs
 * @throws Failure
 */
export async function explain<T>(scope: string, ask: () => PromiseLike<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw explainError(error, scope);
  }
}

/** Likewise, where what is to be deleted may be gone already. */
export async function explainDeletion(scope: string, ask: () => PromiseLike<unknown>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (readStatus(error) !== 404) throw explainError(error, scope);
  }
}

/** Auth0's `errorCode`s: see docs/auth0.md for the pages that name them. */
const MEANINGS: Readonly<Record<string, string>> = {
  actions_cardinality_custom_phone_provider_not_allowed:
    'The tenant has an Action for custom-phone-provider already, and takes no second one. Run the command again: it finds it.',
  custom_email_provider_deployed_action_not_found:
    'Auth0 finds no deployed Action for custom-phone-provider. Run the command again.',
  custom_phone_provider_deployed_action_not_found:
    'Auth0 finds no deployed Action for custom-phone-provider. Run the command again.',
};

const ADVICE = 'What was done stays. Run the command again.';

/** A proxy's page, or a redirect to where one signs in. */
export const createOddAnswer = (): Failure => createOdd({ title: 'Auth0', statusPage: STATUS_PAGE });

function explainError(error: unknown, scope: string): Failure {
  if (!(error instanceof Error)) throw error;
  // createFetch() lets no other Refusal through than a redirect.
  if (error.cause instanceof Refusal) return createOddAnswer();
  const status = readStatus(error);
  // What came instead of an answer: our own sentence, which the SDK has wrapped.
  if (status === undefined) return toFailure(error.cause ?? error, 'Auth0', `the scope ${scope}`);
  const body = asObject((error as { body?: unknown }).body);
  const code = asText(body['errorCode']);
  const meaning = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  if (meaning !== undefined) return new Failure(meaning);
  // The token is a minute old at most: it cannot have expired.
  if (status === 401)
    return new Failure(
      `Auth0 refuses the credentials. Check AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET: docs/auth0.md#connect-by-command. ${ADVICE}`,
    );
  const isKnown = status === 429 || status >= 500 || code === 'insufficient_scope';
  if (isKnown) return toFailure(new Refusal(status, body), 'Auth0', `the scope ${scope}`);
  const name = /^\w{1,80}$/.test(code) ? ` (${code})` : '';
  return new Failure(`Auth0 refused the request with status ${status}${name}. ${ADVICE}`);
}

function readStatus(error: unknown): number | undefined {
  const { statusCode } = Object(error) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}
