import type { PhoneNumber } from './phone-number';

/**
 * The channels of Verify that the bridge asks for. Verify's name for a voice call is `call`, never `voice`. RCS is not
 * asked for: Verify upgrades `sms` to it by itself (https://www.twilio.com/docs/verify/rcs).
 */
export const channels = ['sms', 'call', 'whatsapp', 'email'] as const;
export type Channel = (typeof channels)[number];

/** What an identity provider asks for, after its request is parsed. */
export interface OtpRequest {
  /** The number; on the channel `email` an e-mail address. */
  to: PhoneNumber;
  passcode: string;
  channel: Channel;
  /** As the provider wrote it; core/locale.ts works out what Verify supports on the channel in use. */
  locale?: string;
  /** Verify's SendDigits, for a call through a switchboard. */
  sendDigits?: string;
  /** The end user's address, IPv4 or IPv6. */
  deviceIp?: string;
  /** The user's e-mail address beside the number, for a channel plan that has `email`. */
  email?: string;
  /** The provider's id of the user, for a rate limit. It is hashed before it leaves the bridge. */
  userId?: string;
  /** The provider's own id of the request, if it stays the same when the provider tries again. */
  requestId?: string;
  /** For Verify's reports and events: the provider, its tenant, its client. Never personal data. */
  tags: Readonly<Record<string, string>>;
}

/** What is sent: with a passcode of the provider's, or, without one, with a code that Verify makes and checks itself. */
export type SendRequest = Omit<OtpRequest, 'passcode'> & { passcode?: string };

/** What Verify, or the fallback, accepted. */
export interface Delivery {
  sid: string;
  status: string;
  channel: Channel;
  to: PhoneNumber;
  /** The API that sent it where that is not Verify: then Verify knows nothing of the passcode. */
  via?: 'messaging' | 'voice';
}
