import { isIP } from 'node:net';
import type { Channel, OtpRequest } from '../core/otp-request';
import { findPasscodeProblem } from '../core/passcode';
import { parseEmailAddress, parsePhoneNumber, type DialString } from '../core/phone-number';
import { createFieldProblem, type FieldProblem } from '../core/problem';
import { getOwn, type Fields } from '../core/record';
import { ok, refuse, type Result } from '../core/result';

const TEXT_PROBLEM = 'must be a text with one code of 4 to 10 digits';
/** Ten text messages: a longer text was not made for one. */
const MAX_TEXT = 1_600;

/** Where a provider's body has what a send needs. A path such as `data.messageProfile.otpCode` leads through objects. */
export interface OtpFields {
  to: string;
  passcode: string;
  /** The field of the passcode is a text in which it stands, as the only 4 to 10 digits. */
  isText?: boolean;
  channel: Channel | ChannelField;
  locale?: string;
  /** The end user's address. */
  ip?: string;
  /** The provider's id of the user. */
  user?: string;
}

export interface ChannelField {
  field: string;
  /** What the provider calls each channel. */
  names: Readonly<Record<string, Channel>>;
  /** The names are in capitals, and the body may have them in any letter case. */
  isAnyCase?: boolean;
  /** The channel of a body that names none; without it, every body must name one. */
  otherwise?: Channel;
}

/**
 * Reads a request from a body whose fields have fixed names. Other fields are ignored; a `locale` of null is a missing
 * one; an `ip` that is no address, or a `user` that is no text, is left out, and the passcode is still sent.
 *
 * @returns the request, or `invalid_request` with each field that is missing or cannot be used, by its path
 */
export function readOtpRequest(
  body: Fields,
  fields: OtpFields,
  tags: Readonly<Record<string, string>>,
): Result<OtpRequest> {
  const problems: FieldProblem[] = [];
  const report = (field: string, problem: string) => void problems.push({ field, problem });

  const channel = readChannel(body, fields.channel, report);
  const given = readPath(body, fields.passcode);
  const passcode = fields.isText === true && typeof given === 'string' ? findInText(given) : given;
  const wrong = isMissing(passcode) ? 'is missing' : findPasscodeProblem(passcode);
  if (wrong !== undefined) report(fields.passcode, fields.isText === true ? TEXT_PROBLEM : wrong);
  const number = parseRecipient(readPath(body, fields.to), channel);
  if ('problem' in number) report(fields.to, number.problem);
  const locale = fields.locale === undefined ? undefined : readPath(body, fields.locale);
  if (fields.locale !== undefined && !isMissing(locale) && typeof locale !== 'string')
    report(fields.locale, 'must be one string');
  if (problems.length > 0) return refuse(createFieldProblem('invalid_request', problems));

  const ip = fields.ip === undefined ? undefined : readPath(body, fields.ip);
  const user = fields.user === undefined ? undefined : readPath(body, fields.user);
  return ok({
    ...(number as DialString),
    passcode: passcode as string,
    channel: channel as Channel,
    ...(typeof locale === 'string' && { locale }),
    ...(isAddress(ip) && { deviceIp: ip }),
    ...(isUserId(user) && { userId: user }),
    tags,
  });
}

/** The only run of 4 to 10 digits in a text; with none or several, the text itself, which is no passcode. */
function findInText(text: string): string {
  const runs = new Set(text.slice(0, MAX_TEXT).match(/(?<![0-9])[0-9]{4,10}(?![0-9])/g));
  const [run, ...others] = runs;
  return run === undefined || others.length > 0 ? text : run;
}

/** The value at the end of a path; undefined if something on the way is no object. */
export function readPath(body: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>(getOwn, body);
}

/** An IPv4 or IPv6 address without a zone, as Verify's DeviceIp takes it. */
export function isAddress(value: unknown): value is string {
  return typeof value === 'string' && isIP(value) !== 0 && !value.includes('%');
}

function readChannel(
  body: Fields,
  channel: OtpFields['channel'],
  report: (field: string, problem: string) => void,
): Channel | undefined {
  if (typeof channel === 'string') return channel;
  const { field, names, isAnyCase = false, otherwise } = channel;
  const given = readPath(body, field);
  if (given === undefined && otherwise !== undefined) return otherwise;
  const name = typeof given === 'string' && isAnyCase ? given.toUpperCase() : given;
  const found = typeof name === 'string' ? (getOwn(names, name) as Channel | undefined) : undefined;
  if (found === undefined)
    report(field, isMissing(given) ? 'is missing' : `must be one of ${Object.keys(names).join(', ')}`);
  return found;
}

/** Any text will do: it is only compared, as a digest. */
export function isUserId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256;
}

/**
 * The number, or on the channel `email` the address, that a code goes to.
 * @returns the recipient, or a problem as a phrase that follows the field's name
 */
export function parseRecipient(
  value: unknown,
  channel: Channel | undefined,
): DialString | { problem: string } {
  if (isMissing(value)) return { problem: 'is missing' };
  if (typeof value !== 'string') return { problem: 'must be one string' };
  if (channel === 'email') return parseEmailAddress(value);
  const number = parsePhoneNumber(value);
  return 'sendDigits' in number && channel !== 'call'
    ? { problem: 'has an extension, which only a voice call can dial' }
    : number;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
