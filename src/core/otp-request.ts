import type { PhoneNumber } from './phone-number';

/** Verify's name for a voice call is `call`, never `voice`. */
export type Channel = 'sms' | 'call';

/** What an identity provider asks for, after its request is parsed. */
export interface OtpRequest {
  to: PhoneNumber;
  passcode: string;
  channel: Channel;
  /** As the provider wrote it; core/locale.ts works out what Verify supports on the channel in use. */
  locale?: string;
  /** Verify's SendDigits, for a call through a switchboard. */
  sendDigits?: string;
  /** The end user's address, IPv4 or IPv6. */
  deviceIp?: string;
  /** The provider's own id of the request, if it stays the same when the provider tries again. */
  requestId?: string;
  /** For Verify's reports and events: the provider, its tenant, its client. Never personal data. */
  tags: Readonly<Record<string, string>>;
}

/** What Verify accepted. */
export interface Delivery {
  sid: string;
  status: string;
  channel: Channel;
  to: PhoneNumber;
}
