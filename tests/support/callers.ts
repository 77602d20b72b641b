import { sandboxEnvironment } from './bridge';

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
  text: string;
}

export const pingone = sandboxEnvironment['PINGONE_PASSWORD'] ?? '';
export const auth0Action = sandboxEnvironment['AUTH0_ACTION_TOKEN'] ?? '';

export const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

/** POSTs and reads the whole answer. Without a header of its own the body goes as JSON, or as a form if it is one. */
export async function post(
  url: string,
  authorization: string | undefined,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof URLSearchParams || body === undefined;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      ...(!isRaw && { 'content-type': 'application/json' }),
      ...(authorization !== undefined && { authorization }),
      ...headers,
    },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    text,
  };
}

/** As PingOne's Custom Provider: a form, and the credentials of the sandbox. */
export const asPingone = (url: string, fields: Record<string, string>): Promise<Answer> =>
  post(url, basic('pingone', pingone), new URLSearchParams(fields));

/** As our Action: the event nested in JSON. */
export const asAuth0 = (url: string, event: unknown): Promise<Answer> =>
  post(`${url}/auth0/send`, `Bearer ${auth0Action}`, { event });
