import type { Answer, Call } from '../../route';
import type { ManagementAccount } from './account';
import { createOauthError } from './error';

/**
 * POST /oauth/token, the client credentials grant: https://auth0.com/docs/api/authentication/client-credential-flow/client-credential-flow
 * The descriptions are near those that people quote: https://github.com/auth0/node-auth0/issues/428
 */
export function issueToken(account: ManagementAccount, { body }: Call): Answer {
  const given = parse(body);
  const { domain, clientId, clientSecret } = account.credentials;
  if (given['grant_type'] !== 'client_credentials')
    return createOauthError(403, 'unauthorized_client', 'The stand-in knows client_credentials alone.');
  if (given['client_id'] !== clientId || given['client_secret'] !== clientSecret)
    return createOauthError(401, 'access_denied', 'Unauthorized');
  const audience = `https://${domain}/api/v2/`;
  if (given['audience'] !== audience)
    return createOauthError(403, 'access_denied', `Service not found: ${String(given['audience'])}`);
  if (account.scopes === undefined)
    return createOauthError(403, 'access_denied', `Client is not authorized to access "${audience}".`);
  const { token, expiresIn } = account.issueToken(account.scopes);
  const answer = { access_token: token, scope: account.scopes.join(' '), expires_in: expiresIn };
  return { status: 200, body: { ...answer, token_type: 'Bearer' } };
}

function parse(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
