import { isIP } from 'node:net';
import type { Channel, OtpRequest, SendRequest } from '../core/otp-request';
import { findPasscodeProblem } from '../core/passcode';
import { parseEmailAddress, parsePhoneNumber, type DialString } from '../core/phone-number';
import { createFieldProblem, type FieldProblem } from '../core/problem';
import { getOwn, type Fields } from '../core/record';
import { ok, refuse, type Result } from '../core/result';

const TEXT_PROBLEM = 'must be a text with one code of 4 to 10 digits';
/** Ten text messages: a longer text was not made for one. */
const MAX_TEXT = 1_600;

/** Where a provider's body has what a send needs. A path such as `data.messageProfile.otpCode` leads through objects. */
export interface OtpFields extends SendFields {
  passcode: string;
  /** The field of the passcode is a text in which it stands, as the only 4 to 10 digits. */
  isText?: boolean;
}

/** The same, but for a passcode. */
export interface SendFields {
  to: string;
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
  return readSendRequest(body, fields, tags) as Result<OtpRequest>;
}

/** The same for a body without a passcode, which Verify is to make. */
export function readSendRequest(
  body: Fields,
  fields: SendFields | OtpFields,
  tags: Readonly<Record<string, string>>,
): Result<SendRequest> {
  const problems: FieldProblem[] = [];
  const report = (field: string, problem: string) => void problems.push({ field, problem });

  const channel = readChannel(body, fields.channel, report);
  const passcode = 'passcode' in fields ? readPasscode(body, fields, report) : undefined;
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
    ...(passcode !== undefined && { passcode }),
    channel: channel as Channel,
    ...(typeof locale === 'string' && { locale }),
    ...(isAddress(ip) && { deviceIp: ip }),
    ...(isUserId(user) && { userId: user }),
    tags,
  });
}

function readPasscode(
  body: Fields,
  { passcode: field, isText = false }: OtpFields,
  report: (field: string, problem: string) => void,
): string {
  const given = readPath(body, field);
  const passcode = isText && typeof given === 'string' ? findInText(given) : given;
  const wrong = isMissing(passcode) ? 'is missing' : findPasscodeProblem(passcode);
  if (wrong !== undefined) report(field, isText ? TEXT_PROBLEM : wrong);
  return passcode as string;
}

/** The only run of 4 to 10 digits in a text; with none or several, the text itself, which is no passcode. */
function findInText(text: string): string {
  const runs = new Set(text.slice(0, MAX_TEXT).match(/(?<![0-9])[0-9]{4,10}(?![0-9])/g));
  const [run, ...others] = runs;
  return run === undefined || others.length > 0 ? text : run;
}

/** The problems of keys that are given, and are not text. */
export function findOtherThanText(body: Fields, names: readonly string[]): FieldProblem[] {
  const wrong = names.filter((name) => name in body && typeof body[name] !== 'string');
  return wrong.map((field) => ({ field, problem: 'must be one string' }));
}

/** The request, if nothing more is wrong with its body. What is said of a field here takes the place of what was said. */
export function addProblems<T>(request: Result<T>, more: readonly FieldProblem[]): Result<T> {
  if (more.length === 0) return request;
  const others = request.ok ? [] : (request.problem.errors ?? []);
  const kept = others.filter(({ field }) => !more.some((one) => one.field === field));
  return refuse(createFieldProblem('invalid_request', [...kept, ...more]));
}

/** The value at the end of a path; undefined if something on the way is no object. */
export function readPath(body: Fields, path: string): unknown {
  return path.split('.').reduce<unknown>(getOwn, body);
}

/** An IPv4 or IPv6 address without a zone, as Verify's DeviceIp takes it. */
function isAddress(value: unknown): value is string {
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
function isUserId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 256;
}

/**
 * The number, or on the channel `email` the address, that a code goes to.
 * @returns the recipient, or a problem as a phrase that follows the field's name
 */
function parseRecipient(value: unknown, channel: Channel | undefined): DialString | { problem: string } {
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
