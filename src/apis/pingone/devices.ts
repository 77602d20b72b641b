import { TRY_MS, type Deadline } from '../../core/deadline';
import type { FeedbackResult } from '../../core/feedback-result';
import { parsePhoneNumber, type PhoneNumber } from '../../core/phone-number';
import { isRecord, getOwn } from '../../core/record';
import { sendRequest, NoResponse, parseJson, type HttpResponse } from '../http';
import { forgetToken, PingoneRefusal, getWorkerToken, type Worker } from './worker-token';

/**
 * The number of a user's SMS or voice device.
 * GET /v1/environments/{environment}/users/{user}/devices/{device}, role Identity Data Read Only or more:
 * https://developer.pingidentity.com/pingone-api/mfa/users/mfa-devices.html
 *
 * @param device `<environment id>/<user id>/<device id>`: the last two are UUIDs, and go into the path as they are
 */
export async function fetchDevicePhone(
  worker: Worker,
  device: string,
  deadline: Deadline,
): Promise<FeedbackResult<PhoneNumber>> {
  try {
    const token = await getWorkerToken(worker, deadline);
    let answer = await requestDevice(worker, device, token, deadline);
    if (answer.status === 401) {
      // The token was revoked, or the secret was changed: one more try with a new token.
      await forgetToken(token);
      answer = await requestDevice(worker, device, await getWorkerToken(worker, deadline), deadline);
    }
    if (answer.status === 200) return readPhone(parseJson(answer.body));
    if (isFinal(answer.status)) return { kind: 'unmappable' };
    throw new PingoneRefusal(answer);
  } catch (error) {
    return toFailure(error);
  }
}

function requestDevice(
  worker: Worker,
  device: string,
  token: string,
  deadline: Deadline,
): Promise<HttpResponse> {
  const [, userId, deviceId] = device.split('/');
  return sendRequest({
    method: 'GET',
    url: new URL(
      `/v1/environments/${worker.environmentId}/users/${userId}/devices/${deviceId}`,
      worker.apiBaseUrl,
    ),
    headers: { Authorization: `Bearer ${token}`, Accept: 'application/json' },
    timeoutMs: Math.min(TRY_MS, deadline.left()),
  });
}

/** The user or the device is gone (404), or PingOne refuses the ids: the number cannot be found, now or later. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 429].includes(status);
}

function readPhone(device: unknown): FeedbackResult<PhoneNumber> {
  // Another server's page. If it were read as a device of another type, the outcome would be lost.
  if (!isRecord(device)) throw new NoResponse('unanswered');
  const type = getOwn(device, 'type');
  if (type !== 'SMS' && type !== 'VOICE') return { kind: 'irrelevant' };
  const phone = getOwn(device, 'phone');
  const number = typeof phone === 'string' ? parsePhoneNumber(phone) : undefined;
  return number === undefined || 'problem' in number
    ? { kind: 'unmappable' }
    : { kind: 'done', value: number.to };
}

/** A later delivery may succeed after a server error, a limit or a missing response, or with corrected credentials. */
function toFailure(error: unknown): FeedbackResult<PhoneNumber> {
  if (error instanceof NoResponse) return { kind: 'failed', retryable: true };
  if (!(error instanceof PingoneRefusal)) throw error;
  const { status, retryAfterMs } = error;
  const retryable = status === 429 || status >= 500;
  return { kind: 'failed', retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
