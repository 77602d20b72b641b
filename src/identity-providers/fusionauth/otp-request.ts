import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import { readOtpRequest, type OtpFields } from '../otp-fields';

const FIELDS: OtpFields = {
  to: 'phoneNumber',
  passcode: 'code',
  // Before version 1.65 a messenger sent nothing but SMS.
  channel: { field: 'type', names: { SMS: 'sms', VOICE: 'call' }, isAnyCase: true, otherwise: 'sms' },
  user: 'userId',
};

/**
 * The request of FusionAuth's generic messenger: `{"code","phoneNumber","textMessage","message","type","userId"}`, of
 * which Verify's own template replaces the texts.
 * https://fusionauth.io/docs/customize/email-and-messages/generic-messenger
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  return readOtpRequest(body, FIELDS, { idp: 'fusionauth' });
}
