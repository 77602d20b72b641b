import { TRY_MS, type Deadline } from '../../core/deadline';
import { getOwn } from '../../core/record';
import { sendRequest, parseJson, readRetryAfterMs, type HttpResponse } from '../http';

/** The worker application and the addresses of PingOne. */
export interface Worker {
  environmentId: string;
  clientId: string;
  clientSecret: string;
  apiBaseUrl: string;
  authBaseUrl: string;
}

/** PingOne refused the request for the token or for the device. */
export class PingoneRefusal extends Error {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
  constructor({ status, headers }: HttpResponse) {
    super(`PingOne answered ${status}`);
    this.status = status;
    this.retryAfterMs = readRetryAfterMs(headers);
  }
}

interface Token {
  value: Promise<string>;
  /** Milliseconds since the epoch. */
  expiresAt: number;
}

/** A new token is requested this long before the old one expires. */
const MARGIN_MS = 60_000;

/** The cache of a warm instance: one token serves all calls for the hour of its lifetime. */
const tokens = new Map<string, Token>();

/**
 * A worker's access token by client credentials (RFC 6749 §4.4).
 * https://developer.pingidentity.com/pingone-api/auth/openid-connect-oauth-2.html
 * @throws NoResponse, PingoneRefusal
 */
export function getWorkerToken(worker: Worker, deadline: Deadline): Promise<string> {
  const key = `${worker.authBaseUrl} ${worker.environmentId} ${worker.clientId} ${worker.clientSecret}`;
  const cached = tokens.get(key);
  if (cached !== undefined && cached.expiresAt > deadline.now()) return cached.value;
  // Ten devices are requested at once; they wait for the same token.
  const token: Token = {
    value: requestToken(worker, deadline, (expiresAt) => (token.expiresAt = expiresAt)),
    expiresAt: Infinity,
  };
  tokens.set(key, token);
  token.value.catch(() => tokens.delete(key));
  return token.value;
}

/**
 * The Platform API has refused this token, so the next caller gets a new one. If ten callers learn of the refusal, the
 * first may already have a new token, which stays.
 */
export async function forgetToken(refused: string): Promise<void> {
  for (const [key, token] of tokens) {
    // One that is still being asked for was not refused; should the request fail, it is forgotten by itself.
    if (token.expiresAt < Infinity && (await token.value) === refused && tokens.get(key) === token)
      tokens.delete(key);
  }
}

async function requestToken(
  worker: Worker,
  deadline: Deadline,
  expires: (at: number) => void,
): Promise<string> {
  // RFC 6749 §2.3.1: both are form-encoded before they are joined.
  const credentials = [worker.clientId, worker.clientSecret].map(encodeURIComponent).join(':');
  const answer = await sendRequest({
    method: 'POST',
    url: new URL(`/${worker.environmentId}/as/token`, worker.authBaseUrl),
    headers: {
      Authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
      Accept: 'application/json',
    },
    body: 'grant_type=client_credentials',
    timeoutMs: Math.min(TRY_MS, deadline.left()),
  });
  const body = parseJson(answer.body);
  const token = getOwn(body, 'access_token');
  const seconds = getOwn(body, 'expires_in');
  if (answer.status !== 200 || typeof token !== 'string') throw new PingoneRefusal(answer);
  expires(deadline.now() + (typeof seconds === 'number' ? seconds * 1000 : 0) - MARGIN_MS);
  return token;
}
