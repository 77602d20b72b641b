import { TRY_MS, type Deadline } from '../../core/deadline';
import type { FeedbackResult } from '../../core/feedback-result';
import { parsePhoneNumber, type PhoneNumber } from '../../core/phone-number';
import { getOwn, isRecord } from '../../core/record';
import { NoResponse, parseJson, readRetryAfterMs, sendRequest } from '../http';

/** The ZITADEL instance, and the token of a service user that may read users and sessions. */
export interface Instance {
  url: string;
  apiToken: string;
}

/**
 * The number of a user, or of the user of a session.
 * GET /v2/sessions/{id} and GET /v2/users/{id}:
 * https://github.com/zitadel/zitadel/blob/main/proto/zitadel/session/v2/session.proto
 * https://github.com/zitadel/zitadel/blob/main/proto/zitadel/user/v2/phone.proto
 *
 * @param reference `users/<id>` or `sessions/<id>`; an id has letters, digits, hyphens and underscores alone
 */
export async function fetchUserPhone(
  instance: Instance,
  reference: string,
  deadline: Deadline,
): Promise<FeedbackResult<PhoneNumber>> {
  const found = await fetchResource(instance, reference, deadline);
  if (found.kind !== 'done' || reference.startsWith('users/')) return toPhone(found);
  const user = getOwn(getOwn(getOwn(getOwn(found.value, 'session'), 'factors'), 'user'), 'id');
  if (typeof user !== 'string' || !/^[\w-]{1,64}$/.test(user)) return { kind: 'unmappable' };
  return toPhone(await fetchResource(instance, `users/${user}`, deadline));
}

/** A user or a session that is gone, or an id that ZITADEL refuses, is final; our own token is not. */
async function fetchResource(
  instance: Instance,
  path: string,
  deadline: Deadline,
): Promise<FeedbackResult<unknown>> {
  try {
    const { status, headers, body } = await sendRequest({
      method: 'GET',
      url: new URL(`/v2/${path}`, instance.url),
      headers: { Authorization: `Bearer ${instance.apiToken}`, Accept: 'application/json' },
      timeoutMs: Math.min(TRY_MS, deadline.left()),
    });
    if (status === 401 || status === 403) return { kind: 'failed', retryable: false };
    if (status === 429 || status >= 500) {
      const retryAfterMs = readRetryAfterMs(headers);
      return { kind: 'failed', retryable: true, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    if (status !== 200) return { kind: 'unmappable' };
    const value = parseJson(body);
    // Another server's page: a later try may get the resource.
    return isRecord(value) ? { kind: 'done', value } : { kind: 'failed', retryable: true };
  } catch (error) {
    if (error instanceof NoResponse) return { kind: 'failed', retryable: true };
    throw error;
  }
}

function toPhone(found: FeedbackResult<unknown>): FeedbackResult<PhoneNumber> {
  if (found.kind !== 'done') return found;
  const phone = getOwn(getOwn(getOwn(getOwn(found.value, 'user'), 'human'), 'phone'), 'phone');
  const number = typeof phone === 'string' ? parsePhoneNumber(phone) : { problem: 'is missing' };
  return 'problem' in number ? { kind: 'unmappable' } : { kind: 'done', value: number.to };
}
