import { BoundedMap } from '../bounded';
import type { Clock } from '../clock';
import type { Answer, Call } from '../route';
import { createInvalidParameter } from './error';
import { renderList } from './list';
import { readSettings, Service } from './service';
import { createSid } from './sid';

/** The account's own Verify service, and the last hundred of those that were created later. */
export class Services {
  readonly #own: Service;
  readonly #created = new BoundedMap<Service>(100);
  readonly #accountSid: string;
  readonly #clock: Clock;

  constructor(own: Service, accountSid: string, clock: Clock) {
    this.#own = own;
    this.#accountSid = accountSid;
    this.#clock = clock;
  }

  find(sid: string): Service | undefined {
    return sid === this.#own.sid ? this.#own : this.#created.get(sid);
  }

  /** GET /v2/Services */
  list({ query }: Call): Answer {
    const services = [this.#own, ...this.#created.values()].map((service) => service.render());
    return renderList('services', services, 'https://verify.twilio.com/v2/Services', query);
  }

  /** POST /v2/Services. Custom codes are off unless asked for. */
  create({ form }: Call): Answer {
    const given = readSettings(form);
    if ('status' in given) return given;
    const { friendlyName, codeLength = 6, customCodeEnabled = false } = given;
    if (friendlyName === undefined) return createInvalidParameter('FriendlyName');
    const settings = { friendlyName, codeLength, customCodeEnabled };
    const service = new Service(createSid('VA'), settings, this.#accountSid, this.#clock);
    this.#created.set(service.sid, service);
    return { status: 201, body: service.render() };
  }
}
