import type { Channel } from './numbers';

/**
 * What the phone shows or says. Always English, whatever the locale; the message record names the locale. The call
 * says each digit by itself, and everything twice, because nobody has a pen ready.
 */
export function renderPhoneText(channel: Channel, friendlyName: string, code: string): string {
  if (channel === 'sms') return `Your ${friendlyName} verification code is: ${code}`;
  const sentence = `Your ${friendlyName} verification code is: ${[...code].join(' ')}.`;
  return `${sentence} ${sentence}`;
}
