import type { Clock } from '../clock';
import type { Answer, Call } from '../route';
import { formatRfc2822, renderPage, uriOf } from './resource-2010';
import { createSid } from './sid';

/** What the account can send from, and how. */
export interface Sender {
  sid: string;
  number: string;
  name: string;
  kind: 'local' | 'toll free' | 'short code';
  voice: boolean;
}

const NUMBERS: readonly Omit<Sender, 'sid'>[] = [
  { number: '+14155550100', name: '(415) 555-0100', kind: 'local', voice: true },
  { number: '+18885550100', name: '(888) 555-0100', kind: 'toll free', voice: true },
  { number: '+14155550101', name: '(415) 555-0101', kind: 'local', voice: false },
  // Of the United States, as all short codes of five digits are here.
  { number: '12345', name: '12345', kind: 'short code', voice: false },
];

/** The numbers of the account. All can send text messages. */
export class PhoneNumbers {
  readonly #accountSid: string;
  readonly #date: string;
  readonly #senders: readonly Sender[];

  constructor(accountSid: string, clock: Clock) {
    this.#accountSid = accountSid;
    this.#date = formatRfc2822(clock.now());
    this.#senders = NUMBERS.map((sender) => ({
      sid: createSid(sender.kind === 'short code' ? 'SC' : 'PN'),
      ...sender,
    }));
  }

  find(number: string): Sender | undefined {
    return this.#senders.find((sender) => sender.number === number);
  }

  /** GET …/IncomingPhoneNumbers.json: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
  listNumbers({ query }: Call): Answer {
    // "You can specify partial numbers and use '*' as a wildcard for any digit."
    const wanted = new RegExp((query['PhoneNumber'] ?? '').replace(/[^\d*]/g, '').replaceAll('*', '\\d'));
    const shown = this.#senders.filter(({ kind, number }) => kind !== 'short code' && wanted.test(number));
    const uri = uriOf(this.#accountSid, '/IncomingPhoneNumbers');
    return renderPage('incoming_phone_numbers', shown.map(this.#renderNumber), uri, query);
  }

  /** GET …/SMS/ShortCodes.json: https://www.twilio.com/docs/messaging/api/short-code-resource */
  listShortCodes({ query }: Call): Answer {
    const wanted = query['ShortCode'] ?? '';
    const shown = this.#senders.filter(
      ({ kind, number }) => kind === 'short code' && number.includes(wanted),
    );
    const uri = uriOf(this.#accountSid, '/SMS/ShortCodes');
    return renderPage('short_codes', shown.map(this.#renderShortCode), uri, query);
  }

  readonly #renderNumber = ({ sid, number, name, voice }: Sender): Record<string, unknown> => ({
    ...this.#inBoth(sid, name),
    phone_number: number,
    ...{ status: 'in-use', origin: 'twilio', beta: false, address_requirements: 'none' },
    capabilities: { voice, sms: true, mms: true, fax: false },
    ...{ address_sid: null, bundle_sid: null, identity_sid: null, trunk_sid: null },
    ...{
      emergency_status: 'Inactive',
      emergency_address_sid: null,
      emergency_address_status: 'unregistered',
    },
    ...{ status_callback: '', status_callback_method: 'POST', voice_receive_mode: 'voice' },
    ...{ voice_application_sid: null, voice_caller_id_lookup: false, voice_url: null, voice_method: 'POST' },
    ...{ voice_fallback_url: null, voice_fallback_method: 'POST', sms_application_sid: '' },
    uri: uriOf(this.#accountSid, `/IncomingPhoneNumbers/${sid}`),
  });

  readonly #renderShortCode = ({ sid, number, name }: Sender): Record<string, unknown> => ({
    ...this.#inBoth(sid, name),
    short_code: number,
    uri: uriOf(this.#accountSid, `/SMS/ShortCodes/${sid}`),
  });

  #inBoth(sid: string, name: string): Record<string, unknown> {
    return {
      sid,
      account_sid: this.#accountSid,
      friendly_name: name,
      api_version: '2010-04-01',
      ...{ sms_url: null, sms_method: 'POST', sms_fallback_url: null, sms_fallback_method: 'POST' },
      ...{ date_created: this.#date, date_updated: this.#date },
    };
  }
}
