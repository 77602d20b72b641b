import type { Sandbox } from '../../sandbox/server';

/** The account and the service of a stand-in that a test starts by itself: short, so that expectations can be read. */
export const credentials = { accountSid: 'AC1', authToken: 'sandbox-token', serviceSid: 'VA1' };
export const authorization = `Basic ${Buffer.from('AC1:sandbox-token').toString('base64')}`;

/** POSTs a form to a path of the service, `Verifications` or another, as the account's owner. */
export function postForm(
  { url }: Sandbox,
  path: string,
  form: Record<string, string>,
  init: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${url}/v2/Services/VA1/${path}`, {
    ...init,
    method: 'POST',
    headers: { authorization, ...init.headers },
    body: new URLSearchParams(form),
  });
}

/** What was delivered, newest last. */
export async function delivered<Message = Record<string, unknown>>({ url }: Sandbox): Promise<Message[]> {
  const response = await fetch(`${url}/sandbox/messages`);
  return ((await response.json()) as { messages: Message[] }).messages;
}
