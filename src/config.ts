import {
  all,
  loopbackUrl,
  prefixList,
  required,
  secret,
  value,
  problemsOf,
  type Environment,
  type Reader,
  type Secret,
} from './config/reader';
import type { PrefixPolicy } from './core/prefix-policy';
import { createFieldProblem, type FieldProblem, type Problem } from './core/problem';
import type { SignInApp } from './core/sign-in';

export { all, configuration, type Environment, type Reader, type Secret } from './config/reader';

/** Where Twilio is instead, in the sandbox alone. */
export const apiBaseUrl: Reader<string | undefined> = loopbackUrl('TWILIO_API_BASE_URL');

/** The Verify service, the account that the runtime gives, and where Twilio is (elsewhere only in the sandbox). */
export const twilio: Reader<{ serviceSid: string; apiBaseUrl: string | undefined }> = (env, problems) => {
  required('ACCOUNT_SID', /^AC\w{32}$/, 'must be AC and 32 characters more')(env, problems);
  required('AUTH_TOKEN', /^\S+$/, 'must hold no blanks')(env, problems);
  return {
    serviceSid: required(
      'VERIFY_SERVICE_SID',
      /^VA[0-9a-f]{32}$/,
      'must be VA and 32 hex digits',
    )(env, problems),
    apiBaseUrl: apiBaseUrl(env, problems),
  };
};

/** Basic credentials for PingOne; the password alone is also good as a Bearer token. */
export const pingone: Reader<{ username: string; password: Secret }> = (env, problems) => ({
  username: required('PINGONE_USERNAME', /^[^:]+$/, 'must not hold a colon (RFC 7617)')(env, problems),
  password: secret('PINGONE_PASSWORD')(env, problems),
});

export const auth0Action: Reader<Secret> = secret('AUTH0_ACTION_TOKEN', 'bearer');
export const auth0LogStream: Reader<Secret> = secret('AUTH0_LOG_STREAM_TOKEN', 'verbatim');
export const consolePassword: Reader<Secret> = secret('CONSOLE_PASSWORD', 'bearer');

export const prefixes: Reader<PrefixPolicy> = (env, problems) => ({
  allowed: prefixList('ALLOWED_PREFIXES')(env, problems),
  blocked: prefixList('BLOCKED_PREFIXES')(env, problems),
});

/** How long Verify keeps a verification, in milliseconds: ten minutes unless Twilio's support changed it. */
export const lifetime: Reader<number> = (env, problems) => {
  const text = value(env, 'VERIFY_TTL_MINUTES') || '10';
  const minutes = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (minutes < 2 || minutes > 1440) {
    problems.push({ field: 'VERIFY_TTL_MINUTES', problem: 'must be whole minutes, 2 to 1440' });
  }
  return minutes * 60_000;
};

/** Where PingOne is asked for a user's device, and as whom. */
export interface PingoneWorker {
  environmentId: string;
  clientId: string;
  clientSecret: string;
  apiBaseUrl: string;
  authBaseUrl: string;
}

/** Nothing where neither of the worker's credentials is set: PingOne's events then lead to no number. */
export const pingoneWorker: Reader<PingoneWorker | undefined> = (env, problems) => {
  const names = ['PINGONE_WORKER_CLIENT_ID', 'PINGONE_WORKER_CLIENT_SECRET'] as const;
  if (names.every((name) => value(env, name) === '')) return undefined;
  const { environmentId, region, standIn } = pingoneEnvironment(env, problems);
  return {
    environmentId,
    clientId: required(names[0], UUID, 'must be a UUID')(env, problems),
    clientSecret: required(names[1], /./, 'is not set')(env, problems),
    apiBaseUrl: loopbackUrl('PINGONE_API_BASE_URL')(env, problems) ?? `https://api.pingone.${region}`,
    authBaseUrl: standIn ?? `https://auth.pingone.${region}`,
  };
};

/** Nothing where the demo is off. The secret may stay away: a public client proves itself by PKCE alone. */
export const demo: Reader<SignInApp | undefined> = (env, problems) => {
  const state = value(env, 'DEMO_SIGN_IN');
  if (state === '') return undefined;
  if (state !== 'on') problems.push({ field: 'DEMO_SIGN_IN', problem: 'must be on, or not set' });
  const { environmentId, region, standIn } = pingoneEnvironment(env, problems);
  const myAccount = `https://apps.pingone.${region}/${environmentId}/myaccount/#mfa`;
  return {
    issuer: `${standIn ?? `https://auth.pingone.${region}`}/${environmentId}/as`,
    clientId: required('PINGONE_APP_ID', UUID, 'must be a UUID')(env, problems),
    clientSecret: value(env, 'PINGONE_APP_SECRET') || undefined,
    myAccountUrl: standIn === undefined ? myAccount : undefined,
  };
};

const pingoneEnvironment = (env: Environment, problems: FieldProblem[]) => ({
  environmentId: required('PINGONE_ENVIRONMENT_ID', UUID, 'must be a UUID')(env, problems),
  region: required('PINGONE_REGION', REGION, 'must be com, eu, ca, com.au, sg or asia')(env, problems),
  standIn: loopbackUrl('PINGONE_AUTH_BASE_URL')(env, problems),
});

/** https://docs.pingidentity.com/pingone/developer_tools/p1_ip_address_domain_reference.html */
const REGION = /^(com|eu|ca|com\.au|sg|asia)$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Whether somebody can use the bridge: the Verify service, the settings that are nobody's own, and one provider's
 * whole set. A set that is not wanted may stay away, if another is good.
 * @returns `not_configured` with the names of the variables, or nothing
 */
export function health(env: Environment): Problem | undefined {
  const everyCall = problemsOf(env, all({ twilio, prefixes, lifetime }));
  const providers = [all({ pingone, pingoneWorker }), all({ auth0Action, auth0LogStream })].map((set) =>
    problemsOf(env, set),
  );
  const errors = providers.some((problems) => problems.length === 0)
    ? everyCall
    : [...everyCall, ...providers.flat()];
  return errors.length === 0 ? undefined : createFieldProblem('not_configured', errors);
}
