import { formatIsoSeconds } from '../clock';
import { DIGITS, encodeBase32, STEP_MS } from './totp-code';

export interface Factor {
  sid: string;
  entitySid: string;
  identity: string;
  friendlyName: string;
  secret: Buffer;
  status: 'unverified' | 'verified';
  wrongCodes: number;
  /** When its challenges were made; milliseconds since 1970. */
  challenges: number[];
  createdAt: number;
  updatedAt: number;
}

/** The account and the service that a resource belongs to. */
export interface Owner {
  accountSid: string;
  serviceSid: string;
}

/** The resource of https://www.twilio.com/docs/verify/api/factor, which after its creation is without its binding. */
export function renderFactor(factor: Factor, { accountSid, serviceSid }: Owner): Record<string, unknown> {
  return {
    sid: factor.sid,
    account_sid: accountSid,
    service_sid: serviceSid,
    entity_sid: factor.entitySid,
    identity: factor.identity,
    date_created: formatIsoSeconds(factor.createdAt),
    date_updated: formatIsoSeconds(factor.updatedAt),
    friendly_name: factor.friendlyName,
    status: factor.status,
    factor_type: 'totp',
    config: { alg: 'sha1', skew: 1, code_length: DIGITS, time_step: STEP_MS / 1000 },
    metadata: null,
    url: `${entityUrl(factor, serviceSid)}/Factors/${factor.sid}`,
  };
}

/** @param issuer whose name the app shows beside that of the factor */
export function renderBinding({ secret, friendlyName }: Factor, issuer: string): Record<string, string> {
  const text = encodeBase32(secret);
  const [from, name] = [issuer, friendlyName].map(encodeURIComponent);
  const settings = `algorithm=SHA1&digits=${DIGITS}&period=${STEP_MS / 1000}`;
  return { secret: text, uri: `otpauth://totp/${from}:${name}?secret=${text}&issuer=${from}&${settings}` };
}

/** The resource of https://www.twilio.com/docs/verify/api/challenge */
export function renderChallenge(
  factor: Factor,
  sid: string,
  isApproved: boolean,
  now: number,
  { accountSid, serviceSid }: Owner,
): Record<string, unknown> {
  const url = `${entityUrl(factor, serviceSid)}/Challenges/${sid}`;
  return {
    sid,
    account_sid: accountSid,
    service_sid: serviceSid,
    entity_sid: factor.entitySid,
    identity: factor.identity,
    factor_sid: factor.sid,
    date_created: formatIsoSeconds(now),
    date_updated: formatIsoSeconds(now),
    date_responded: isApproved ? formatIsoSeconds(now) : null,
    // Five minutes, if the request does not say.
    expiration_date: formatIsoSeconds(now + 300_000),
    status: isApproved ? 'approved' : 'pending',
    responded_reason: 'none',
    details: null,
    hidden_details: null,
    metadata: null,
    factor_type: 'totp',
    url,
    links: { notifications: `${url}/Notifications` },
  };
}

const entityUrl = ({ identity }: Factor, serviceSid: string): string =>
  `https://verify.twilio.com/v2/Services/${serviceSid}/Entities/${identity}`;
