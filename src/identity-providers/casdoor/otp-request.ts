import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import { readOtpRequest } from '../otp-fields';

/**
 * The request of Casdoor's provider "Custom HTTP SMS", as JSON or as a form: `phoneNumber`, and the passcode under the
 * provider's parameter name, which docs/casdoor.md sets to `content`, with the template `%s`.
 * https://github.com/casdoor/casdoor/blob/master/object/sms_custom_http.go
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  return readOtpRequest(body, { to: 'phoneNumber', passcode: 'content', channel: 'sms' }, { idp: 'casdoor' });
}
