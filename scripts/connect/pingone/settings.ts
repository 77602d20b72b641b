import { readLoopbackUrl, readRequired, type Reader } from '../../../src/config/reader';
import type { Worker } from '../../../src/apis/pingone/worker-token';
import { readCredentials, readEnvironmentSettings } from '../../../src/identity-providers/pingone/settings';
import { UUID } from '../../../src/identity-providers/pingone/uuid';
import type { Credential } from '../connector';

const WHERE =
  'of the worker application with the role Environment Admin (Applications > Applications > Overview)';

/**
 * The names are those of Ping's Terraform provider. The deployment's own worker application, PINGONE_WORKER_CLIENT_ID, does
 * not do: it may read devices alone, and is to stay so.
 * https://registry.terraform.io/providers/pingidentity/pingone/latest/docs
 */
export const credentials: readonly Credential[] = [
  { name: 'PINGONE_CLIENT_ID', question: `Client ID ${WHERE}`, isSecret: false },
  { name: 'PINGONE_CLIENT_SECRET', question: `Client secret ${WHERE}`, isSecret: true },
];

export interface Settings {
  /** The environment whose sender and webhook are set up. */
  environmentId: string;
  region: string;
  /** Its environment may be another one: https://docs.pingidentity.com/pingone/applications/p1_configurerolesforworkerapplication.html */
  worker: Worker;
  /** What PingOne is to call the deployment with. */
  username: string;
  /** The first of two values, which is the current one. */
  password: string;
}

/** The deployment that PingOne is to call. */
export interface Deployment {
  bridge: URL;
  settings: Settings;
  /** Of the user name and the password. */
  fingerprint: string;
}

export const readSettings: Reader<Settings> = (env, problems) => {
  const { username, password } = readPair(env, problems);
  const { environmentId, region, standIn } = readEnvironmentSettings(env, problems);
  const hasOwnEnvironment = env['PINGONE_ADMIN_ENVIRONMENT_ID'] !== undefined;
  return {
    environmentId,
    region,
    worker: {
      environmentId: hasOwnEnvironment
        ? readRequired('PINGONE_ADMIN_ENVIRONMENT_ID', UUID, 'must be a UUID')(env, problems)
        : environmentId,
      clientId: readRequired('PINGONE_CLIENT_ID', UUID, 'must be a UUID')(env, problems),
      clientSecret: readRequired('PINGONE_CLIENT_SECRET', /./, 'is not set')(env, problems),
      apiBaseUrl: readLoopbackUrl('PINGONE_API_BASE_URL')(env, problems) ?? `https://api.pingone.${region}`,
      authBaseUrl: standIn ?? `https://auth.pingone.${region}`,
    },
    username,
    password,
  };
};

const readPair: Reader<{ username: string; password: string }> = (env, problems) => {
  const read = readCredentials(env, problems);
  if (read.scheme !== 'basic') throw new Error('PingOne has another scheme.');
  return { username: read.username, password: read.password[0] ?? '' };
};

/** The header with which PingOne calls. */
export const renderAuthorization = ({ username, password }: Settings): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
