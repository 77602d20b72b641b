import * as oidc from 'openid-client';
import type { Deadline } from '../../core/deadline';
import type { PendingSignIn, CompletedSignIn, SignInApp, SignInFailure } from '../../core/sign-in';
import { createOidcClient } from './oidc-client';
import { toSignInFailure } from './sign-in-failure';

export interface SignInRequest {
  /** Ours, exactly as PingOne knows it. */
  redirectUri: string;
  email: string;
  /** Sign-on policies by name, or one DaVinci flow policy by id. */
  acrValues: string | undefined;
}

/**
 * Where to send the browser (authorization code with PKCE, S256), and what must be kept until it comes back.
 * https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2.html
 */
export async function startSignIn(
  app: SignInApp,
  { redirectUri, email, acrValues }: SignInRequest,
  deadline: Deadline,
): Promise<{ url: string; pending: PendingSignIn } | { failure: SignInFailure }> {
  try {
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(await createOidcClient(app, deadline), {
      redirect_uri: redirectUri,
      scope: 'openid profile email phone',
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      state: pending.state,
      nonce: pending.nonce,
      login_hint: email,
      ...(acrValues !== undefined && { acr_values: acrValues }),
    });
    return { url: url.href, pending };
  } catch (error) {
    return { failure: toSignInFailure(error) };
  }
}

/**
 * Exchanges the code and checks everything (OpenID Connect Core §3.1.3.7): state and issuer of the answer, the ID
 * token's signature, algorithm, issuer, audience, times and nonce; and that userinfo is about the same user.
 *
 * @param answer the redirect URI with all that PingOne has put behind it
 */
export async function completeSignIn(
  app: SignInApp,
  answer: URL,
  pending: PendingSignIn,
  deadline: Deadline,
): Promise<CompletedSignIn | { failure: SignInFailure }> {
  try {
    const config = await createOidcClient(app, deadline);
    const tokens = await oidc.authorizationCodeGrant(config, answer, {
      expectedState: pending.state,
      expectedNonce: pending.nonce,
      pkceCodeVerifier: pending.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (claims === undefined) return { failure: { kind: 'untrusted', reason: 'there is no ID token' } };
    const user = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub);
    return { claims, user };
  } catch (error) {
    return { failure: toSignInFailure(error) };
  }
}
