import { readTwilioSettings, type Reader, type TwilioSettings } from '../config';
import { readRequired, readVariable } from '../config/reader';
import type { SignInApp } from '../core/sign-in';
import { readEnvironmentSettings } from '../identity-providers/pingone/settings';
import { UUID } from '../identity-providers/pingone/uuid';

/** Undefined if the demo is off. The secret is optional: a public client proves itself by PKCE alone. */
export const readSignInApp: Reader<SignInApp | undefined> = (env, problems) => {
  const state = readVariable(env, 'DEMO_SIGN_IN');
  if (state === '') return undefined;
  if (state !== 'on') problems.push({ field: 'DEMO_SIGN_IN', problem: 'must be on, or not set' });
  const { environmentId, region, standIn } = readEnvironmentSettings(env, problems);
  const myAccount = `https://apps.pingone.${region}/${environmentId}/myaccount/#mfa`;
  return {
    issuer: `${standIn ?? `https://auth.pingone.${region}`}/${environmentId}/as`,
    clientId: readRequired('PINGONE_APP_ID', UUID, 'must be a UUID')(env, problems),
    clientSecret: readVariable(env, 'PINGONE_APP_SECRET') || undefined,
    myAccountUrl: standIn === undefined ? myAccount : undefined,
  };
};

/** The settings of the demo's functions. */
export interface DemoSettings {
  app: SignInApp;
  twilio: TwilioSettings;
  /** The key of the state cookie is derived from it. It is never sent. */
  secret: string;
  /** The origin of this deployment, and so of the redirect URI that PingOne knows. */
  origin: string;
}

/** Undefined if the demo is off. */
export const readDemoSettings: Reader<DemoSettings | undefined> = (env, problems) => {
  const app = readSignInApp(env, problems);
  if (app === undefined) return undefined;
  const twilio = readTwilioSettings(env, problems);
  const domain = readRequired('DOMAIN_NAME', /^[\w.-]+(:\d+)?$/, 'must be a host name')(env, problems);
  return { app, twilio, secret: twilio.authToken, origin: getOrigin(domain) };
};

/**
 * @param domain as the runtime gives it: https://www.twilio.com/docs/serverless/functions-assets/functions/variables.
 * Unlike a Host header, the caller cannot change it.
 */
function getOrigin(domain: string): string {
  const isLocal = /^(localhost|127\.0\.0\.1)(:\d+)?$/.test(domain);
  return `${isLocal ? 'http' : 'https'}://${domain}`;
}
