/** The application that somebody signs in to, and where. */
export interface SignInApp {
  /** `https://auth.pingone.<region>/<environment>/as` */
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  /** Where a user enrols a device; nothing in the sandbox. */
  myAccountUrl: string | undefined;
}

/** What the browser keeps, unseen, from the beginning of a sign-in to PingOne's answer. */
export interface PendingSignIn {
  state: string;
  nonce: string;
  /** PKCE's code verifier (RFC 7636). */
  verifier: string;
}

/** Somebody has signed in, and all that PingOne said of it was checked. */
export interface CompletedSignIn {
  /** Of the ID token. */
  claims: Readonly<Record<string, unknown>>;
  /** Of the userinfo endpoint, about the same `sub`. */
  user: Readonly<Record<string, unknown>>;
}

/** Why nobody has signed in. What PingOne said is text of somebody else's. */
export type SignInFailure =
  /** PingOne sent the browser back with `error=`: https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1 */
  | { kind: 'declined'; error: string; description: string | undefined }
  /** PingOne did not take the code, or our application: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
  | { kind: 'refused'; error: string }
  /** An answer, most of all the ID token, did not pass a check. */
  | { kind: 'untrusted'; reason: string }
  /** No answer, not in time, or a fault. */
  | { kind: 'unavailable' };
