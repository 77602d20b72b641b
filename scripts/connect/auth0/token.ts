import { NoResponse, parseJson, sendRequest, type HttpResponse } from '../../../src/apis/http';
import { Refusal, toFailure } from '../api';
import { Failure } from '../../setup/failure';
import type { Auth0Settings } from './settings';

/** What the application may do in the tenant. */
export interface Grant {
  token: string;
  /** Undefined if the answer does not name them. */
  scopes: ReadonlySet<string> | undefined;
}

export const STATUS_PAGE = 'https://status.auth0.com';
export const APIS_PAGE =
  'https://manage.auth0.com: Applications > APIs > Auth0 Management API > Machine to Machine Applications';

const TIMEOUT_MS = 15_000;

/**
 * POST /oauth/token with the client's credentials, for the Management API.
 * https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens/get-management-api-access-tokens-for-production
 * @throws Failure that tells wrong credentials from an application that is not authorised
 */
export async function requestToken(settings: Auth0Settings): Promise<Grant> {
  const response = await post(settings);
  const body = Object(parseJson(response.body) ?? {}) as Record<string, unknown>;
  const { access_token: token, scope } = body;
  if (response.status === 200 && typeof token === 'string') {
    const scopes = typeof scope === 'string' ? new Set(scope.split(' ')) : undefined;
    return { token, scopes };
  }
  throw explainRefusal(response.status, body, settings.domain);
}

async function post({ domain, clientId, clientSecret, apiBaseUrl }: Auth0Settings): Promise<HttpResponse> {
  try {
    return await sendRequest({
      method: 'POST',
      url: new URL('/oauth/token', apiBaseUrl ?? `https://${domain}`),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        audience: `https://${domain}/api/v2/`,
      }),
      timeoutMs: TIMEOUT_MS,
    });
  } catch (error) {
    if (!(error instanceof NoResponse)) throw error;
    throw new Failure(
      `No whole answer came from ${domain}. Check AUTH0_DOMAIN, the network, a proxy, and ${STATUS_PAGE}.`,
    );
  }
}

/**
 * The errors are those that the token endpoint is known to give; that an unknown host is answered with 404 is INFERRED.
 * https://auth0.com/docs/api/authentication/client-credential-flow/client-credential-flow
 */
function explainRefusal(status: number, body: Record<string, unknown>, domain: string): Failure {
  if (status === 401)
    return new Failure(
      'Auth0 refuses AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET. Copy both again from https://manage.auth0.com: Applications > Applications > your Machine to Machine application.',
    );
  if (status === 403 && body['error'] === 'unauthorized_client')
    return new Failure(
      'The application of AUTH0_CLIENT_ID may not use the grant "Client Credentials". Take a Machine to Machine application.',
    );
  if (status === 403)
    return new Failure(
      `The application of AUTH0_CLIENT_ID is not authorised for the Management API of ${domain}. Authorise it at ${APIS_PAGE}. AUTH0_DOMAIN must be the domain of the tenant itself, no custom domain.`,
    );
  if (status === 404) return new Failure('AUTH0_DOMAIN names no Auth0 tenant.');
  return toFailure(new Refusal(status, body), 'Auth0', 'the Management API');
}
