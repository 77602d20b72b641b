import type { Clock } from '../clock';
import { BoundedList } from '../bounded';
import { Attempts } from './attempts';
import { Channels, type Channel } from './channels';
import { LookupRanges } from './lookup-ranges';
import { RateLimits } from './rate-limits';
import type { Service } from './service';

export interface Credentials {
  accountSid: string;
  authToken: string;
  serviceSid: string;
}

/** What arrived at a phone. */
export interface Message {
  /** Of the verification. */
  sid: string;
  to: string;
  channel: Channel;
  code: string;
  text: string;
  /** As the request had it; null if it left the language to Verify. */
  locale: string | null;
  send_digits: string | null;
  /** ISO 8601. */
  at: string;
}

/** The one account, with its one Verify service, that the stand-in knows. */
export class Account {
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly attempts: Attempts;
  readonly channels = new Channels();
  readonly lookupRanges = new LookupRanges();
  readonly messages = new BoundedList<Message>(1000);
  readonly service: Service;
  readonly createdAt: number;

  constructor(credentials: Credentials, clock: Clock) {
    this.credentials = credentials;
    this.clock = clock;
    this.createdAt = clock.now();
    this.attempts = new Attempts(credentials.accountSid, clock);
    const { accountSid, serviceSid } = credentials;
    this.service = {
      sid: serviceSid,
      friendlyName: 'Sandbox',
      codeLength: 6,
      customCodeEnabled: true,
      createdAt: this.createdAt,
      updatedAt: this.createdAt,
      rateLimits: new RateLimits(accountSid, serviceSid, clock),
    };
  }
}
