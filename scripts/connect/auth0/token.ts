import { Failure } from '../../setup/failure';
import { Api, Refusal, toFailure } from '../api';
import { asObject } from '../json';
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

/**
 * POST /oauth/token with the client's credentials, for the Management API.
 * https://auth0.com/docs/secure/tokens/access-tokens/management-api-access-tokens/get-management-api-access-tokens-for-production
 * @throws Failure that tells wrong credentials from an application that is not authorised
 */
export async function requestToken(settings: Auth0Settings): Promise<Grant> {
  const { domain } = settings;
  try {
    const { access_token: token, scope } = asObject(await post(settings));
    if (typeof token !== 'string') throw new Refusal(200, {});
    return { token, scopes: typeof scope === 'string' ? new Set(scope.split(' ')) : undefined };
  } catch (error) {
    // Below 400 it is a redirect, or an answer without a token: a proxy's.
    if (error instanceof Refusal && error.status >= 400) throw explainRefusal(error, domain);
    if (!(error instanceof Failure || error instanceof Refusal)) throw error;
    // That there is no such host is most often a mistake in its name.
    throw new Failure(
      `No whole answer came from ${domain}. Check AUTH0_DOMAIN, the network, a proxy, and ${STATUS_PAGE}.`,
    );
  }
}

function post({ domain, clientId, clientSecret, apiBaseUrl }: Auth0Settings): Promise<unknown> {
  const origin = apiBaseUrl ?? `https://${domain}`;
  return new Api({ title: 'Auth0', origin, statusPage: STATUS_PAGE }).request('POST', '/oauth/token', {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience: `https://${domain}/api/v2/`,
  });
}

/**
 * The errors are those that the token endpoint is known to give; that an unknown host is answered with 404 is INFERRED.
 * https://auth0.com/docs/api/authentication/client-credential-flow/client-credential-flow
 */
function explainRefusal(refusal: Refusal, domain: string): Failure {
  const { status, body } = refusal;
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
  return toFailure(refusal, 'Auth0', 'the Management API');
}
