import { readVerifyApiToken } from '../../config/verify-api';
import type { Secret } from '../../config';
import type { SendRequest } from '../../core/otp-request';
import type { Fields } from '../../core/record';
import type { Result } from '../../core/result';
import {
  addProblems,
  findOtherThanText,
  readSendRequest,
  type SendFields,
} from '../../identity-providers/otp-fields';
import type { OtpRoute } from '../../identity-providers/provider';

const FIELDS = {
  to: 'to',
  channel: {
    field: 'channel',
    names: { sms: 'sms', call: 'call', voice: 'call', whatsapp: 'whatsapp', email: 'email' },
    otherwise: 'sms',
  },
  locale: 'locale',
  ip: 'ip',
  user: 'user',
} as const satisfies SendFields;

/** The keys that are text where they are given. */
const TEXTS = ['channel', 'locale', 'ip', 'user'];

/** POST /verify/start: Verify makes the code, and the send is like every other. */
export const startRoute: OtpRoute<Secret> = {
  idp: 'verify',
  path: 'verify/start',
  readSettings: readVerifyApiToken,
  credentials: (token) => ({ scheme: 'bearer', token }),
  parseRequest: parseStart,
};

/**
 * `{"to","channel","locale","ip","user"}`, as JSON or as a form. `to` is a number, or on the channel `email` an address;
 * `channel` is `sms` if it is not given. An `ip` that is no address is left out. Unknown keys are ignored.
 *
 * @returns the request, without a passcode; or `invalid_request` with each field that is missing or cannot be used
 */
export function parseStart(body: Fields): Result<SendRequest> {
  const problems = findOtherThanText(body, TEXTS);
  if (body['channel'] === 'rcs') problems.push({ field: 'channel', problem: RCS });
  return addProblems(readSendRequest(body, FIELDS, { idp: 'verify' }), problems);
}

const RCS = 'is rcs: Verify upgrades sms to RCS by itself';
