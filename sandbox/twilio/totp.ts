import { randomBytes } from 'node:crypto';
import { BoundedMap } from '../bounded';
import type { Clock } from '../clock';
import type { Answer, Call, Route } from '../route';
import type { Account } from './account';
import { createInvalidParameter, createNotFound, createRefusal } from './error';
import type { Service } from './service';
import { createSid } from './sid';
import { decodeBase32, isCurrentCode } from './totp-code';
import { renderBinding, renderChallenge, renderFactor, type Factor, type Owner } from './totp-factor';

/** https://www.twilio.com/docs/api/errors/60310, 60312 and 60315 */
const MAX_WRONG_CODES = 5;
const MAX_CHALLENGES = { hour: 50, day: 100 };
const MAX_FACTORS = 100;
const HOUR_MS = 3_600_000;
/** An unverified factor is deleted after 1 to 24 hours: https://www.twilio.com/docs/api/errors/60318 */
const UNVERIFIED_LIFE_MS = HOUR_MS;
const IDENTITY = /^[A-Za-z0-9-]{8,64}$/;

/**
 * Verify's TOTP: factors of the default settings, and challenges that carry their code. Of the API's other resources
 * (entities, lists, challenges without a code, push, passkeys) there is nothing.
 *
 * INFERRED, because no page says: a code is taken again within its time; a factor that is verified stays so, whatever
 * code comes; a factor that does not exist is 20404 for a challenge, too.
 */
export class Totp {
  readonly #clock: Clock;
  readonly #service: Service;
  readonly #owner: Owner;
  readonly #factors = new BoundedMap<Factor>(10_000);

  constructor({ clock, credentials: { accountSid } }: Account, service: Service) {
    this.#clock = clock;
    this.#service = service;
    this.#owner = { accountSid, serviceSid: service.sid };
  }

  /** POST /v2/Services/{ServiceSid}/Entities/{Identity}/Factors: the entity is made with its first factor. */
  create({ form, params: { identity = '' } }: Call): Answer {
    const { FriendlyName: friendlyName = '', FactorType: type, 'Binding.Secret': given } = form;
    if (!IDENTITY.test(identity)) return createInvalidParameter('Identity');
    if (friendlyName === '' || friendlyName.length > 64) return createInvalidParameter('FriendlyName');
    if (type !== 'totp') return createInvalidParameter('FactorType');
    const secret = given === undefined ? randomBytes(20) : decodeBase32(given);
    if (secret === undefined) return createInvalidParameter('Binding.Secret');
    const siblings = [...this.#factors.values()].filter(
      (other) => other.identity === identity && !this.#isGone(other),
    );
    if (siblings.length >= MAX_FACTORS) return createRefusal(60315);
    const now = this.#clock.now();
    const factor: Factor = {
      ...{ sid: createSid('YF'), entitySid: siblings[0]?.entitySid ?? createSid('YE') },
      ...{ identity, friendlyName, secret, status: 'unverified' as const },
      ...{ wrongCodes: 0, challenges: [], createdAt: now, updatedAt: now },
    };
    this.#factors.set(factor.sid, factor);
    const binding = renderBinding(factor, this.#service.settings.friendlyName);
    return {
      status: 201,
      body: { ...renderFactor(factor, this.#owner), binding, options: null },
    };
  }

  /** GET …/Factors/{Sid} */
  fetch(call: Call): Answer {
    const factor = this.#find(call, call.params['factor']);
    if (factor === undefined) return createNotFound(call.path);
    return { status: 200, body: renderFactor(factor, this.#owner) };
  }

  /** POST …/Factors/{Sid}: a right code verifies the factor, a wrong one leaves it as it is. */
  update(call: Call): Answer {
    const factor = this.#find(call, call.params['factor']);
    if (factor === undefined) return createNotFound(call.path);
    const { AuthPayload: code, FriendlyName: friendlyName } = call.form;
    if (friendlyName !== undefined) factor.friendlyName = friendlyName;
    if (code !== undefined && factor.status === 'unverified') {
      if (factor.wrongCodes >= MAX_WRONG_CODES) return createRefusal(60310);
      if (this.#isRight(factor, code)) factor.status = 'verified';
      else factor.wrongCodes += 1;
    }
    factor.updatedAt = this.#clock.now();
    return this.fetch(call);
  }

  /** DELETE …/Factors/{Sid} */
  remove(call: Call): Answer {
    const factor = this.#find(call, call.params['factor']);
    if (factor === undefined) return createNotFound(call.path);
    this.#factors.delete(factor.sid);
    return { status: 204 };
  }

  /** POST …/Challenges: is approved by a right code, and pending with a wrong one. */
  challenge(call: Call): Answer {
    const { FactorSid: sid, AuthPayload: code = '' } = call.form;
    if (code.length < 3 || code.length > 8) return createInvalidParameter('AuthPayload');
    const factor = this.#find(call, sid);
    if (factor === undefined) return createNotFound(call.path);
    if (factor.status === 'unverified') return createRefusal(60318);
    const now = this.#clock.now();
    factor.challenges = factor.challenges.filter((at) => at > now - 24 * HOUR_MS);
    const lately = factor.challenges.filter((at) => at > now - HOUR_MS).length;
    if (lately >= MAX_CHALLENGES.hour || factor.challenges.length >= MAX_CHALLENGES.day)
      return createRefusal(60312);
    factor.challenges.push(now);
    const body = renderChallenge(factor, createSid('YC'), this.#isRight(factor, code), now, this.#owner);
    return { status: 201, body };
  }

  #isRight({ secret }: Factor, code: string): boolean {
    return isCurrentCode(secret, code, this.#clock.now());
  }

  /** The factor of the identity that the path names. */
  #find({ params: { identity } }: Call, sid = ''): Factor | undefined {
    const factor = this.#factors.get(sid);
    if (factor === undefined || factor.identity !== identity) return undefined;
    return this.#isGone(factor) ? undefined : factor;
  }

  #isGone({ status, createdAt }: Factor): boolean {
    return status === 'unverified' && this.#clock.now() >= createdAt + UNVERIFIED_LIFE_MS;
  }
}

/** @param inService finds the service that a call names */
export function createTotpRoutes(
  account: Account,
  inService: (handle: (service: Service, call: Call) => Answer) => Route['handle'],
): Route[] {
  const totps = new WeakMap<Service, Totp>();
  const inTotp = (handle: (totp: Totp, call: Call) => Answer) =>
    inService((service, call) => {
      const totp = totps.get(service) ?? new Totp(account, service);
      totps.set(service, totp);
      return handle(totp, call);
    });
  const entity = '/v2/Services/:service/Entities/:identity';
  const factor = `${entity}/Factors/:factor`;
  return [
    { method: 'POST', path: `${entity}/Factors`, handle: inTotp((totp, call) => totp.create(call)) },
    { method: 'GET', path: factor, handle: inTotp((totp, call) => totp.fetch(call)) },
    { method: 'POST', path: factor, handle: inTotp((totp, call) => totp.update(call)) },
    { method: 'DELETE', path: factor, handle: inTotp((totp, call) => totp.remove(call)) },
    { method: 'POST', path: `${entity}/Challenges`, handle: inTotp((totp, call) => totp.challenge(call)) },
  ];
}
