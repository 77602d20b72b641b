import { readVerifyApiToken } from '../../config/verify-api';
import type { Secret } from '../../config';
import type { Channel, SendRequest } from '../../core/otp-request';
import type { DialString } from '../../core/phone-number';
import { createFieldProblem, type FieldProblem } from '../../core/problem';
import { getOwn, type Fields } from '../../core/record';
import { ok, refuse, type Result } from '../../core/result';
import { isAddress, isUserId, parseRecipient } from '../../identity-providers/otp-fields';
import type { OtpRoute } from '../../identity-providers/provider';

const CHANNELS: Readonly<Record<string, Channel>> = {
  sms: 'sms',
  call: 'call',
  voice: 'call',
  whatsapp: 'whatsapp',
  email: 'email',
};

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
  const problems: FieldProblem[] = TEXTS.filter((name) => name in body && typeof body[name] !== 'string').map(
    (field) => ({ field, problem: 'must be one string' }),
  );
  const { to, channel: name = 'sms', locale, ip, user } = body;
  const channel = typeof name === 'string' ? (getOwn(CHANNELS, name) as Channel | undefined) : undefined;
  if (typeof name === 'string' && channel === undefined)
    problems.push({ field: 'channel', problem: name === 'rcs' ? RCS : OTHER });
  const recipient = parseRecipient(to, channel);
  if ('problem' in recipient) problems.unshift({ field: 'to', problem: recipient.problem });
  if (problems.length > 0) return refuse(createFieldProblem('invalid_request', problems));
  return ok({
    ...(recipient as DialString),
    channel: channel as Channel,
    ...(typeof locale === 'string' && { locale }),
    ...(isAddress(ip) && { deviceIp: ip }),
    ...(isUserId(user) && { userId: user }),
    tags: { idp: 'verify' },
  });
}

const RCS = 'is rcs: Verify upgrades sms to RCS by itself';
const OTHER = `must be one of ${Object.keys(CHANNELS).join(', ')}`;
