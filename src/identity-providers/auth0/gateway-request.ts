import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import { readOtpRequest } from '../otp-fields';

/**
 * The request of a passwordless connection with `"provider": "sms_gateway"`: `{"recipient","body","sender"}`. The body
 * is the connection's template, in which the passcode must be the only 4 to 10 digits.
 * https://auth0.com/docs/authenticate/passwordless/authentication-methods/use-sms-gateway-passwordless
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used
 */
export function parseGatewayRequest(body: Fields): Result<OtpRequest> {
  return readOtpRequest(
    body,
    { to: 'recipient', passcode: 'body', isText: true, channel: 'sms' },
    { idp: 'auth0' },
  );
}
