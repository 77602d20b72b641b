import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import { refuse, type Result } from '../../core/result';
import { readOtpRequest, readPath, type OtpFields } from '../otp-fields';

const FIELDS: OtpFields = {
  to: 'to',
  passcode: 'payload.code',
  channel: 'sms',
  locale: 'payload.locale',
  ip: 'ip',
};

/**
 * The request of Logto's HTTP SMS connector: `{"to","type","payload":{"code","locale"},"ip"}`. Logto writes numbers
 * without their `+`. A message without a code, such as an invitation, has a link instead.
 * https://github.com/logto-io/logto/blob/master/packages/connectors/connector-http-sms/src/index.ts
 *
 * @returns the request; `not_an_otp` for a message with a link; or `invalid_request` with each field that is missing or cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  const hasLink = typeof readPath(body, 'payload.link') === 'string';
  if (hasLink && readPath(body, 'payload.code') === undefined) {
    const detail =
      'The message has a link and no code. The bridge delivers one-time passcodes and nothing else.';
    return refuse({ code: 'not_an_otp', detail, retryable: false });
  }
  return readOtpRequest(body, FIELDS, { idp: 'logto' });
}
