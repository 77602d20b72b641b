import * as oidc from 'openid-client';
import type { SignInFailure } from '../../core/sign-in';
import { NoResponse } from '../http';
import { FetchResponse } from './fetch-response';

/**
 * What openid-client throws, as a reason that a page and a log line can give. Its messages and causes are left alone:
 * they quote tokens.
 * @throws a mistake of ours
 */
export function toSignInFailure(error: unknown): SignInFailure {
  if (error instanceof oidc.AuthorizationResponseError)
    return { kind: 'declined', error: error.error, description: error.error_description };
  if (error instanceof oidc.ResponseBodyError)
    return isFault(error.status) ? { kind: 'unavailable' } : { kind: 'refused', error: error.error };
  if (error instanceof oidc.WWWAuthenticateChallengeError)
    return { kind: 'refused', error: `status ${error.status}` };
  if (!(error instanceof oidc.ClientError)) throw error;
  const { cause, code } = error;
  if (cause instanceof NoResponse) return { kind: 'unavailable' };
  // Neither OAuth's error nor what was asked for: most likely another environment or region.
  if (cause instanceof FetchResponse && cause.status !== 200)
    return isFault(cause.status)
      ? { kind: 'unavailable' }
      : { kind: 'refused', error: `status ${cause.status}` };
  return { kind: 'untrusted', reason: code ?? 'OAUTH_INVALID_RESPONSE' };
}

function isFault(status: number): boolean {
  return status === 429 || status >= 500;
}
