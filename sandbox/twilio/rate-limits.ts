import type { Clock } from '../clock';
import type { Answer, Call } from '../route';
import type { Bucket } from './bucket';
import { createInvalidParameter, createNotFound, createRefusal } from './error';
import { renderList } from './list';
import { RateLimit, type Owners } from './rate-limit';

/** The page of 60207 names no number. */
const MAX_LIMITS = 10;
/** https://www.twilio.com/docs/api/errors/60209 */
const UNIQUE_NAME = /^[\w.-]+$/;

/** A send that no limit refuses; it counts only once it was made. */
export interface Admission {
  count(): void;
}

/** What the owner of a service limits its sends by: https://www.twilio.com/docs/verify/api/programmable-rate-limits */
export class RateLimits {
  readonly #owners: Owners;
  readonly #clock: Clock;
  #limits: RateLimit[] = [];

  constructor(accountSid: string, serviceSid: string, clock: Clock) {
    this.#owners = { account_sid: accountSid, service_sid: serviceSid };
    this.#clock = clock;
  }

  /**
   * Whether a send with these keys, by unique name, is within every bucket. The document declares both headers of the
   * refusal and describes neither: `Retry-After` has the seconds until the last full bucket takes a send again, and
   * `Twilio-Reached-Rate-Limit` the unique name of its rate limit. Nor does a page say what an unknown name does; it is
   * refused, because a limit that is misspelled limits nothing.
   */
  admit(keys: Readonly<Record<string, string>>): Answer | Admission {
    const now = this.#clock.now();
    const counted: { bucket: Bucket; key: string }[] = [];
    let reached: { end: number; uniqueName: string } | undefined;
    for (const [uniqueName, key] of Object.entries(keys)) {
      const limit = this.#limits.find((one) => one.uniqueName === uniqueName);
      if (limit === undefined) return createInvalidParameter('RateLimits');
      for (const bucket of limit.buckets) {
        counted.push({ bucket, key });
        const end = bucket.findEnd(key, now);
        if (end !== undefined && end > (reached?.end ?? 0)) reached = { end, uniqueName };
      }
    }
    if (reached === undefined)
      return { count: () => counted.forEach(({ bucket, key }) => bucket.count(key, now)) };
    const headers = {
      'Retry-After': String(Math.ceil((reached.end - now) / 1000)),
      'Twilio-Reached-Rate-Limit': reached.uniqueName,
    };
    return { ...createRefusal(20429), headers };
  }

  /** GET …/RateLimits */
  list({ query }: Call): Answer {
    const url = `https://verify.twilio.com/v2/Services/${this.#owners.service_sid}/RateLimits`;
    return renderList(
      'rate_limits',
      this.#limits.map((limit) => limit.render()),
      url,
      query,
    );
  }

  /** POST …/RateLimits */
  create({ form: { UniqueName: uniqueName = '', Description: description } }: Call): Answer {
    if (uniqueName === '') return createInvalidParameter('UniqueName');
    if (!UNIQUE_NAME.test(uniqueName)) return createRefusal(60209);
    if (this.#limits.some((limit) => limit.uniqueName === uniqueName)) return createRefusal(60208);
    if (this.#limits.length >= MAX_LIMITS) return createRefusal(60207);
    const limit = new RateLimit(uniqueName, description ?? null, this.#owners, this.#clock);
    this.#limits.push(limit);
    return { status: 201, body: limit.render() };
  }

  /** POST …/RateLimits/{Sid} */
  update(call: Call): Answer {
    return this.inLimit(call, (limit) => {
      const { Description: description } = call.form;
      if (description !== undefined) limit.describe(description);
      return { status: 200, body: limit.render() };
    });
  }

  /** DELETE …/RateLimits/{Sid} */
  remove(call: Call): Answer {
    return this.inLimit(call, (limit) => {
      this.#limits = this.#limits.filter((other) => other !== limit);
      return { status: 204 };
    });
  }

  /** The document has the SID in the path; its description of UniqueName, "used in addition to SID", allows the name. */
  inLimit(call: Call, handle: (limit: RateLimit) => Answer): Answer {
    const { limit: wanted } = call.params;
    const limit = this.#limits.find(({ sid, uniqueName }) => wanted === sid || wanted === uniqueName);
    return limit === undefined ? createNotFound(call.path) : handle(limit);
  }
}
