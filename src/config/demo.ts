import { demo, twilio, type Reader } from '../config';
import type { SignInApp } from '../core/sign-in';
import { required } from './reader';

/** All that the demo's functions need. */
export interface SignInDemo {
  app: SignInApp;
  /** Twilio's, in the sandbox. */
  apiBaseUrl: string | undefined;
  /** What the cookie of a sign-in is sealed with: a key is derived from it, and it is never sent. */
  secret: string;
  /** Of this deployment, and so of the redirect URI that PingOne knows. */
  origin: string;
}

/** Nothing where the demo is off. */
export const signInDemo: Reader<SignInDemo | undefined> = (env, problems) => {
  const app = demo(env, problems);
  if (app === undefined) return undefined;
  const { apiBaseUrl } = twilio(env, problems);
  const domain = required('DOMAIN_NAME', /^[\w.-]+(:\d+)?$/, 'must be a host name')(env, problems);
  return { app, apiBaseUrl, secret: String(env['AUTH_TOKEN']), origin: originOf(domain) };
};

/**
 * @param domain as the runtime gives it: https://www.twilio.com/docs/serverless/functions-assets/functions/variables.
 * Whoever calls has no say in it, as in a Host header.
 */
function originOf(domain: string): string {
  const isLocal = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(domain);
  return `${isLocal ? 'http' : 'https'}://${domain}`;
}
