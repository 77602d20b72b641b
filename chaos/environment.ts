/** Good nowhere. */
const SECRET = 'a-secret-of-the-chaos-run';

const SETTINGS = {
  ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  AUTH_TOKEN: '0'.repeat(32),
  VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}`,
  AUTH0_ACTION_TOKEN: SECRET,
  AUTH0_LOG_STREAM_TOKEN: SECRET,
  OKTA_HOOK_TOKEN: SECRET,
  OTP_TOKEN: SECRET,
  PINGONE_USERNAME: 'pingone',
  PINGONE_PASSWORD: SECRET,
  PINGONE_ENVIRONMENT_ID: '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  PINGONE_REGION: 'com',
  PINGONE_WORKER_CLIENT_ID: '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8f9',
  PINGONE_WORKER_CLIENT_SECRET: SECRET,
};

/** The variables whose APIs the stand-in stands for. */
export const apiVariables = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'];

/** The environment of every function. */
export function createEnvironment({ url }: { url: string }): Record<string, string> {
  return { ...SETTINGS, ...Object.fromEntries(apiVariables.map((name) => [name, url])) };
}

/** What the runtime adds to the body, of a caller who knows the secret. */
export const request = { headers: { authorization: `Bearer ${SECRET}` } };
