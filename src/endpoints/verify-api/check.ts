import { checkCode, type CheckTarget } from '../../apis/twilio/verification-check';
import { findPasscodeProblem } from '../../core/passcode';
import { maskNumber, parseEmailAddress, parsePhoneNumber } from '../../core/phone-number';
import { createFieldProblem } from '../../core/problem';
import { getOwn, type Fields } from '../../core/record';
import { ok, refuse, type Result } from '../../core/result';
import { matching, parseFields, type Field } from '../../http/fields';
import { createJsonReply } from '../../http/reply';
import type { VerifyApiRoute } from './endpoint';

/** POST /verify/check `{"to" or "sid","code"}`: whether the code is the one that Verify sent. A wrong code is a 200. */
export const checkRoute: VerifyApiRoute = {
  path: 'verify/check',
  async handle(body, settings, { deadline, addLogFields }) {
    const target = parseTarget(body);
    const fields = parseFields(body, { code });
    const errors = [target, fields].flatMap((one) => (one.ok ? [] : (one.problem.errors ?? [])));
    if (!target.ok || !fields.ok) return refuse(createFieldProblem('invalid_request', errors));
    const checked = target.value;
    addLogFields('to' in checked ? { to: maskNumber(checked.to) } : { sid: checked.verificationSid });
    const found = await checkCode(settings, checked, fields.value.code, deadline);
    if (!found.ok) return found;
    addLogFields({ outcome: found.value.status });
    return ok(createJsonReply(200, { ...found.value }));
  },
};

/**
 * One of the two: with both, a caller that passes on a SID of its user's choice would take the proof of one number for
 * that of another.
 */
function parseTarget(body: Fields): Result<CheckTarget> {
  const isBySid = getOwn(body, 'sid') !== undefined;
  if (isBySid && getOwn(body, 'to') !== undefined)
    return refuse(createFieldProblem('invalid_request', [{ field: 'sid', problem: 'is given beside to' }]));
  if (!isBySid) return parseFields(body, { to: recipient });
  const found = parseFields(body, { sid: matching(/^VE[0-9a-f]{32}$/, 'must be VE and 32 hex digits') });
  return found.ok ? ok({ verificationSid: found.value.sid }) : found;
}

/** A number as /verify/start takes it, of which an extension is left out, or an e-mail address. */
const recipient: Field<string> = (value) => {
  if (typeof value !== 'string') return { problem: 'must be one string' };
  const found = value.includes('@') ? parseEmailAddress(value) : parsePhoneNumber(value);
  return 'problem' in found ? found : { value: found.to };
};

const code: Field<string> = (value) => {
  const problem = findPasscodeProblem(value);
  return problem === undefined ? { value: value as string } : { problem };
};
