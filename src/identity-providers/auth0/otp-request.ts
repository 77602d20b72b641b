import type { Channel, OtpRequest } from '../../core/otp-request';
import { findPasscodeProblem } from '../../core/passcode';
import { parsePhoneNumber, type DialString } from '../../core/phone-number';
import { createFieldProblem, type FieldProblem } from '../../core/problem';
import { ok, refuse, type Result } from '../../core/result';
import { isRecord, getOwn } from '../../core/record';
import { isAddress } from '../otp-fields';

const CHANNELS: Readonly<Record<string, Channel>> = { text: 'sms', sms: 'sms', voice: 'call' };

/**
 * The event of one of Auth0's two phone triggers, nested under `event` by our Actions:
 * `notification` (custom-phone-provider) or `message_options` (send-phone-message).
 * https://auth0.com/docs/actions/reference/custom-phone-provider/custom-phone-provider-event-object
 * https://auth0.com/docs/actions/reference/send-phone-message/send-phone-message-event-object
 *
 * @returns the request; `not_an_otp` for a notification without a code (`blocked_account`, `change_password`,
 * `password_breach`); or `invalid_request` with each field that cannot be used
 */
export function parseOtpRequest(body: Readonly<Record<string, unknown>>): Result<OtpRequest> {
  const event = getOwn(body, 'event');
  const notification = getOwn(event, 'notification') ?? undefined;
  const messageOptions = getOwn(event, 'message_options') ?? undefined;
  const problem = findShapeProblem(event, notification, messageOptions);
  if (problem !== undefined) return refuse(createFieldProblem('invalid_request', [problem]));
  if (isRecord(notification)) {
    return parseMessage(
      'notification',
      notification,
      'delivery_method',
      event,
      getOwn(notification, 'locale'),
    );
  }
  // send-phone-message has no locale, so the browser's language is used.
  return parseMessage(
    'message_options',
    messageOptions,
    'message_type',
    event,
    getOwn(getOwn(event, 'request'), 'language'),
  );
}

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

function parseMessage(
  name: 'notification' | 'message_options',
  message: unknown,
  channelField: string,
  event: unknown,
  locale: unknown,
): Result<OtpRequest> {
  const code = getOwn(message, 'code') ?? undefined;
  if (name === 'notification' && (code === undefined || code === '')) {
    return refuse({
      code: 'not_an_otp',
      detail: 'The notification has no code. The bridge delivers one-time passcodes and nothing else.',
      retryable: false,
    });
  }
  const problems: FieldProblem[] = [];
  const report = (field: string, problem: string) =>
    problems.push({ field: `event.${name}.${field}`, problem });

  const method = getOwn(message, channelField);
  const channel = typeof method === 'string' ? (getOwn(CHANNELS, method) as Channel | undefined) : undefined;
  if (channel === undefined)
    report(channelField, `must be ${name === 'notification' ? 'text' : 'sms'} or voice`);
  const wrongCode = code === undefined ? 'is missing' : findPasscodeProblem(code);
  if (wrongCode !== undefined) report('code', wrongCode);
  const recipient = getOwn(message, 'recipient');
  const number =
    typeof recipient === 'string' ? parsePhoneNumber(recipient) : { problem: describeNotText(recipient) };
  if ('problem' in number) report('recipient', number.problem);
  else if (number.sendDigits !== undefined && channel === 'sms') {
    report('recipient', 'has an extension, which only a voice call can dial');
  }
  if (name === 'notification' && locale !== undefined && locale !== null && typeof locale !== 'string') {
    report('locale', 'must be one string');
  }
  if (problems.length > 0) return refuse(createFieldProblem('invalid_request', problems));

  const ip = getOwn(getOwn(event, 'request'), 'ip');
  return ok({
    ...(number as DialString),
    passcode: code as string,
    channel: channel as Channel,
    ...(typeof locale === 'string' && { locale }),
    ...(isAddress(ip) && { deviceIp: ip }),
    tags: createTags(event),
  });
}

function describeNotText(value: unknown): string {
  return value === undefined || value === null ? 'is missing' : 'must be one string';
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
