import { readFallbackSenders } from '../../src/config';
import type { FallbackSender } from '../../src/core/fallback-sender';
import { maskNumber } from '../../src/core/phone-number';
import { PAGES } from '../setup/failure';
import type { IncomingPhoneNumberInstance, ShortCodeInstance, Twilio } from '../setup/twilio';
import { guard, type Variables } from './account';
import { fail, ok, warn, type Check } from './check';

/** FALLBACK_SENDERS, against the numbers and the short codes of the account. */
export function checkSenders(twilio: Twilio, variables: Variables): Promise<Check[]> {
  const senders = readFallbackSenders(variables, []);
  return guard('senders', 'numbers', async () => {
    const [numbers, codes] = [await twilio.listNumbers(), await twilio.listShortCodes()];
    const owned = renderOwned(numbers, codes);
    if (senders.length === 0) return [ok('senders', `FALLBACK_SENDERS is not set: no fallback. ${owned}`)];
    if (numbers.length + codes.length === 0)
      return [fail('senders', `FALLBACK_SENDERS is set. ${owned}`, `buy a number: ${PAGES.numbers}`)];
    return [
      ok('senders', owned),
      ...senders.map((sender, index) => checkSender(sender, index + 1, numbers, codes)),
    ];
  });
}

/** `The account has +1******0100 (sms, voice), ***45 (sms).` */
function renderOwned(numbers: IncomingPhoneNumberInstance[], codes: ShortCodeInstance[]): string {
  const all = [
    ...numbers.map(({ phoneNumber, capabilities: { sms, voice } }) => {
      const can = [sms ? 'sms' : '', voice ? 'voice' : ''].filter((one) => one !== '');
      return `${maskNumber(phoneNumber)} (${can.join(', ') || 'neither sms nor voice'})`;
    }),
    ...codes.map(({ shortCode }) => `${maskShortCode(shortCode)} (sms)`),
  ];
  return all.length === 0 ? 'The account has no number at all.' : `The account has ${all.join(', ')}.`;
}

function checkSender(
  { from, isShortCode, countries }: FallbackSender,
  index: number,
  numbers: IncomingPhoneNumberInstance[],
  codes: ShortCodeInstance[],
): Check {
  const name = `sender ${index}`;
  const shown = isShortCode ? maskShortCode(from) : maskNumber(from);
  const where = `${shown}, for ${countries?.join(', ') ?? 'all countries'}`;
  if (isShortCode && codes.some(({ shortCode }) => shortCode === from))
    return ok(name, `${where}: text messages.`);
  const number = numbers.find(({ phoneNumber }) => phoneNumber === from);
  if (number === undefined)
    return fail(
      name,
      `${shown} is not a number of the account (21606).`,
      `correct FALLBACK_SENDERS: ${PAGES.numbers}`,
    );
  const { sms, voice } = number.capabilities;
  if (!sms) return fail(name, `${shown} cannot send text messages.`, 'take it out of FALLBACK_SENDERS');
  return voice
    ? ok(name, `${where}: text messages and calls.`)
    : warn(name, `${where}: text messages; it is not used for calls.`, 'list another sender, which can call');
}

const maskShortCode = (code: string): string => '*'.repeat(code.length - 2) + code.slice(-2);
