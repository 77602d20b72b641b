import { BoundedList } from '../bounded';
import type { Answer, Call } from '../route';
import type { Account } from './account';
import { createRefusal } from './error';
import { findMagicNumber } from './numbers';
import { findCountry, findNumberProblem, formatNational } from './phone-number';
import { formatRfc2822, readPeriod, renderPage, uriOf } from './resource-2010';
import { createSid } from './sid';
import { findSpokenCode } from './text-code';
import { readSpeech } from './twiml';

interface Made {
  sid: string;
  to: string;
  from: string;
  numberSid: string;
  createdAt: number;
}

/** Programmable Voice, as far as one call that says something: https://www.twilio.com/docs/voice/api/call-resource */
export class Voice {
  readonly #account: Account;
  readonly #made = new BoundedList<Made>(10_000);

  constructor(account: Account) {
    this.#account = account;
  }

  /**
   * POST …/Calls.json with To, From and Twiml; nothing is fetched from a Url. Twilio parses the TwiML when somebody
   * answers, and then logs a 12100. Here it is refused at once, for nobody reads that log.
   */
  create({ form: { To: to = '', From: from = '', Twiml: twiml = '', SendDigits: digits } }: Call): Answer {
    if (to === '') return createRefusal(21201);
    if (from === '') return createRefusal(21213);
    if (twiml === '') return createRefusal(21205);
    const verbs = readSpeech(twiml);
    if (verbs === undefined) return createRefusal(12100);
    const { lookup, connectionFault } = findMagicNumber(to) ?? {};
    if (findNumberProblem(to) !== undefined || lookup === 'invalid' || to === from)
      return createRefusal(21211);
    if (!/^\+\d{7,15}$/.test(from)) return createRefusal(21212);
    const sender = this.#account.phoneNumbers.find(from);
    // "Not a Twilio number or not a verified caller ID." No page names a number that cannot call; it is no caller ID.
    if (sender?.voice !== true) return createRefusal(21210);
    if (connectionFault === 'hang' || connectionFault === 'reset') return { status: 500, connectionFault };

    const now = this.#account.clock.now();
    const made = { sid: createSid('CA'), to, from, numberSid: sender.sid, createdAt: now };
    this.#made.add(made);
    const shown = {
      text: verbs.join(' '),
      code: findSpokenCode(verbs),
      locale: null,
      send_digits: digits ?? null,
    };
    const at = new Date(now).toISOString();
    this.#account.messages.add({ sid: made.sid, to, channel: 'call', ...shown, at, from });
    const answer: Answer = { status: 201, body: this.#render(made, 'queued') };
    return connectionFault === undefined ? answer : { ...answer, connectionFault };
  }

  /** GET …/Calls.json, newest first, with To, From and StartTime. */
  list({ query }: Call): Answer {
    const passes = readPeriod(query, 'StartTime');
    if (passes === undefined) return createRefusal(20001);
    const { To: to, From: from } = query;
    const found = this.#made
      .all()
      .filter(
        (made) => (to ?? made.to) === made.to && (from ?? made.from) === made.from && passes(made.createdAt),
      )
      .reverse();
    const rendered = found.map((made) => this.#render(made, 'completed'));
    return renderPage('calls', rendered, uriOf(this.#account.credentials.accountSid, '/Calls'), query);
  }

  #render(
    { sid, to, from, numberSid, createdAt }: Made,
    status: 'queued' | 'completed',
  ): Record<string, unknown> {
    const { accountSid } = this.#account.credentials;
    const date = status === 'queued' ? null : formatRfc2822(createdAt);
    return {
      ...{ sid, account_sid: accountSid, api_version: '2010-04-01', parent_call_sid: null, group_sid: null },
      ...{
        to,
        to_formatted: formatted(to),
        from,
        from_formatted: formatted(from),
        phone_number_sid: numberSid,
      },
      ...{ status, direction: 'outbound-api', answered_by: null, caller_name: null, forwarded_from: null },
      ...{ start_time: date, end_time: date, duration: date === null ? null : '0', queue_time: '0' },
      ...{ date_created: date, date_updated: date, price: null, price_unit: 'USD', trunk_sid: null },
      annotation: null,
      uri: uriOf(accountSid, `/Calls/${sid}`),
      subresource_uris: {},
    };
  }
}

function formatted(number: string): string {
  const country = findCountry(number);
  return country === undefined ? number : formatNational(number, country);
}
