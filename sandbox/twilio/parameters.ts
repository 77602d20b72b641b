import { isIP } from 'node:net';
import type { Answer } from '../route';
import { isChannel, type Channel, type Channels } from './channels';
import { createInvalidParameter, createNotFound, createRefusal } from './error';
import { LOCALES } from './locales';
import { findNumberProblem } from './phone-number';

/** What a request to send asks for, checked. */
export interface SendRequest {
  to: string;
  channel: Channel;
  customCode: string | undefined;
  locale: string | null;
  sendDigits: string | null;
  /** What is limited, by the unique name of the limit. */
  rateLimits: Record<string, string>;
}

/** Something, and a host with a point in it. */
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
/** They need an access grant, which this account does not have. */
const NOT_GRANTED = new Set(['sna', 'auto']);

/**
 * The parameters of https://www.twilio.com/docs/verify/api/verification#start-new-verification, or Twilio's refusal.
 * Unknown ones are ignored, as Twilio does.
 */
export function readSendRequest(
  form: Record<string, string>,
  path: string,
  channels: Channels,
): SendRequest | Answer {
  const { To: to, Channel: channel, CustomCode: customCode, Locale: locale, SendDigits: sendDigits } = form;
  if (to === undefined || to === '') return createInvalidParameter('To');
  if (channel === undefined) return createInvalidParameter('Channel');
  if (NOT_GRANTED.has(channel)) return createRefusal(60223);
  // The voice channel is `call`. There is no `voice`, whatever some examples say.
  if (!isChannel(channel)) return createInvalidParameter('Channel');
  const refused = channels.refuse(channel);
  if (refused !== undefined) return refused;
  const isTo = channel === 'email' ? EMAIL.test(to) : findNumberProblem(to) === undefined;
  if (!isTo) return createInvalidParameter('To');
  // Documented for text and voice ("utilize our pre-screened message templates and localizations for both text and
  // voice"); no page says what it does on WhatsApp or by e-mail, so there it is taken as well.
  if (customCode !== undefined && !isCode(customCode)) return createInvalidParameter('CustomCode');
  // The API reference says that an unknown locale falls back to English; the page of languages says that it is a 404.
  // The strict one is chosen, so that what passes here passes there.
  if (locale !== undefined && !LOCALES[channel].includes(locale)) return createNotFound(path);
  // https://www.twilio.com/docs/voice/twiml/number#attributes-sendDigits
  if (sendDigits !== undefined && !/^[\dwW#*]+$/.test(sendDigits))
    return createInvalidParameter('SendDigits');
  if (form['DeviceIp'] !== undefined && isIP(form['DeviceIp']) === 0)
    return createInvalidParameter('DeviceIp');
  // Of the document: an enum. It is about SMS, and no page says that another channel refuses it.
  if (!['enable', 'disable'].includes(form['RiskCheck'] ?? 'enable'))
    return createInvalidParameter('RiskCheck');
  if (form['Tags'] !== undefined && !areTags(form['Tags'])) return createInvalidParameter('Tags');
  const rateLimits = readStrings(form['RateLimits'] ?? '{}');
  // A key of no characters or of very many is a mistake of the caller's. No page says how many Verify takes.
  if (rateLimits === undefined || Object.values(rateLimits).some((key) => key === '' || key.length > 1000))
    return createInvalidParameter('RateLimits');
  return { to, channel, customCode, locale: locale ?? null, sendDigits: sendDigits ?? null, rateLimits };
}

/** 4 to 10 characters. No source says that they must be digits. */
export function isCode(text: string): boolean {
  return text.length >= 4 && text.length <= 10;
}

/** A JSON map of at most ten tags, keys and values of at most 128 characters. */
function areTags(text: string): boolean {
  const tags = readStrings(text);
  if (tags === undefined) return false;
  const entries = Object.entries(tags);
  return entries.length <= 10 && entries.every(([key, value]) => key.length <= 128 && value.length <= 128);
}

/** A JSON object whose values are all strings, or undefined. */
function readStrings(text: string): Record<string, string> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const isText = Object.values(value).every((one) => typeof one === 'string');
  return isText ? (value as Record<string, string>) : undefined;
}
