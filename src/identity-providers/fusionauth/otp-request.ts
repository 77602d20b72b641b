import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import { readOtpRequest } from '../otp-fields';

/**
 * The request of FusionAuth's generic messenger: `{"phoneNumber","textMessage"}`. The text is the owner's template, in
 * which the passcode must be the only 4 to 10 digits; docs/fusionauth.md makes it the passcode alone.
 * https://fusionauth.io/docs/customize/email-and-messages/generic-messenger
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  return readOtpRequest(
    body,
    { to: 'phoneNumber', passcode: 'textMessage', isText: true, channel: 'sms' },
    { idp: 'fusionauth' },
  );
}
