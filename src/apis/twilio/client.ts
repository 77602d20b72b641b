import type RequestClient from 'twilio/lib/base/RequestClient';
import type Version from 'twilio/lib/base/Version';
import { TRY_MS, type Deadline } from '../../core/deadline';
import { getOwn, isRecord } from '../../core/record';
import {
  NoResponse,
  parseJson,
  readRetryAfterMs,
  sendRequest,
  type HttpRequest,
  type HttpResponse,
} from '../http';

/** The account, and in the sandbox the origin that stands for Twilio. */
export interface TwilioAccount {
  accountSid: string;
  authToken: string;
  apiBaseUrl: string | undefined;
}

/** What the SDK hands to its HTTP client; of its many options those that Verify and Lookup use. */
interface SdkRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, unknown>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
}

/** Twilio refused a request. The SDK's own RestException has no headers, and so no `Retry-After`. */
export class TwilioRefusal extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly retryAfterMs: number | undefined;
  /** A rate limit was reached: one of the owner's, if the request counted against any. */
  readonly hasReachedLimit: boolean;
  constructor({ status, body, headers }: HttpResponse) {
    super(`Twilio answered ${status}`);
    const code = getOwn(parseJson(body), 'code');
    this.status = status;
    this.code = typeof code === 'number' ? code : undefined;
    this.retryAfterMs = readRetryAfterMs(headers);
    // Declared for a 429 by Twilio's OpenAPI document of Verify v2, which does not say what its value is.
    this.hasReachedLimit = status === 429 && headers['twilio-reached-rate-limit'] !== undefined;
  }
}

/**
 * One version of a Twilio API, which the SDK's resource classes are made with. It is the SDK's own client, over our
 * connection pool: the SDK's HTTP client waits 30 s where a Function has 10, makes a new pool for each client, and
 * cannot tell a request that was never written from one that was never answered.
 *
 * The SDK's modules are imported one by one and when they are needed. The package's main module would load 67 files,
 * which takes longer than everything else that a cold call does. scripts/build.ts leaves the SDK's HTTP client out.
 */
export async function createVersion<T extends Version>(
  api: 'verify' | 'lookups' | 'api',
  account: TwilioAccount,
  deadline: Deadline,
): Promise<T> {
  const [{ default: TwilioBase }, { default: Domain }, { default: SdkVersion }] = await Promise.all([
    import('twilio/lib/base/BaseTwilio'),
    import('twilio/lib/base/Domain'),
    import('twilio/lib/base/Version'),
  ]);
  const httpClient = { request: (request: SdkRequest) => send(request, account.apiBaseUrl, deadline) };
  const client = new TwilioBase.Client(account.accountSid, account.authToken, {
    httpClient: httpClient as unknown as RequestClient,
    autoRetry: false,
  });
  const domain = new Domain(client, `https://${api}.twilio.com`);
  // Its subclass, such as V2, only adds a property for every resource of the API, and with it every resource's code.
  return new SdkVersion(domain, api === 'api' ? '2010-04-01' : 'v2') as T;
}

async function send(request: SdkRequest, apiBaseUrl: string | undefined, deadline: Deadline) {
  const response = await sendRequest({
    ...toHttpRequest(request, apiBaseUrl),
    timeoutMs: Math.min(TRY_MS, deadline.left()),
  });
  if (response.status >= 400) throw new TwilioRefusal(response);
  // The answer to a DELETE has no body.
  if (response.status === 204) return { statusCode: 204, body: {}, headers: response.headers };
  const body = parseJson(response.body);
  // Another server's page, or half of Twilio's response: the request was written and may have been processed.
  if (response.status >= 300 || !isRecord(body)) throw new NoResponse('unanswered');
  return { statusCode: response.status, body, headers: response.headers };
}

function toHttpRequest(request: SdkRequest, apiBaseUrl: string | undefined): Omit<HttpRequest, 'timeoutMs'> {
  const url = new URL(request.uri);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name] = String(value);
  headers['Authorization'] =
    `Basic ${Buffer.from(`${request.username}:${request.password}`).toString('base64')}`;
  const query = encodeForm(request.params);
  if (query !== '') url.search = query;
  const body = encodeForm(request.data);
  if (apiBaseUrl === undefined) return { method: request.method, url, headers, body };
  headers['X-Forwarded-Host'] = url.host;
  return { method: request.method, url: new URL(url.pathname + url.search, apiBaseUrl), headers, body };
}

function encodeForm(fields: Record<string, unknown> = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined) params.append(name, String(one));
    }
  }
  return params.toString();
}
