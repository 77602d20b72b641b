import type { Channel, OtpRequest } from '../../core/otp-request';
import { createFieldProblem, type FieldProblem, type Problem } from '../../core/problem';
import { ok, refuse, type Result } from '../../core/result';
import { isRecord, getOwn, type Fields } from '../../core/record';
import { readOtpRequest, readPath, type OtpFields } from '../otp-fields';

const CHANNELS: Readonly<Record<string, Channel>> = { text: 'sms', sms: 'sms', voice: 'call' };

const createFields = (message: string, channel: string): OtpFields => ({
  to: `event.${message}.recipient`,
  passcode: `event.${message}.code`,
  channel: { field: `event.${message}.${channel}`, names: CHANNELS },
  ip: 'event.request.ip',
  user: 'event.user.user_id',
});

/**
 * The event of one of Auth0's two phone triggers, nested under `event` by our Actions:
 * `notification` (custom-phone-provider) or `message_options` (send-phone-message).
 * https://auth0.com/docs/actions/reference/custom-phone-provider/custom-phone-provider-event-object
 * https://auth0.com/docs/actions/reference/send-phone-message/send-phone-message-event-object
 *
 * @returns the request; `not_an_otp` for a notification without a code (`blocked_account`, `change_password`,
 * `password_breach`); or `invalid_request` with each field that cannot be used
 */
export function parseOtpRequest(body: Fields): Result<OtpRequest> {
  const event = getOwn(body, 'event');
  const notification = getOwn(event, 'notification') ?? undefined;
  const messageOptions = getOwn(event, 'message_options') ?? undefined;
  const problem = findShapeProblem(event, notification, messageOptions);
  if (problem !== undefined) return refuse(createFieldProblem('invalid_request', [problem]));
  const tags = createTags(event);
  if (notification !== undefined) {
    const code = getOwn(notification, 'code') ?? '';
    if (code === '') return refuse(NOT_AN_OTP);
    const fields = createFields('notification', 'delivery_method');
    return readOtpRequest(body, { ...fields, locale: 'event.notification.locale' }, tags);
  }
  const request = readOtpRequest(body, createFields('message_options', 'message_type'), tags);
  // send-phone-message has no locale, so the browser's language is used.
  const language = readPath(body, 'event.request.language');
  return request.ok && typeof language === 'string' ? ok({ ...request.value, locale: language }) : request;
}

const NOT_AN_OTP: Problem = {
  code: 'not_an_otp',
  detail: 'The notification has no code. The bridge delivers one-time passcodes and nothing else.',
  retryable: false,
};

function findShapeProblem(
  event: unknown,
  notification: unknown,
  messageOptions: unknown,
): FieldProblem | undefined {
  if (event === undefined) return { field: 'event', problem: 'is missing: post {"event": …} as JSON' };
  if (!isRecord(event)) return { field: 'event', problem: 'must be an object' };
  if (notification !== undefined && messageOptions !== undefined) {
    return { field: 'event', problem: 'has both a notification and message_options' };
  }
  if (isRecord(notification ?? messageOptions)) return undefined;
  const field = messageOptions === undefined ? 'event.notification' : 'event.message_options';
  const isMissing = notification === undefined && messageOptions === undefined;
  return { field, problem: isMissing ? 'is missing, and so is event.message_options' : 'must be an object' };
}

/** A tag has at most 128 characters. Verify warns against personal data, so only names of systems are sent. */
function createTags(event: unknown): Record<string, string> {
  const tags: Record<string, string> = { idp: 'auth0' };
  const tenant = getOwn(getOwn(event, 'tenant'), 'id');
  const client = getOwn(getOwn(event, 'client'), 'client_id');
  if (isSystemName(tenant)) tags['tenant'] = tenant;
  if (isSystemName(client)) tags['client'] = client;
  return tags;
}

function isSystemName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9._-]{1,128}$/.test(value);
}
