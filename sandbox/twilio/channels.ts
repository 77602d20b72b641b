import type { Answer } from '../route';
import { createRefusal } from './error';

/** How a code gets there, in Verify's words. There is no `voice`; an RCS message is an SMS that was upgraded. */
export type Channel = 'sms' | 'call' | 'whatsapp' | 'email';

export const CHANNELS: readonly Channel[] = ['sms', 'call', 'whatsapp', 'email'];

/** What a service without the channel answers: no WhatsApp sender, no mailer, or switched off in the Console. */
const REFUSALS: Readonly<Record<Channel, number>> = {
  sms: 60223,
  call: 60223,
  whatsapp: 68008,
  email: 60217,
};

/**
 * The channels that a service of the account has: at first all. At Twilio they are set in the Console, or by resources
 * that the stand-in does not have; here by POST /sandbox/channels.
 */
export class Channels {
  readonly #off = new Set<Channel>();

  refuse(channel: Channel): Answer | undefined {
    return this.#off.has(channel) ? createRefusal(REFUSALS[channel]) : undefined;
  }

  all(): Record<Channel, boolean> {
    return Object.fromEntries(CHANNELS.map((channel) => [channel, !this.#off.has(channel)])) as Record<
      Channel,
      boolean
    >;
  }

  switch(channel: Channel, isOn: boolean): void {
    if (isOn) this.#off.delete(channel);
    else this.#off.add(channel);
  }

  clear(): void {
    this.#off.clear();
  }
}

export function isChannel(text: string): text is Channel {
  return CHANNELS.some((channel) => channel === text);
}
