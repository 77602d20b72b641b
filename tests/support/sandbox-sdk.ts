import twilio, { type Twilio } from 'twilio';

/** What the SDK hands to its HTTP client. */
interface SdkRequest {
  method: string;
  uri: string;
  username: string;
  password: string;
  params?: Record<string, string>;
  data?: Record<string, string>;
}

/** The account of a sandbox that a test starts for itself. */
export const credentials = {
  accountSid: `AC${'1'.repeat(32)}`,
  authToken: 'sandbox-token',
  serviceSid: `VA${'2'.repeat(32)}`,
};

/** The official SDK, whose requests go to the sandbox at Twilio's own paths. */
export function createSandboxSdk(sandboxUrl: string, authToken = credentials.authToken): Twilio {
  const httpClient = {
    async request({ method, uri, username, password, params, data }: SdkRequest) {
      const url = new URL(uri);
      for (const [name, value] of Object.entries(params ?? {})) url.searchParams.set(name, value);
      const response = await fetch(sandboxUrl + url.pathname + url.search, {
        method: method.toUpperCase(),
        headers: {
          authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
          'x-forwarded-host': url.host,
        },
        ...(method.toUpperCase() === 'POST' && { body: new URLSearchParams(data) }),
      });
      return { statusCode: response.status, body: await response.text() };
    },
  };
  return twilio(credentials.accountSid, authToken, { httpClient: httpClient as never });
}
