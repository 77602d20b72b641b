import { combineReaders, readLoopbackUrl, readRequired, type Reader } from '../../../src/config/reader';
import {
  readActionCredentials,
  readLogStreamCredentials,
} from '../../../src/identity-providers/auth0/settings';
import type { Credential } from '../connector';

/** The names are those of Auth0's own tools: https://github.com/auth0/auth0-deploy-cli */
export const credentials: readonly Credential[] = [
  {
    name: 'AUTH0_DOMAIN',
    question: 'The domain of the Auth0 tenant, such as acme.eu.auth0.com (no custom domain)',
    isSecret: false,
  },
  {
    name: 'AUTH0_CLIENT_ID',
    question: 'The client id of a Machine to Machine application (manage.auth0.com > Applications)',
    isSecret: false,
  },
  { name: 'AUTH0_CLIENT_SECRET', question: 'Its client secret', isSecret: true },
];

export interface Auth0Settings {
  domain: string;
  clientId: string;
  clientSecret: string;
  /** A stand-in's origin, for the token endpoint and the Management API alike. */
  apiBaseUrl: string | undefined;
  actionToken: string;
  logStreamToken: string;
}

const read = combineReaders({
  domain: readRequired(
    'AUTH0_DOMAIN',
    /^([a-z0-9-]+\.)+[a-z]{2,}$/i,
    'must be the host name of the tenant, such as acme.eu.auth0.com, without https://',
  ),
  clientId: readRequired('AUTH0_CLIENT_ID', /^[!-~]+$/, 'must have no blank in it'),
  clientSecret: readRequired('AUTH0_CLIENT_SECRET', /^[!-~]+$/, 'must have no blank in it'),
  apiBaseUrl: readLoopbackUrl('AUTH0_API_BASE_URL'),
  action: readActionCredentials,
  logStream: readLogStreamCredentials,
});

/** Of two values of a secret, Auth0 gets the first: the present one. */
export const readAuth0Settings: Reader<Auth0Settings> = (env, problems) => {
  const { action, logStream, ...rest } = read(env, problems);
  return {
    ...rest,
    domain: rest.domain.toLowerCase(),
    actionToken: readFirst(action),
    logStreamToken: readFirst(logStream),
  };
};

const readFirst = (given: ReturnType<typeof readActionCredentials>): string =>
  ('token' in given ? given.token[0] : undefined) ?? '';
