import type { SandboxOptions } from './server';

/** The stand-ins' accounts, and the senders' credentials, from variables with the names that .env.sandbox has. */
export function readSandboxSettings(
  env: Readonly<Record<string, string | undefined>>,
): Pick<
  SandboxOptions,
  'credentials' | 'pingone' | 'signIn' | 'auth0' | 'auth0Management' | 'okta' | 'otpToken' | 'authorizations'
> {
  const setting = (name: string) => env[name] ?? '';
  // The first of two values is the current one.
  const secret = (name: string) => setting(name).split(',')[0]?.trim() ?? '';
  const appId = setting('PINGONE_APP_ID');
  const sender = { username: setting('PINGONE_USERNAME'), password: secret('PINGONE_PASSWORD') };
  const user = `${sender.username}:${sender.password}`;
  return {
    credentials: {
      accountSid: setting('ACCOUNT_SID'),
      authToken: setting('AUTH_TOKEN'),
      serviceSid: setting('VERIFY_SERVICE_SID'),
    },
    pingone: {
      environmentId: setting('PINGONE_ENVIRONMENT_ID'),
      clientId: setting('PINGONE_WORKER_CLIENT_ID'),
      clientSecret: setting('PINGONE_WORKER_CLIENT_SECRET'),
      // Without them, nobody manages the environment.
      admin:
        setting('PINGONE_CLIENT_SECRET') === ''
          ? undefined
          : {
              environmentId: setting('PINGONE_ADMIN_ENVIRONMENT_ID') || setting('PINGONE_ENVIRONMENT_ID'),
              clientId: setting('PINGONE_CLIENT_ID'),
              clientSecret: setting('PINGONE_CLIENT_SECRET'),
            },
    },
    signIn:
      appId === '' ? undefined : { appId, appSecret: setting('PINGONE_APP_SECRET') || undefined, sender },
    auth0: { actionToken: secret('AUTH0_ACTION_TOKEN') },
    // Without it, nobody manages the tenant.
    auth0Management:
      setting('AUTH0_CLIENT_SECRET') === ''
        ? undefined
        : {
            domain: setting('AUTH0_DOMAIN'),
            clientId: setting('AUTH0_CLIENT_ID'),
            clientSecret: setting('AUTH0_CLIENT_SECRET'),
          },
    otpToken: secret('OTP_TOKEN'),
    okta: {
      hookToken: secret('OKTA_HOOK_TOKEN'),
      apiToken: setting('OKTA_API_TOKEN'),
      adminToken: setting('OKTA_ADMIN_API_TOKEN'),
    },
    authorizations: {
      auth0LogStream: secret('AUTH0_LOG_STREAM_TOKEN'),
      pingoneEvents: `Basic ${Buffer.from(user).toString('base64')}`,
    },
  };
}
