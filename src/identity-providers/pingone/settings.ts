import { readLoopbackUrl, readRequired, readSecret, readVariable, type Reader } from '../../config/reader';
import type { Credentials } from '../../http/credentials';
import { UUID } from './uuid';

/** Basic credentials; the password alone is also good as a Bearer token. */
export const readCredentials: Reader<Credentials> = (env, problems) => ({
  scheme: 'basic',
  username: readRequired('PINGONE_USERNAME', /^[^:]+$/, 'must not hold a colon (RFC 7617)')(env, problems),
  password: readSecret('PINGONE_PASSWORD')(env, problems),
});

/** The worker application that reads a user's device, and the addresses of PingOne. */
export interface WorkerSettings {
  environmentId: string;
  clientId: string;
  clientSecret: string;
  apiBaseUrl: string;
  authBaseUrl: string;
}

/** Undefined if neither of the worker's credentials is set: then PingOne's events lead to no number. */
export const readWorkerSettings: Reader<WorkerSettings | undefined> = (env, problems) => {
  const names = ['PINGONE_WORKER_CLIENT_ID', 'PINGONE_WORKER_CLIENT_SECRET'] as const;
  if (names.every((name) => readVariable(env, name) === '')) return undefined;
  const { environmentId, region, standIn } = readEnvironmentSettings(env, problems);
  return {
    environmentId,
    clientId: readRequired(names[0], UUID, 'must be a UUID')(env, problems),
    clientSecret: readRequired(names[1], /./, 'is not set')(env, problems),
    apiBaseUrl: readLoopbackUrl('PINGONE_API_BASE_URL')(env, problems) ?? `https://api.pingone.${region}`,
    authBaseUrl: standIn ?? `https://auth.pingone.${region}`,
  };
};

export interface EnvironmentSettings {
  environmentId: string;
  region: string;
  /** The origin of the sandbox's authorization server, in the sandbox. */
  standIn: string | undefined;
}

export const readEnvironmentSettings: Reader<EnvironmentSettings> = (env, problems) => ({
  environmentId: readRequired('PINGONE_ENVIRONMENT_ID', UUID, 'must be a UUID')(env, problems),
  region: readRequired('PINGONE_REGION', REGION, 'must be com, eu, ca, com.au, sg or asia')(env, problems),
  standIn: readLoopbackUrl('PINGONE_AUTH_BASE_URL')(env, problems),
});

/** https://docs.pingidentity.com/pingone/developer_tools/p1_ip_address_domain_reference.html */
const REGION = /^(com|eu|ca|com\.au|sg|asia)$/;
