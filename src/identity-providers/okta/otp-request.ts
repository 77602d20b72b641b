import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import { ok, type Result } from '../../core/result';
import { readOtpRequest, readPath, type OtpFields } from '../otp-fields';

const FIELDS: OtpFields = {
  to: 'data.messageProfile.phoneNumber',
  passcode: 'data.messageProfile.otpCode',
  channel: {
    field: 'data.messageProfile.deliveryChannel',
    names: { SMS: 'sms', 'VOICE CALL': 'call', VOICE: 'call', CALL: 'call' },
    isAnyCase: true,
  },
  locale: 'data.messageProfile.locale',
  user: 'data.userProfile.userId',
};

/**
 * The request of Okta's telephony inline hook (`com.okta.telephony.provider`).
 * https://developer.okta.com/docs/reference/telephony-hook/
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  const request = readOtpRequest(body, FIELDS, { idp: 'okta' });
  const eventId = readPath(body, 'eventId');
  const isId = typeof eventId === 'string' && /^[!-~]{1,128}$/.test(eventId);
  return request.ok && isId ? ok({ ...request.value, requestId: eventId }) : request;
}
