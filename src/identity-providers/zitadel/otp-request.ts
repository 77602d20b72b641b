import type { OtpRequest } from '../../core/otp-request';
import { createFieldProblem } from '../../core/problem';
import type { Fields } from '../../core/record';
import { ok, refuse, type Result } from '../../core/result';
import { readOtpRequest, readPath } from '../otp-fields';

/**
 * The second has the code of a second factor, and its first letter is lowered as all keys' are: `OTP`. Newer versions
 * send all keys always, empty where there is nothing, and the code of a second factor under both.
 */
const CODES = ['args.code', 'args.oTP'] as const;

/**
 * The request of ZITADEL's HTTP SMS provider: `{"contextInfo":{"recipientPhoneNumber"},"templateData":{…},"args":{…}}`.
 * https://github.com/zitadel/zitadel/blob/main/internal/notification/types/user_phone.go
 *
 * @returns the request; `not_an_otp` for a message without a code; or `invalid_request` with each field that is missing
 * or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  const [passcode, other] = CODES.filter((path) => ![undefined, ''].includes(readPath(body, path) as string));
  if (passcode === undefined && readPath(body, 'contextInfo.recipientPhoneNumber') !== undefined) {
    const detail = 'The message has no code. The bridge delivers one-time passcodes and nothing else.';
    return refuse({ code: 'not_an_otp', detail, retryable: false });
  }
  if (passcode !== undefined && other !== undefined && readPath(body, passcode) !== readPath(body, other))
    return refuse(
      createFieldProblem('invalid_request', [{ field: other, problem: `has another code than ${passcode}` }]),
    );
  const fields = {
    to: 'contextInfo.recipientPhoneNumber',
    passcode: passcode ?? CODES[0],
    channel: 'sms',
  } as const;
  const request = readOtpRequest(body, fields, { idp: 'zitadel' });
  // There is no id. Every challenge has its own code, so the same code to the same number is the same request.
  return request.ok ? ok({ ...request.value, requestId: 'code' }) : request;
}
