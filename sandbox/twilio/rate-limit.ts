import { formatIsoSeconds, type Clock } from '../clock';
import type { Answer, Call } from '../route';
import { Bucket, renderBucket } from './bucket';
import { createInvalidParameter, createNotFound, createRefusal } from './error';
import { renderList } from './list';
import { createSid } from './sid';

/** The page of 60210 names no number. */
const MAX_BUCKETS = 10;

/** Whom the resource belongs to, in the names of the API. */
export interface Owners {
  account_sid: string;
  service_sid: string;
}

/** https://www.twilio.com/docs/verify/api/service-rate-limits, with the buckets that it has; none limits nothing. */
export class RateLimit {
  readonly sid = createSid('RK');
  readonly uniqueName: string;
  description: string | null;
  readonly #owners: Owners;
  readonly #clock: Clock;
  readonly #createdAt: number;
  #updatedAt: number;
  #buckets: Bucket[] = [];

  constructor(uniqueName: string, description: string | null, owners: Owners, clock: Clock) {
    this.uniqueName = uniqueName;
    this.description = description;
    this.#owners = owners;
    this.#clock = clock;
    this.#createdAt = this.#updatedAt = clock.now();
  }

  get buckets(): readonly Bucket[] {
    return this.#buckets;
  }

  describe(description: string): void {
    this.description = description;
    this.#updatedAt = this.#clock.now();
  }

  /** GET …/RateLimits/{RateLimitSid}/Buckets */
  listBuckets({ query }: Call): Answer {
    return renderList('buckets', this.#buckets.map(this.#render), `${this.#url}/Buckets`, query);
  }

  /** POST …/RateLimits/{RateLimitSid}/Buckets */
  createBucket({ form: { Max, Interval } }: Call): Answer {
    const [max, interval] = [readWhole(Max), readWhole(Interval)];
    if (max === undefined) return createInvalidParameter('Max');
    if (interval === undefined) return createInvalidParameter('Interval');
    if (this.#buckets.length >= MAX_BUCKETS) return createRefusal(60210);
    const bucket = new Bucket(max, interval, this.#clock.now());
    this.#buckets.push(bucket);
    return { status: 201, body: this.#render(bucket) };
  }

  /** GET …/Buckets/{Sid} */
  fetchBucket(call: Call): Answer {
    return this.#inBucket(call, (bucket) => ({ status: 200, body: this.#render(bucket) }));
  }

  /** POST …/Buckets/{Sid}. What was counted stays counted. */
  updateBucket(call: Call): Answer {
    return this.#inBucket(call, (bucket) => {
      const { Max = String(bucket.max), Interval = String(bucket.interval) } = call.form;
      const [max, interval] = [readWhole(Max), readWhole(Interval)];
      if (max === undefined) return createInvalidParameter('Max');
      if (interval === undefined) return createInvalidParameter('Interval');
      Object.assign(bucket, { max, interval, updatedAt: this.#clock.now() });
      return { status: 200, body: this.#render(bucket) };
    });
  }

  /** DELETE …/Buckets/{Sid} */
  removeBucket(call: Call): Answer {
    return this.#inBucket(call, (bucket) => {
      this.#buckets = this.#buckets.filter((other) => other !== bucket);
      return { status: 204 };
    });
  }

  render(): Record<string, unknown> {
    return {
      sid: this.sid,
      ...this.#owners,
      unique_name: this.uniqueName,
      description: this.description,
      date_created: formatIsoSeconds(this.#createdAt),
      date_updated: formatIsoSeconds(this.#updatedAt),
      url: this.#url,
      links: { buckets: `${this.#url}/Buckets` },
    };
  }

  get #url(): string {
    return `https://verify.twilio.com/v2/Services/${this.#owners.service_sid}/RateLimits/${this.sid}`;
  }

  readonly #render = (bucket: Bucket): Record<string, unknown> =>
    renderBucket(bucket, { ...this.#owners, rate_limit_sid: this.sid }, this.#url);

  #inBucket(call: Call, handle: (bucket: Bucket) => Answer): Answer {
    const bucket = this.#buckets.find(({ sid }) => sid === call.params['bucket']);
    return bucket === undefined ? createNotFound(call.path) : handle(bucket);
  }
}

/** No page says how large either may be; nothing that counts takes nothing or a fraction. */
function readWhole(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
