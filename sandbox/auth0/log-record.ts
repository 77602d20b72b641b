import { randomBytes } from 'node:crypto';
import { findCountry } from '../twilio/phone-number';
import type { Message } from './action-event';
import type { ActionName, Ending } from './action-runner';
import { client, tenant, type Browser } from './tenant';
import type { User } from './users';

/**
 * The data of one tenant log, without its date and id. Members and types are those of the official schemas; no real
 * event of an SMS or voice factor is public, so the texts that are marked so below are INFERRED.
 * https://github.com/auth0/auth0-log-schemas
 */
export interface LogRecord {
  type: string;
  description: string;
  user_id: string;
  [member: string]: unknown;
}

/** A record, once the tenant has it. */
export interface TenantLogEntry extends LogRecord {
  /** ISO 8601. */
  date: string;
  log_id: string;
}

type Factor = Pick<Message, 'user' | 'phone' | 'channel'>;

/** `sms` for a text, `voice` for a call. That descriptions end with it is known of enrolments by SMS and of TOTP. */
const kindOf = ({ channel }: Factor) => (channel === 'sms' ? 'sms' : 'voice');

export function logMfaStarted(factor: Factor, isEnrolment: boolean, browser: Browser): LogRecord {
  const type = isEnrolment ? 'gd_start_enroll' : 'gd_start_auth';
  // INFERRED
  const what = isEnrolment ? 'Enrollment started' : 'Second factor authentication started';
  return record(type, `Guardian - ${what} (${kindOf(factor)})`, factor, browser, 'challenge');
}

export function logMessageSent(factor: Factor, browser: Browser): LogRecord {
  const kind = kindOf(factor);
  // Of a call INFERRED.
  const description = `Guardian - Second factor ${kind === 'sms' ? 'sms sent' : 'voice call made'}`;
  return record(`gd_send_${kind}`, description, factor, browser, 'challenge');
}

/**
 * The older trigger's description is known from a real event. Whether a tenant with the unified phone experience logs
 * the reason of drop() and retry() in these types too is not: INFERRED, with the description of a real provider's failure.
 */
export function logMessageFailed(
  name: ActionName,
  ending: Exclude<Ending, { how: 'done' }>,
  factor: Factor,
  browser: Browser,
): LogRecord {
  const kind = kindOf(factor);
  const failed = kind === 'sms' ? 'sending the SMS.' : 'making the voice call.';
  const description =
    name === 'send-phone-message'
      ? `Guardian - Error on send-phone-message-hook: ${ending.reason}`
      : `Guardian - There was an error ${failed}`;
  const failure_details = { errorCode: ending.how, message: ending.reason };
  const more = { failure_details, actions: { executions: [] } };
  return record(`gd_send_${kind}_failure`, description, factor, browser, 'challenge', more);
}

/** Of an enrolment only this one; whether Auth0 writes gd_auth_succeed beside it is not known. */
export function logCodeProved(factor: Factor, isEnrolment: boolean, browser: Browser): LogRecord {
  const [type, what] = isEnrolment
    ? ['gd_enrollment_complete', 'Enrollment complete']
    : ['gd_auth_succeed', 'Second factor authentication succeed'];
  return record(type, `Guardian - ${what} (${kindOf(factor)})`, factor, browser, 'verify');
}

/** It tells a wrong code from a failure of the system by nothing but its text, which is INFERRED. */
export function logCodeRefused(factor: Factor, browser: Browser): LogRecord {
  const description = `Guardian - Second factor authentication failed (${kindOf(factor)})`;
  return record('gd_auth_failed', description, factor, browser, 'verify');
}

export function logTooManyCodes(factor: Factor, browser: Browser): LogRecord {
  // INFERRED
  const description = `Guardian - Too many failed codes (${kindOf(factor)})`;
  return record('gd_otp_rate_limit_exceed', description, factor, browser, 'verify');
}

/** No gd_ type, and without the number. The description is INFERRED. */
export function logTooManyMessages({ user, channel }: Factor, browser: Browser): LogRecord {
  const details = { delivery_method: channel === 'sms' ? 'sms' : 'voice', type: 'user' };
  return {
    ...common(user, browser),
    type: 'limit_phone',
    description: 'User exceeded the number of SMS and voice messages',
    client_id: client.client_id,
    client_name: client.name,
    details,
  };
}

/** The login as a whole; it names no factor and no number. */
export function logSignedIn(user: User, browser: Browser): LogRecord {
  const prompt = { requiredCaptcha: false, session_id: randomBytes(24).toString('base64url') };
  const prompts = [
    { ...prompt, name: 'prompt-authenticate', connection: tenant.connection, strategy: 'auth0' },
    { ...prompt, name: 'mfa', flow: 'universal-mfa', performed_amr: ['mfa'], provider: 'guardian' },
  ];
  return {
    ...common(user, browser),
    type: 's',
    description: 'Successful login',
    connection: tenant.connection,
    connection_id: tenant.connectionId,
    client_id: client.client_id,
    client_name: client.name,
    hostname: tenant.hostname,
    strategy: 'auth0',
    strategy_type: 'database',
    user_name: user.email,
    details: { prompts },
  };
}

function record(
  type: string,
  description: string,
  factor: Factor,
  browser: Browser,
  step: 'challenge' | 'verify',
  more: object = {},
): LogRecord {
  const kind = kindOf(factor);
  const id = `${kind}|${factor.user.deviceId}`;
  const path = `/api/${kind}/configs/${tenant.id}/authenticators/${encodeURIComponent(id)}/${step}`;
  const body = step === 'verify' ? { code: '********' } : { client_id: client.client_id };
  // An object in what tenants have shown, but text in the schema of gd_auth_failed.
  const query = type === 'gd_auth_failed' ? '' : {};
  const auth = { strategy: 'jwt_api2_internal_token_with_tenant', scopes: [`${step}:authenticator`] };
  const request = { method: 'POST', path, query, body, ip: browser.ip, userAgent: browser.userAgent, auth };
  const authenticator = { id, type: kind, phone_number: spaced(factor.phone) };
  const details = { request, response: {}, authenticator, ...more };
  return { ...common(factor.user, browser), type, description, details };
}

/** `+1 4155554321`: what reads these logs elsewhere takes a space away. Between which digits it stands is INFERRED. */
function spaced(phone: string): string {
  const country = findCountry(phone);
  return country === undefined
    ? phone
    : `+${country.callingCode} ${phone.slice(1 + country.callingCode.length)}`;
}

function common(user: User, { ip, userAgent }: Browser) {
  return {
    ...{ ip, user_agent: userAgent, user_id: user.id },
    ...{ tenant_name: tenant.id, environment_name: tenant.environment },
  };
}
