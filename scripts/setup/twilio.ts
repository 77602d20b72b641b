import type V2010 from 'twilio/lib/rest/api/V2010';
import { AccountContextImpl } from 'twilio/lib/rest/api/v2010/account';
import {
  IncomingPhoneNumberListInstance,
  type IncomingPhoneNumberInstance,
} from 'twilio/lib/rest/api/v2010/account/incomingPhoneNumber';
import { ShortCodeListInstance, type ShortCodeInstance } from 'twilio/lib/rest/api/v2010/account/shortCode';
import type V2 from 'twilio/lib/rest/verify/V2';
import { ServiceListInstance, type ServiceInstance } from 'twilio/lib/rest/verify/v2/service';
import type { RateLimitInstance } from 'twilio/lib/rest/verify/v2/service/rateLimit';
import type { BucketInstance } from 'twilio/lib/rest/verify/v2/service/rateLimit/bucket';
import { NoResponse } from '../../src/apis/http';
import { createVersion, TwilioRefusal, type TwilioAccount } from '../../src/apis/twilio/client';
import { createDeadline, systemClock, type Clock } from '../../src/core/deadline';

export type { BucketInstance, IncomingPhoneNumberInstance, RateLimitInstance };
export type { ServiceInstance, ShortCodeInstance };

export interface AccountState {
  /** `active`, `suspended` or `closed`. */
  status: string;
  /** `Trial` or `Full`. */
  type: string;
  /** Twilio's clock, from the header `Date`: milliseconds since 1970, or NaN. */
  now: number;
}

const TRIES = 4;
/** Without `Retry-After`, and the most that one is waited for: whoever waits longer runs the command again. */
const PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 30_000;

/**
 * The most that a page may hold: https://www.twilio.com/docs/usage/twilios-response#pagination. A new object for each list,
 * because the SDK writes its callbacks into it, and two lists at a time would never end.
 */
const createPage = () => ({ pageSize: 1000, limit: 1000 });

/** The calls of `npm run setup` and `npm run doctor`, as the account's owner. Each may throw TwilioRefusal or NoResponse. */
export class Twilio {
  readonly #account: TwilioAccount;
  readonly #clock: Clock;

  constructor(account: TwilioAccount, clock: Clock = systemClock) {
    this.#account = account;
    this.#clock = clock;
  }

  /** GET /2010-04-01/Accounts/{Sid}.json: https://www.twilio.com/docs/iam/api/account */
  async fetchAccount(): Promise<AccountState> {
    const { sid, ...found } = await this.#call('api', async (version: V2010) => {
      const { body, headers } = await new AccountContextImpl(
        version,
        this.#account.accountSid,
      ).fetchWithHttpInfo();
      return {
        sid: body.sid,
        status: body.status,
        type: body.type,
        now: Date.parse(String(headers['date'])),
      };
    });
    // Its name is the owner's e-mail address, if nobody has changed it: it is not read here.
    if (sid !== this.#account.accountSid) throw new NoResponse('unanswered');
    return found;
  }

  /** GET …/IncomingPhoneNumbers.json */
  listNumbers(): Promise<IncomingPhoneNumberInstance[]> {
    return this.#call('api', (version: V2010) =>
      IncomingPhoneNumberListInstance(version, this.#account.accountSid).list(createPage()),
    );
  }

  /** GET …/SMS/ShortCodes.json */
  listShortCodes(): Promise<ShortCodeInstance[]> {
    return this.#call('api', (version: V2010) =>
      ShortCodeListInstance(version, this.#account.accountSid).list(createPage()),
    );
  }

  /** GET /v2/Services */
  listServices(): Promise<ServiceInstance[]> {
    return this.#inServices((services) => services.list(createPage()));
  }

  /** GET /v2/Services/{Sid} */
  fetchService(sid: string): Promise<ServiceInstance> {
    return this.#inServices((services) => services(sid).fetch());
  }

  /** POST /v2/Services. The name is at most 30 characters: see docs/setup.md. */
  createService(friendlyName: string): Promise<ServiceInstance> {
    return this.#inServices((services) => services.create({ friendlyName, customCodeEnabled: true }));
  }

  /** POST /v2/Services/{Sid} */
  enableCustomCodes(sid: string): Promise<ServiceInstance> {
    return this.#inServices((services) => services(sid).update({ customCodeEnabled: true }));
  }

  /** GET /v2/Services/{Sid}/RateLimits */
  listRateLimits(service: string): Promise<RateLimitInstance[]> {
    return this.#inServices((services) => services(service).rateLimits.list(createPage()));
  }

  /** POST /v2/Services/{Sid}/RateLimits */
  createRateLimit(service: string, uniqueName: string, description: string): Promise<RateLimitInstance> {
    return this.#inServices((services) => services(service).rateLimits.create({ uniqueName, description }));
  }

  /** GET /v2/Services/{Sid}/RateLimits/{Sid}/Buckets */
  listBuckets(service: string, limit: string): Promise<BucketInstance[]> {
    return this.#inServices((services) => services(service).rateLimits(limit).buckets.list(createPage()));
  }

  /** POST …/Buckets. @param interval seconds */
  createBucket(service: string, limit: string, max: number, interval: number): Promise<BucketInstance> {
    return this.#inServices((services) =>
      services(service).rateLimits(limit).buckets.create({ max, interval }),
    );
  }

  /** POST …/Buckets/{Sid}. @param interval seconds */
  updateBucket({ serviceSid, rateLimitSid, sid }: BucketInstance, max: number, interval: number) {
    return this.#inServices((services) =>
      services(serviceSid).rateLimits(rateLimitSid).buckets(sid).update({ max, interval }),
    );
  }

  #inServices<T>(ask: (services: ServiceListInstance) => Promise<T>): Promise<T> {
    return this.#call('verify', (version: V2) => ask(ServiceListInstance(version)));
  }

  /** A 429 was not processed, so whatever was asked can be asked again: https://www.twilio.com/docs/api/errors/20429 */
  async #call<V extends V2 | V2010, T>(api: 'verify' | 'api', ask: (version: V) => Promise<T>): Promise<T> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await ask(await createVersion<V>(api, this.#account, createDeadline(this.#clock)));
      } catch (error) {
        const isBusy = error instanceof TwilioRefusal && error.status === 429;
        const pauseMs = (isBusy ? error.retryAfterMs : undefined) ?? PAUSE_MS;
        if (!isBusy || tried === TRIES || pauseMs > MAX_PAUSE_MS) throw error;
        await this.#clock.wait(pauseMs);
      }
    }
  }
}
