import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import { ok, type Result } from '../../core/result';
import { readOtpRequest, readPath } from '../otp-fields';

/** Newer versions name the number that is sent to; with the older ones a new number is not the user's yet. */
const NUMBERS = ['sms.phone', 'user.new_phone', 'user.phone'] as const;

/**
 * The input of Supabase Auth's Send SMS hook: `{"metadata":{"uuid"},"user":{"phone"},"sms":{"otp","sms_type"}}`.
 * https://supabase.com/docs/guides/auth/auth-hooks/send-sms-hook
 * https://github.com/supabase/auth/blob/master/internal/hooks/v0hooks/v0hooks.go
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  const isChange = readPath(body, 'sms.sms_type') === 'phone_change';
  const given = NUMBERS.filter((path) => isChange || path !== 'user.new_phone');
  const to =
    given.find((path) => ![undefined, null, ''].includes(readPath(body, path) as string)) ?? 'user.phone';
  const fields = {
    to,
    passcode: 'sms.otp',
    channel: 'sms',
    ip: 'metadata.ip_address',
    user: 'user.id',
  } as const;
  const request = readOtpRequest(body, fields, { idp: 'supabase' });
  // The body is the same in every try, while `webhook-id` is not.
  const uuid = readPath(body, 'metadata.uuid');
  const isId = typeof uuid === 'string' && /^[0-9a-f-]{36}$/i.test(uuid);
  return request.ok && isId ? ok({ ...request.value, requestId: uuid }) : request;
}
