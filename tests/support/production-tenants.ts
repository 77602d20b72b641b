import { adminEnvironmentId, environmentId } from './pingone-platform';
import type { Start } from './production';

/** An environment of PingOne and an Okta org with nothing of verify-bridge's in them, and what their owner has for setup. */

const reader = { clientId: '33333333-cccc-4ccc-8ccc-333333333333', clientSecret: 'secret-of-the-reader' };
const admin = { clientId: '44444444-dddd-4ddd-8ddd-444444444444', clientSecret: 'secret-of-the-admin' };

const bases = (url: string) => ({ PINGONE_API_BASE_URL: url, PINGONE_AUTH_BASE_URL: url });

/** The worker application that sets up is in another environment than the users. */
export const pingone: Start = {
  provider: 'pingone',
  standIn: {
    pingone: { environmentId, ...reader, admin: { environmentId: adminEnvironmentId, ...admin } },
  },
  given: () => ({
    PINGONE_ENVIRONMENT_ID: environmentId,
    PINGONE_REGION: 'eu',
    PINGONE_WORKER_CLIENT_ID: reader.clientId,
    PINGONE_WORKER_CLIENT_SECRET: reader.clientSecret,
  }),
  credentials: (url) => ({
    PINGONE_CLIENT_ID: admin.clientId,
    PINGONE_CLIENT_SECRET: admin.clientSecret,
    PINGONE_ADMIN_ENVIRONMENT_ID: adminEnvironmentId,
    ...bases(url),
  }),
  bases,
};

const READ_ONLY_TOKEN = '00rdo-Wm4x8tQz1LbKfYs7Vpd93hRq2Ju5Ne6Tc';
export const ADMIN_TOKEN = '00adm-Kq7w2fXz9RtLmB4sYpVd83hsPq0Ju6Te1Nc';

/**
 * The stand-in is called with the secrets of its hooks, and has none of its own. Its address is none that .env may have:
 * .env.connect has it, which goes before.
 */
export const okta: Start = {
  provider: 'okta',
  standIn: {
    okta: { hookToken: 'secret-of-no-hook', apiToken: READ_ONLY_TOKEN, adminToken: ADMIN_TOKEN },
  },
  given: () => ({ OKTA_ORG_URL: 'https://acme.okta.com', OKTA_API_TOKEN: READ_ONLY_TOKEN }),
  credentials: (url) => ({ OKTA_ADMIN_API_TOKEN: ADMIN_TOKEN, OKTA_ORG_URL: url }),
  bases: (url) => ({ OKTA_ORG_URL: url }),
};
