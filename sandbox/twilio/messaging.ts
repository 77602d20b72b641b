import { BoundedList } from '../bounded';
import type { Answer, Call } from '../route';
import type { Account } from './account';
import { createRefusal } from './error';
import { findMagicNumber } from './numbers';
import { findCountry, findNumberProblem } from './phone-number';
import type { Sender } from './phone-numbers';
import { formatRfc2822, readPeriod, renderPage, uriOf } from './resource-2010';
import { countSegments } from './segments';
import { createSid } from './sid';
import { findCode } from './text-code';

interface Sent {
  sid: string;
  to: string;
  from: string;
  body: string;
  createdAt: number;
}

/** https://www.twilio.com/docs/api/errors/21617 */
const MAX_BODY = 1600;

/** Programmable Messaging, as far as one text message: https://www.twilio.com/docs/messaging/api/message-resource */
export class Messaging {
  readonly #account: Account;
  readonly #sent = new BoundedList<Sent>(10_000);

  constructor(account: Account) {
    this.#account = account;
  }

  /** POST …/Messages.json with To, From and Body. There is no Messaging Service here. */
  create({ form: { To: to = '', From: from = '', Body: body = '' } }: Call): Answer {
    if (to === '') return createRefusal(21604);
    if (from === '') return createRefusal(21603);
    if (body === '') return createRefusal(21602);
    if (body.length > MAX_BODY) return createRefusal(21617);
    const { lookup, connectionFault } = findMagicNumber(to) ?? {};
    if (findNumberProblem(to) !== undefined || lookup === 'invalid') return createRefusal(21211);
    // A name as a sender is nothing that the account has registered.
    if (!/^(\+\d{7,15}|\d{5,6})$/.test(from)) return createRefusal(21212);
    const sender = this.#account.phoneNumbers.find(from);
    if (sender === undefined) return createRefusal(21659);
    if (to === from) return createRefusal(21266);
    if (lookup === 'landline') return createRefusal(21614);
    const unreachable = findUnreachable(sender, to);
    if (unreachable !== undefined) return createRefusal(unreachable);
    if (connectionFault === 'hang' || connectionFault === 'reset') return { status: 500, connectionFault };

    const sent = { sid: createSid('SM'), to, from, body, createdAt: this.#account.clock.now() };
    this.#sent.add(sent);
    const { sid, createdAt } = sent;
    const shown = { text: body, code: findCode(body), locale: null, send_digits: null };
    this.#account.messages.add({
      sid,
      to,
      channel: 'sms',
      ...shown,
      at: new Date(createdAt).toISOString(),
      from,
    });
    const answer: Answer = { status: 201, body: this.#render(sent, 'queued') };
    return connectionFault === undefined ? answer : { ...answer, connectionFault };
  }

  /** GET …/Messages.json, newest first, with To, From and DateSent. */
  list({ query }: Call): Answer {
    const passes = readPeriod(query, 'DateSent');
    if (passes === undefined) return createRefusal(20001);
    const { To: to, From: from } = query;
    const found = this.#sent
      .all()
      .filter(
        (sent) => (to ?? sent.to) === sent.to && (from ?? sent.from) === sent.from && passes(sent.createdAt),
      )
      .reverse();
    const rendered = found.map((sent) => this.#render(sent, 'delivered'));
    return renderPage('messages', rendered, uriOf(this.#account.credentials.accountSid, '/Messages'), query);
  }

  #render({ sid, to, from, body, createdAt }: Sent, status: 'queued' | 'delivered'): Record<string, unknown> {
    const { accountSid } = this.#account.credentials;
    const date = formatRfc2822(createdAt);
    return {
      ...{ sid, account_sid: accountSid, api_version: '2010-04-01', messaging_service_sid: null },
      ...{ to, from, body, direction: 'outbound-api', status, error_code: null, error_message: null },
      ...{ num_segments: String(countSegments(body)), num_media: '0', price: null, price_unit: 'USD' },
      ...{ date_created: date, date_updated: date, date_sent: status === 'queued' ? null : date },
      uri: uriOf(accountSid, `/Messages/${sid}`),
      subresource_uris: { media: uriOf(accountSid, `/Messages/${sid}/Media`) },
    };
  }
}

/**
 * A short code reaches its own country alone (https://www.twilio.com/docs/api/errors/21659), a toll-free number the
 * United States and Canada, which both are +1 here (https://www.twilio.com/docs/api/errors/21612).
 */
function findUnreachable({ kind }: Sender, to: string): number | undefined {
  if (findCountry(to)?.isoCode === 'US' || kind === 'local') return undefined;
  return kind === 'short code' ? 21659 : 21612;
}
