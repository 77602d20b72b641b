import { decodePathPart, type Answer, type Call } from '../route';
import { TOKEN_LIFE_S, type Environment } from './environment';
import { createOauthError } from './error';

/**
 * POST /{environment}/as/token: a worker's access token by client credentials, given by Basic or in the form.
 * https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2.html
 */
export function issueToken(environment: Environment, call: Call): Answer {
  const { admin, ...reader } = environment.credentials;
  const given = basic(call) ?? { id: call.form['client_id'], secret: call.form['client_secret'] };
  const isOf = (worker: typeof reader) =>
    call.params['environment'] === worker.environmentId &&
    given.id === worker.clientId &&
    given.secret === worker.clientSecret;
  const isAdmin = admin !== undefined && isOf(admin);
  if (!isAdmin && !isOf(reader)) {
    return createOauthError(401, 'invalid_client', 'The client, or its secret, is not known here.');
  }
  if (call.form['grant_type'] !== 'client_credentials') {
    return createOauthError(400, 'unsupported_grant_type', 'A worker has client_credentials alone.');
  }
  const token = environment.newToken(isAdmin ? 'Environment Admin' : 'Identity Data Read Only');
  const body = { access_token: token, token_type: 'Bearer', expires_in: TOKEN_LIFE_S };
  return { status: 200, body, headers: { 'Cache-Control': 'no-store' } };
}

/** Both parts are form-encoded before they are joined: https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1 */
function basic({ authorization }: Call): { id: string; secret: string } | undefined {
  const [, pair] = /^Basic (\S+)$/i.exec(authorization ?? '') ?? [];
  if (pair === undefined) return undefined;
  const [id = '', ...secret] = Buffer.from(pair, 'base64').toString().split(':').map(formDecoded);
  return { id, secret: secret.join(':') };
}

function formDecoded(text: string): string {
  return decodePathPart(text.replaceAll('+', ' '));
}
