import type { Context } from '@twilio-labs/serverless-runtime-types/types';
import type { Twilio } from 'twilio';
import type RequestClient from 'twilio/lib/base/RequestClient';
import { TRY_MS, type Deadline } from '../../core/deadline';
import { isRecord, getOwn } from '../../core/record';
import { sendRequest, NoResponse, parseJson, readRetryAfterMs, type HttpRequest, type HttpResponse } from '../http';

/** What the SDK hands to the HTTP client that it is given; of its many options those that Verify and Lookup use. */
interface SdkRequest {
  method: string;
  uri: string;
  username?: string;
  password?: string;
  headers?: Record<string, unknown>;
  params?: Record<string, unknown>;
  data?: Record<string, unknown>;
}

/** Twilio said no. The SDK's own RestException has no headers, and without `Retry-After` no retry is polite. */
export class TwilioRefusal extends Error {
  readonly status: number;
  readonly code: number | undefined;
  readonly retryAfterMs: number | undefined;
  constructor({ status, body, headers }: HttpResponse) {
    super(`Twilio answered ${status}`);
    const code = getOwn(parseJson(body), 'code');
    this.status = status;
    this.code = typeof code === 'number' ? code : undefined;
    this.retryAfterMs = readRetryAfterMs(headers);
  }
}

/**
 * The official SDK over our own connection pool. Its default client waits 30 s where a Function has 10, makes a new
 * pool for each client, and cannot tell a request that was never written from one that was never answered.
 *
 * This is the first point of a call at which any Twilio code is loaded.
 */
export function createTwilioClient(context: Context, apiBaseUrl: string | undefined, deadline: Deadline): Twilio {
  const httpClient = { request: (request: SdkRequest) => send(request, apiBaseUrl, deadline) };
  return context.getTwilioClient({ httpClient: httpClient as unknown as RequestClient, autoRetry: false });
}

async function send(request: SdkRequest, apiBaseUrl: string | undefined, deadline: Deadline) {
  const answer = await sendRequest({
    ...toHttpRequest(request, apiBaseUrl),
    timeoutMs: Math.min(TRY_MS, deadline.left()),
  });
  if (answer.status >= 400) throw new TwilioRefusal(answer);
  const body = parseJson(answer.body);
  // Somebody else's page, or half of Twilio's: the request was written and may have been processed.
  if (answer.status >= 300 || !isRecord(body)) throw new NoResponse('unanswered');
  return { statusCode: answer.status, body, headers: answer.headers };
}

function toHttpRequest(request: SdkRequest, apiBaseUrl: string | undefined): Omit<HttpRequest, 'timeoutMs'> {
  const url = new URL(request.uri);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name] = String(value);
  headers['Authorization'] =
    `Basic ${Buffer.from(`${request.username}:${request.password}`).toString('base64')}`;
  const query = encodeForm(request.params);
  if (query !== '') url.search = query;
  if (apiBaseUrl === undefined) return { method: request.method, url, headers, body: encodeForm(request.data) };
  headers['X-Forwarded-Host'] = url.host;
  const elsewhere = new URL(url.pathname + url.search, apiBaseUrl);
  return { method: request.method, url: elsewhere, headers, body: encodeForm(request.data) };
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
