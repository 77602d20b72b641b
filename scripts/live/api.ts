import { NoResponse, parseJson, sendRequest } from '../../src/apis/http';
import { TwilioRefusal, type TwilioAccount } from '../../src/apis/twilio/client';
import { isRecord, type Fields } from '../../src/core/record';

const TIMEOUT_MS = 10_000;

/**
 * One call to an API of Twilio, as the account's owner. The SDK is not used, because the live check asks for what the
 * functions never do: Serverless, and codes that may be refused.
 * @param url https://…, at any host of Twilio's; in the sandbox the stand-in gets it with `X-Forwarded-Host`
 * @throws TwilioRefusal, NoResponse
 */
export async function callTwilio(
  { accountSid, authToken, apiBaseUrl }: TwilioAccount,
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  form: Record<string, string> = {},
): Promise<Fields> {
  const { host, pathname, search } = new URL(url);
  const response = await sendRequest({
    method,
    url: apiBaseUrl === undefined ? new URL(url) : new URL(pathname + search, apiBaseUrl),
    headers: {
      Authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
      Accept: 'application/json',
      ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...(apiBaseUrl !== undefined && { 'X-Forwarded-Host': host }),
    },
    body: method === 'POST' ? new URLSearchParams(form).toString() : '',
    timeoutMs: TIMEOUT_MS,
  });
  if (response.status >= 400) throw new TwilioRefusal(response);
  if (response.status === 204) return {};
  const body = parseJson(response.body);
  if (response.status >= 300 || !isRecord(body)) throw new NoResponse('unanswered');
  return body;
}
