import type { Refusal } from './faults';
import type { ApiRequest, Operation } from './faulty-server';
import { createNamedRandom } from './random';
import { createSid, type Verifications } from './verifications';

/** A passcode that has left for a phone. */
export interface Message {
  api: 'verify' | 'messaging' | 'voice';
  channel: string;
  sid: string;
  to: string;
  /** Of the owner's senders; Verify has its own. */
  from?: string;
}

const own = { 'Twilio-Reached-Rate-Limit': 'bridge_phone' };
/** What Verify may answer to a create, by Twilio's error pages, and a limit of the owner's. */
const REFUSALS: readonly Refusal[] = [
  ...[60212, 20429, 60203].map((code) => ({ status: 429, code })),
  { status: 429, code: 20429, headers: own },
  { status: 400, code: 60200 },
  ...[60204, 60410].map((code) => ({ status: 403, code })),
  { status: 404, code: 20404 },
];
const CHANNEL_REFUSALS: Readonly<Record<string, Refusal>> = {
  sms: { status: 403, code: 60205 },
  whatsapp: { status: 400, code: 68008 },
  call: { status: 400, code: 60223 },
};
/** The recipient has unsubscribed; the sender is none of the account's. */
const MESSAGE_REFUSALS: readonly Refusal[] = [21610, 21606].map((code) => ({ status: 400, code }));

/** The passcodes that Verify, Programmable Messaging and Programmable Voice have sent. */
export class Messages {
  readonly #sent = new Map<string, Message[]>();
  /** Those outside Verify, by number. */
  readonly #fallen = new Map<string, Message[]>();
  #count = 0;

  /** @param passcode it tells the requests apart, so every request has its own */
  of(passcode: string): readonly Message[] {
    return this.#sent.get(passcode) ?? [];
  }

  /** POST /v2/Services/{ServiceSid}/Verifications */
  createVerification({ form }: ApiRequest, verifications: Verifications): Operation {
    const [to, passcode, channel] = [read(form, 'To'), read(form, 'CustomCode'), read(form, 'Channel')];
    const refusal = CHANNEL_REFUSALS[channel];
    const run = () => {
      const { sid } = verifications.start(to, channel);
      this.#add(passcode, { api: 'verify', channel, sid, to });
      return [201, { sid, status: 'pending', to, channel }] as const;
    };
    const refusals = refusal === undefined ? REFUSALS : [...REFUSALS, refusal, refusal];
    return { name: `verify ${channel} ${passcode}`, refusals, run };
  }

  /** POST /2010-04-01/Accounts/{AccountSid}/Messages.json or Calls.json */
  createMessage({ form }: ApiRequest, api: 'messaging' | 'voice'): Operation {
    const [to, from] = [read(form, 'To'), read(form, 'From')];
    const text = api === 'messaging' ? read(form, 'Body') : read(form, 'Twiml').replaceAll(', ', '');
    const passcode = /\b\d{4,10}\b/.exec(text)?.[0] ?? '';
    const run = () => {
      const sid = createSid(api === 'messaging' ? 'SM' : 'CA', (this.#count += 1));
      this.#add(passcode, { api, channel: api === 'messaging' ? 'sms' : 'call', sid, to, from });
      return [201, { sid, status: 'queued', to, from }] as const;
    };
    return { name: `${api} ${from} ${passcode}`, refusals: MESSAGE_REFUSALS, run };
  }

  /** GET of the same, the messages to a number */
  list({ path, query }: ApiRequest, api: 'messaging' | 'voice'): Operation {
    const to = read(query, 'To');
    const run = () => {
      const found = (this.#fallen.get(to) ?? []).filter((message) => message.api === api);
      return [200, { [api === 'messaging' ? 'messages' : 'calls']: found, page: 0, page_size: 20 }] as const;
    };
    return { name: `GET ${path} ${to}`, run };
  }

  #add(passcode: string, message: Message): void {
    this.#sent.set(passcode, [...this.of(passcode), message]);
    if (message.api === 'verify') return;
    this.#fallen.set(message.to, [...(this.#fallen.get(message.to) ?? []), message]);
  }
}

function read(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null) throw new Error(`${name} is missing`);
  return value;
}

/** GET /v2/PhoneNumbers/{PhoneNumber}: most numbers are mobiles without risk, some are not, some are unknown to it. */
export function lookUp(number: string): Operation {
  const draw = createNamedRandom(0, number);
  const type =
    draw() < 0.8 ? 'mobile' : ['landline', 'premium', 'nonFixedVoip', null][Math.floor(draw() * 4)];
  const run = () =>
    [
      200,
      {
        phone_number: number,
        valid: draw() < 0.98,
        national_format: number,
        line_type_intelligence: { type },
        sms_pumping_risk: { sms_pumping_risk_score: draw() < 0.1 ? 90 : 10 },
      },
    ] as const;
  return { name: `lookup ${number}`, refusals: [{ status: 404, code: 20404 }], run };
}
