import type { OtpRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import { ok, type Result } from '../../core/result';
import { parseEmailAddress } from '../../core/phone-number';
import { addProblems, findOtherThanText, readOtpRequest, type OtpFields } from '../otp-fields';

const FIELDS = {
  to: 'to',
  passcode: 'code',
  channel: { field: 'channel', names: { sms: 'sms', call: 'call', voice: 'call' }, otherwise: 'sms' },
  locale: 'locale',
  ip: 'ip',
  user: 'user',
} as const satisfies OtpFields;

/** The keys that are text where they are given. */
const TEXTS = ['channel', 'locale', 'ip', 'user', 'email', 'idp', 'request_id'];

/**
 * The bridge's own contract, for every system that can shape a body, as JSON or as a form:
 * `{"to","code","channel","locale","ip","user","email","idp","request_id"}`. docs/generic.md is its documentation. The
 * other channels are the owner's to choose, by a channel plan; `email` is for a plan that has `email`. Unknown keys are
 * ignored.
 *
 * @returns the request, or `invalid_request` with each field that is missing or of the wrong type
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  const given = body['idp'];
  const idp = typeof given === 'string' ? given : 'generic';
  const problems = findOtherThanText(body, TEXTS);
  if (!/^[a-z0-9-]{1,32}$/.test(idp))
    problems.push({ field: 'idp', problem: 'must be 1 to 32 of a-z, 0-9 and hyphens' });
  const requestId = body['request_id'];
  if (typeof requestId === 'string' && !/^[!-~]{1,128}$/.test(requestId))
    problems.push({ field: 'request_id', problem: 'must be 1 to 128 ASCII characters without blanks' });
  const email = typeof body['email'] === 'string' ? parseEmailAddress(body['email']) : undefined;
  if (email !== undefined && 'problem' in email) problems.push({ field: 'email', problem: email.problem });
  const request = addProblems(readOtpRequest(body, FIELDS, { idp }), problems);
  if (!request.ok) return request;
  return ok({
    ...request.value,
    ...(typeof requestId === 'string' && { requestId }),
    ...(email !== undefined && 'to' in email && { email: email.to }),
  });
}
