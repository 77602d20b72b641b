import { TRY_MS, type Deadline } from '../../core/deadline';
import type { FeedbackResult } from '../../core/feedback-result';
import { parsePhoneNumber, type PhoneNumber } from '../../core/phone-number';
import { getOwn } from '../../core/record';
import { TtlCache } from '../../core/ttl-cache';
import { NoResponse, parseJson, readRetryAfterMs, sendRequest, type HttpResponse } from '../http';

/** The org, and a token of a read-only administrator. */
export interface Org {
  url: string;
  apiToken: string;
}

/** The cache of a warm instance: several events of one login ask once. A user who changes the number waits that long. */
const LIFETIME_MS = 60_000;
const factorsByUser = new TtlCache<unknown[]>(1_000);

/**
 * The number of a user's active SMS or voice factor.
 * GET /api/v1/users/{userId}/factors: https://developer.okta.com/docs/api/openapi/okta-management/management/tag/UserFactor/
 *
 * @param reference `<user id>/<sms or call>`; the id has letters, digits, hyphens and underscores alone, and goes into the path as it is
 */
export async function fetchFactorPhone(
  org: Org,
  reference: string,
  deadline: Deadline,
): Promise<FeedbackResult<PhoneNumber>> {
  const [userId = '', factorType] = reference.split('/');
  const key = `${org.url} ${userId}`;
  const cached = factorsByUser.get(key, deadline.now());
  const known = cached === undefined ? undefined : readPhone(cached, factorType);
  // A factor that was activated since is not in the cache.
  if (known?.kind === 'done') return known;
  try {
    const response = await requestFactors(org, userId, deadline);
    if (response.status !== 200) return toFailure(response, deadline.now());
    const factors = parseJson(response.body);
    // Another server's page: a later delivery may get the factors.
    if (!Array.isArray(factors)) return { kind: 'failed', retryable: true };
    factorsByUser.set(key, factors, deadline.now(), LIFETIME_MS);
    return readPhone(factors, factorType);
  } catch (error) {
    if (error instanceof NoResponse) return { kind: 'failed', retryable: true };
    throw error;
  }
}

function requestFactors(org: Org, userId: string, deadline: Deadline): Promise<HttpResponse> {
  return sendRequest({
    method: 'GET',
    url: new URL(`/api/v1/users/${userId}/factors`, org.url),
    headers: { Authorization: `SSWS ${org.apiToken}`, Accept: 'application/json' },
    timeoutMs: Math.min(TRY_MS, deadline.left()),
  });
}

/** Unmappable if the user has no such factor, or several numbers: nothing says which of them was used. */
function readPhone(factors: unknown[], factorType: string | undefined): FeedbackResult<PhoneNumber> {
  const numbers = factors
    .filter((one) => getOwn(one, 'factorType') === factorType && getOwn(one, 'status') === 'ACTIVE')
    .flatMap((one) => {
      const phone = getOwn(getOwn(one, 'profile'), 'phoneNumber');
      const number = typeof phone === 'string' ? parsePhoneNumber(phone) : { problem: 'is missing' };
      return 'problem' in number ? [] : [number.to];
    });
  const [number, ...others] = new Set(numbers);
  return number === undefined || others.length > 0 ? { kind: 'unmappable' } : { kind: 'done', value: number };
}

/** The user is gone (404), or Okta refuses the id: final. After a limit, a server error or our own token, it is not. */
function toFailure({ status, headers }: HttpResponse, now: number): FeedbackResult<PhoneNumber> {
  if (status === 401 || status === 403) return { kind: 'failed', retryable: false };
  if (status !== 429 && status < 500) return { kind: 'unmappable' };
  // https://developer.okta.com/docs/reference/rl-best-practices/: seconds since the epoch
  const reset = Number(headers['x-rate-limit-reset']) * 1000 - now;
  const retryAfterMs = readRetryAfterMs(headers) ?? (reset > 0 ? reset : undefined);
  return { kind: 'failed', retryable: true, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
