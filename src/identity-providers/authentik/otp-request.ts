import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import { readOtpRequest } from '../otp-fields';

/**
 * The request of authentik's SMS authenticator stage with the provider "Generic" and without a mapping:
 * `{"From","To","Body","Message"}`, in which `Body` is the passcode itself.
 * https://github.com/goauthentik/authentik/blob/main/authentik/stages/authenticator_sms/models.py
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  return readOtpRequest(body, { to: 'To', passcode: 'Body', channel: 'sms' }, { idp: 'authentik' });
}
