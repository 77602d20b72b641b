import type { Channel } from './channels';

/**
 * What the phone or the mailbox shows, or the call says. Always English, whatever the locale; the message record names
 * the locale. SMS and WhatsApp have the default template (https://www.twilio.com/docs/verify/verification-templates),
 * and so has an e-mail here. The call says each digit by itself, and everything twice, because nobody has a pen ready.
 */
export function renderPhoneText(channel: Channel, friendlyName: string, code: string): string {
  if (channel !== 'call') return `Your ${friendlyName} verification code is: ${code}`;
  const sentence = `Your ${friendlyName} verification code is: ${[...code].join(' ')}.`;
  return `${sentence} ${sentence}`;
}
