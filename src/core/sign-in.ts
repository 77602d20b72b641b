/** The OpenID Connect application of the sign-in demo, and its issuer. */
export interface SignInApp {
  /** `https://auth.pingone.<region>/<environment>/as` */
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  /** Where a user enrols a device; undefined in the sandbox. */
  myAccountUrl: string | undefined;
}

/** What the browser keeps, encrypted, from the start of a sign-in until PingOne's callback. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  /** PKCE's code verifier (RFC 7636). */
  verifier: string;
}

/** A user has signed in, and PingOne's tokens passed all checks. */
export interface CompletedSignIn {
  /** Of the ID token. */
  claims: Readonly<Record<string, unknown>>;
  /** Of the userinfo endpoint, about the same `sub`. */
  user: Readonly<Record<string, unknown>>;
}

/** Why the sign-in failed. PingOne's error texts are untrusted. */
export type SignInFailure =
  /** PingOne sent the browser back with `error=`: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
  | { kind: 'declined'; error: string; description: string | undefined }
  /** PingOne refused the code or our application: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
  | { kind: 'refused'; error: string }
  /** A response, usually the ID token, did not pass a check. */
  | { kind: 'untrusted'; reason: string }
  /** No response in time, or a server error. */
  | { kind: 'unavailable' };
