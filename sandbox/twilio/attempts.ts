import type { Clock } from '../clock';
import { BoundedList } from '../bounded';
import type { Answer, Call } from '../route';
import { renderAttempt, ATTEMPTS_URL, type Attempt } from './attempt';
import { createInvalidParameter } from './error';
import { renderList } from './list';
import { findCountry } from './phone-number';
import { createSid } from './sid';

/** Twilio keeps thirty days: https://www.twilio.com/docs/verify/api/attempts */
const KEPT_MS = 30 * 24 * 3600 * 1000;
const CHANNELS = ['sms', 'call', 'email', 'whatsapp', 'rbm'];

/** Every code that was sent, and whether its verification was approved. */
export class Attempts {
  readonly #kept = new BoundedList<Attempt>(10_000);
  readonly #accountSid: string;
  readonly #clock: Clock;

  constructor(accountSid: string, clock: Clock) {
    this.#accountSid = accountSid;
    this.#clock = clock;
  }

  add(attempt: Omit<Attempt, 'sid' | 'createdAt' | 'updatedAt' | 'converted'>): Attempt {
    const now = this.#clock.now();
    const added = { ...attempt, sid: createSid('VL'), createdAt: now, updatedAt: now, converted: false };
    this.#kept.add(added);
    return added;
  }

  /** GET /v2/Attempts: newest first, in pages. */
  list(query: Call['query']): Answer {
    const found = this.#find(query);
    if (!Array.isArray(found)) return found;
    const now = this.#clock.now();
    const rendered = found.map((attempt) => renderAttempt(attempt, this.#accountSid, now));
    return renderList('attempts', rendered, ATTEMPTS_URL, query);
  }

  /** GET /v2/Attempts/Summary */
  summary(query: Call['query']): Answer {
    const found = this.#find(query);
    if (!Array.isArray(found)) return found;
    const total = found.length;
    const converted = found.filter((attempt) => attempt.converted).length;
    const rate = total === 0 ? 0 : (converted / total) * 100;
    const body = {
      total_attempts: total,
      total_converted: converted,
      total_unconverted: total - converted,
      // Nine digits behind the point at most, as in the API's own example.
      conversion_rate_percentage: String(Number(rate.toFixed(9))),
      url: `${ATTEMPTS_URL}/Summary`,
    };
    return { status: 200, body };
  }

  /** The attempts that pass the filters, newest first. Both ends of a period belong to it. */
  #find(query: Call['query']): Attempt[] | Answer {
    const after = bound(query['DateCreatedAfter'], 0);
    if (after === undefined) return createInvalidParameter('DateCreatedAfter');
    const before = bound(query['DateCreatedBefore'], Infinity);
    if (before === undefined) return createInvalidParameter('DateCreatedBefore');
    const channel = query['Channel']?.toLowerCase();
    if (channel !== undefined && !CHANNELS.includes(channel)) return createInvalidParameter('Channel');
    // The specification has the values in lower case and describes them in upper case.
    const status = query['Status']?.toLowerCase();
    if (status !== undefined && status !== 'converted' && status !== 'unconverted')
      return createInvalidParameter('Status');
    const passes = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value;
    const oldest = this.#clock.now() - KEPT_MS;
    return this.#kept
      .all()
      .filter((attempt) => {
        const second = Math.floor(attempt.createdAt / 1000) * 1000;
        return (
          attempt.createdAt > oldest &&
          second >= after &&
          second <= before &&
          passes(channel, attempt.channel) &&
          passes(status, attempt.converted ? 'converted' : 'unconverted') &&
          passes(query['VerifyServiceSid'], attempt.serviceSid) &&
          passes(query['VerificationSid'], attempt.verificationSid) &&
          passes(query['ChannelData.To'], attempt.to) &&
          passes(query['Country']?.toUpperCase(), findCountry(attempt.to)?.isoCode ?? '') &&
          attempt.to.startsWith(query['DestinationPrefix'] ?? '')
        );
      })
      .reverse();
  }
}

/** Milliseconds since 1970, or undefined if the text is no date. */
function bound(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined) return otherwise;
  const isDate = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d))?$/.test(text);
  const milliseconds = Date.parse(text);
  return isDate && !Number.isNaN(milliseconds) ? milliseconds : undefined;
}
