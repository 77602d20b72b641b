import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import { ok, refuse, type Result } from '../../core/result';
import { readOtpRequest, readPath } from '../otp-fields';

/** The verification of a number has the first, and a second factor the second: ZITADEL lowers `OTP`'s first letter. */
const CODES = ['args.code', 'args.oTP'] as const;

/**
 * The request of ZITADEL's HTTP SMS provider: `{"contextInfo":{"recipientPhoneNumber"},"templateData":{…},"args":{…}}`.
 * https://github.com/zitadel/zitadel/blob/main/internal/notification/types/user_phone.go
 *
 * @returns the request; `not_an_otp` for a message without a code; or `invalid_request` with each field that is missing
 * or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  const passcode = CODES.find((path) => readPath(body, path) !== undefined);
  if (passcode === undefined && readPath(body, 'contextInfo.recipientPhoneNumber') !== undefined) {
    const detail = 'The message has no code. The bridge delivers one-time passcodes and nothing else.';
    return refuse({ code: 'not_an_otp', detail, retryable: false });
  }
  const fields = {
    to: 'contextInfo.recipientPhoneNumber',
    passcode: passcode ?? CODES[0],
    channel: 'sms',
  } as const;
  const request = readOtpRequest(body, fields, { idp: 'zitadel' });
  // There is no id. Every challenge has its own code, so the same code to the same number is the same request.
  return request.ok ? ok({ ...request.value, requestId: 'code' }) : request;
}
