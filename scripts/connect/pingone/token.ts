import type { Worker } from '../../../src/apis/pingone/worker-token';
import { Failure } from '../../setup/failure';
import { Api, Refusal, toFailure } from '../api';
import { asObject, asText } from '../json';
import { STATUS_PAGE, TITLE } from './refusal';

/**
 * POST /{environmentId}/as/token with the worker's credentials, as Basic (RFC 6749 §4.4). Not the deployment's own request for
 * a token: that one has a Function's time, and does not wait for a limit.
 * https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2.html
 * @throws Failure
 */
export async function requestToken(worker: Worker): Promise<string> {
  const { environmentId, authBaseUrl: origin } = worker;
  const access = { title: TITLE, origin, authorization: renderBasic(worker), statusPage: STATUS_PAGE };
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  try {
    const answer = await new Api(access).request('POST', `/${environmentId}/as/token`, form);
    const token = asText(asObject(answer)['access_token']);
    if (token === '') throw new Refusal(200, {});
    return token;
  } catch (error) {
    throw explain(error, environmentId);
  }
}

/** RFC 6749 §2.3.1: both are form-encoded before they are joined. */
function renderBasic({ clientId, clientSecret }: Worker): string {
  const pair = [clientId, clientSecret].map(encodeURIComponent).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** Every refusal that is neither a limit nor a fault is one of the credentials, whatever its status. */
function explain(error: unknown, environmentId: string): Failure {
  const isOfCredentials = error instanceof Refusal && error.status < 500 && error.status !== 429;
  if (!isOfCredentials) return toFailure(error, TITLE, 'the role Environment Admin');
  return new Failure(
    `PingOne refuses PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET in the environment ${environmentId}. Copy both again; the application must be a Worker, switched on, with the token authentication Client Secret Basic. If it is in another environment, set PINGONE_ADMIN_ENVIRONMENT_ID to that one.`,
  );
}
