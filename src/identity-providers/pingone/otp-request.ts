import type { Channel, OtpRequest } from '../../core/otp-request';
import { findPasscodeProblem } from '../../core/passcode';
import { parsePhoneNumber } from '../../core/phone-number';
import { createFieldProblem, type FieldProblem } from '../../core/problem';
import { ok, refuse, type Result } from '../../core/result';
import { isRecord } from '../../core/record';
import { readTemplate, type TemplateReading } from './template';

/** A field of the body, with its name in the caller's letter case. */
interface Field {
  name: string;
  value: unknown;
}

type Fields = ReadonlyMap<string, Field>;

/** The fields that may hold a template with the code, in this order. Ping's own guide has the first two. */
const TEMPLATES = ['parameters', 'parameter', 'message'];

/**
 * PingOne's Custom Provider, posting what a Twilio Studio flow would get: keys in any letter case, `To`, the code in
 * `otp` or `code`, else in a template rendered into `Parameters`, `Parameter` or `message`; `locale`; `channel`.
 * Other keys, `From` among them, are ignored. An empty value, or JSON's null, counts as missing.
 * https://docs.pingidentity.com/pingone/settings/p1_use_twilio_with_p1_to_support_twilio_studio_flows.html
 *
 * @param channel of the URL
 * @returns the request, or `invalid_request` with each field that cannot be used
 */
export function parseOtpRequest(
  body: Readonly<Record<string, unknown>>,
  channel: Channel,
): Result<OtpRequest> {
  const problems: FieldProblem[] = [];
  const fields = indexByLowerCase(body, problems);
  const number = readPhoneNumber(fields, channel, problems);
  const passcode = readPasscode(fields, problems);
  const locale = readText(fields, 'locale', problems);
  checkChannel(readText(fields, 'channel', problems), channel, problems);
  if (problems.length > 0) return refuse(createFieldProblem('invalid_request', problems));
  return ok({
    ...number,
    passcode,
    channel,
    ...(locale !== undefined && { locale }),
    tags: { idp: 'pingone' },
  });
}

function indexByLowerCase(body: Readonly<Record<string, unknown>>, problems: FieldProblem[]): Fields {
  const fields = new Map<string, Field>();
  for (const [name, value] of Object.entries(body)) {
    if (value === '' || value === null) continue;
    const other = fields.get(name.toLowerCase());
    if (other === undefined) fields.set(name.toLowerCase(), { name, value });
    else if (other.value !== value && isKnown(name)) {
      problems.push({ field: other.name, problem: `has another value in ${name}` });
    }
  }
  return fields;
}

function isKnown(name: string): boolean {
  return ['to', 'otp', 'code', 'locale', 'channel', ...TEMPLATES].includes(name.toLowerCase());
}

function readPhoneNumber(fields: Fields, channel: Channel, problems: FieldProblem[]) {
  const to = readText(fields, 'to', problems);
  if (to === undefined) {
    if (!fields.has('to')) problems.push({ field: 'To', problem: 'is missing' });
    return { to: '' };
  }
  const field = fields.get('to')?.name ?? 'To';
  const number = parsePhoneNumber(to);
  if ('problem' in number) problems.push({ field, problem: number.problem });
  else if (number.sendDigits === undefined || channel === 'call') return number;
  else problems.push({ field, problem: 'has an extension, which only a voice call can dial' });
  return { to: '' };
}

/** A field that may hold the code: by its own name, or rendered into it. */
interface Source extends TemplateReading {
  name: string;
  /** The start of a problem with its code. */
  says: string;
}

function readPasscode(fields: Fields, problems: FieldProblem[]): string {
  const direct = findPresent(fields, ['otp', 'code']).map(({ name, value }): Source => {
    return { name, codes: [value], isLabelled: true, says: '' };
  });
  const rendered = findPresent(fields, TEMPLATES);
  const templates = rendered.flatMap(({ name, value }): Source[] => {
    if (typeof value === 'string' || isRecord(value))
      return [{ name, ...readTemplate(value), says: 'holds a code that ' }];
    // A list is a repeated field, of which the second may be part of a user name.
    problems.push({ field: name, problem: 'must be one string' });
    return [];
  });
  const sources = [...direct, ...templates.filter(({ codes }) => codes.length > 0)];
  const [source] = sources;
  if (source === undefined) {
    const [template] = templates;
    if (template !== undefined)
      problems.push({ field: template.name, problem: 'holds no code of 4 to 10 digits' });
    else if (rendered.length === 0) {
      const problem = 'is missing, and no template in Parameters, Parameter or message renders it';
      problems.push({ field: 'otp', problem });
    }
    return '';
  }
  const [code, ...more] = source.codes;
  const problem = findPasscodeProblem(code);
  // A user name that splits the body into more fields can add fields, but cannot remove the one with the real code.
  const other = sources.find(({ codes, isLabelled }) =>
    isLabelled ? codes.some((one) => one !== code) : direct.length === 0 && !codes.includes(code),
  );
  if (more.length > 0) problems.push({ field: source.name, problem: 'holds more than one possible code' });
  else if (problem !== undefined) problems.push({ field: source.name, problem: source.says + problem });
  else if (other !== undefined)
    problems.push({ field: other.name, problem: `has another code than ${source.name}` });
  return code as string;
}

function checkChannel(given: string | undefined, channel: Channel, problems: FieldProblem[]): void {
  const accepted = channel === 'sms' ? ['sms', 'text'] : ['call', 'voice'];
  if (given === undefined || accepted.includes(given.trim().toLowerCase())) return;
  problems.push({ field: 'channel', problem: 'says another channel than the URL' });
}

function readText(fields: Fields, name: string, problems: FieldProblem[]): string | undefined {
  const field = fields.get(name);
  if (field === undefined) return undefined;
  if (typeof field.value === 'string') return field.value;
  problems.push({ field: field.name, problem: 'must be one string' });
  return undefined;
}

function findPresent(fields: Fields, names: string[]): Field[] {
  return names.flatMap((name) => fields.get(name) ?? []);
}
