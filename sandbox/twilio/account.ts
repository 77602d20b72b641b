import type { Clock } from '../clock';
import { BoundedList } from '../bounded';
import { Attempts } from './attempts';
import { Channels, type Channel } from './channels';
import { LookupRanges } from './lookup-ranges';
import { PhoneNumbers } from './phone-numbers';
import { Service } from './service';
import { Services } from './services';

export interface Credentials {
  accountSid: string;
  authToken: string;
  serviceSid: string;
}

/** What arrived at a phone, or in a mailbox. */
export interface Message {
  /** Of the verification, or of the message or call itself. */
  sid: string;
  to: string;
  channel: Channel;
  /** Null if there is none in what somebody sent without Verify. */
  code: string | null;
  text: string;
  /** As the request had it; null if it left the language to Verify. */
  locale: string | null;
  send_digits: string | null;
  /** ISO 8601. */
  at: string;
  /** Of a message or call that was not Verify's. */
  from?: string;
}

/** The one account, with its Verify services, that the stand-in knows. */
export class Account {
  readonly credentials: Credentials;
  readonly clock: Clock;
  readonly attempts: Attempts;
  readonly channels = new Channels();
  readonly lookupRanges = new LookupRanges();
  readonly phoneNumbers: PhoneNumbers;
  readonly messages = new BoundedList<Message>(1000);
  readonly services: Services;
  readonly createdAt: number;

  constructor(credentials: Credentials, clock: Clock) {
    this.credentials = credentials;
    this.clock = clock;
    this.createdAt = clock.now();
    this.attempts = new Attempts(credentials.accountSid, clock);
    const { accountSid, serviceSid } = credentials;
    this.phoneNumbers = new PhoneNumbers(accountSid, clock);
    const settings = { friendlyName: 'Sandbox', codeLength: 6, customCodeEnabled: true };
    const service = new Service(serviceSid, settings, accountSid, clock);
    this.services = new Services(service, accountSid, clock);
  }
}
