import { createTotpPort, type FactorId } from '../../apis/twilio/totp-factors';
import type { TwilioSettings } from '../../config';
import { createFieldProblem } from '../../core/problem';
import type { Fields } from '../../core/record';
import { ok, refuse, type Result } from '../../core/result';
import { matching, parseFields, type Field } from '../../http/fields';
import { createJsonReply, type Reply } from '../../http/reply';
import type { VerifyApiCall, VerifyApiRoute } from './endpoint';

/**
 * Verify's own words: 8 to 64 characters, alphanumeric, with single hyphens between. It must not be personal data, which
 * an id that your system made up is not, and an e-mail address is.
 */
const IDENTITY = /^(?=.{8,64}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/;
const identity = matching(IDENTITY, 'must be 8 to 64 letters and digits, with single hyphens between them');
/** Verify puts it into the URI, so that the app shows it. */
const name = matching(/^[^\p{Cc}]{1,64}$/u, 'must be 1 to 64 characters');
const factor = matching(/^YF[0-9a-fA-F]{32}$/, 'must be YF and 32 hex digits');

/** As many digits as the Verify service is set to. */
const code: Field<string> = (value) => {
  if (typeof value === 'number')
    return { problem: 'is a JSON number: quote it, or its leading zeros are lost' };
  return matching(/^[0-9]{3,8}$/, 'must be 3 to 8 digits')(value);
};

/** POST /totp/factors `{"identity","name"}`: a secret for an authenticator app, shown this once. */
export const factorsRoute: VerifyApiRoute = {
  path: 'totp/factors',
  async handle(body, settings, { deadline, addLogFields }) {
    const fields = parseFields(body, { identity, name });
    if (!fields.ok) return fields;
    const port = createTotpPort(settings, deadline);
    const made = await port.create(fields.value.identity, fields.value.name);
    if (!made.ok) return made;
    const { sid, status, uri, secret } = made.value;
    addLogFields({ outcome: status, sid });
    const reply = {
      sid,
      identity: fields.value.identity,
      status,
      uri,
      ...(secret !== undefined && { secret }),
    };
    return ok(createJsonReply(201, reply));
  },
};

/**
 * POST /totp/verify `{"identity","factor","code"}`: the user proves once that the app is set up. A factor that is verified
 * already is refused: no page says whether Verify compares a code with it again.
 */
export const verifyRoute: VerifyApiRoute = {
  path: 'totp/verify',
  handle: withFactorAndCode(async (id, given, port) => {
    const status = await port.fetchStatus(id);
    if (!status.ok) return status;
    if (status.value === 'verified')
      return refuse(createFieldProblem('invalid_request', [{ field: 'factor', problem: VERIFIED }]));
    const valid = await port.verify(id, given);
    return valid.ok ? renderChecked(valid.value ? 'verified' : 'unverified', valid.value) : valid;
  }),
};

const VERIFIED = 'is verified: check its codes at /totp/check';

/** POST /totp/check `{"identity","factor","code"}`: whether a code is the app's. A wrong code is a 200. */
export const totpCheckRoute: VerifyApiRoute = {
  path: 'totp/check',
  handle: withFactorAndCode(async (id, given, port) => {
    const valid = await port.check(id, given);
    return valid.ok ? renderChecked(valid.value ? 'approved' : 'pending', valid.value) : valid;
  }),
};

/** POST /totp/remove `{"identity","factor"}`: the app is lost, or another one takes its place. */
export const removeRoute: VerifyApiRoute = {
  path: 'totp/remove',
  async handle(body, settings, call) {
    const fields = parseFields(body, { identity, factor });
    if (!fields.ok) return fields;
    call.addLogFields({ sid: fields.value.factor });
    const id = { identity: fields.value.identity, sid: fields.value.factor };
    const removed = await createTotpPort(settings, call.deadline).remove(id);
    if (!removed.ok) return removed;
    call.addLogFields({ outcome: 'removed' });
    return ok(createJsonReply(200, { removed: true }));
  },
};

function withFactorAndCode(
  handle: (id: FactorId, code: string, port: ReturnType<typeof createTotpPort>) => Promise<Result<Reply>>,
) {
  return async (body: Fields, settings: TwilioSettings, call: VerifyApiCall): Promise<Result<Reply>> => {
    const fields = parseFields(body, { identity, factor, code });
    if (!fields.ok) return fields;
    const { identity: of, factor: sid, code: given } = fields.value;
    call.addLogFields({ sid });
    const reply = await handle({ identity: of, sid }, given, createTotpPort(settings, call.deadline));
    if (reply.ok) call.addLogFields({ outcome: reply.value.body['status'] });
    return reply;
  };
}

const renderChecked = (status: string, valid: boolean) => ok(createJsonReply(200, { status, valid }));
