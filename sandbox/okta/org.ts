import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { BoundedMap } from '../bounded';

export type FactorType = 'sms' | 'call';

export interface User {
  id: string;
  phone: string;
  /** One for each way in which a code was sent. */
  factors: Map<FactorType, string>;
  /** The last code, until it is used. */
  code?: string | undefined;
  codeBy: FactorType;
}

export interface OktaCredentials {
  /** What both hooks send in `Authorization`. */
  hookToken: string;
  /** What the Factors API accepts: a token of a read-only administrator. */
  apiToken: string;
  /** What manages the hooks: a token of a super administrator. Empty: nobody does. */
  adminToken?: string | undefined;
}

/** An Okta org with users who have a phone. */
export class Org {
  readonly credentials: OktaCredentials;
  readonly #usersByPhone = new BoundedMap<User>(1_000);

  constructor(credentials: OktaCredentials) {
    this.credentials = credentials;
  }

  /** The user with this number, who is made if there is none, with a factor of this type. */
  enroll(phone: string, type: FactorType): User {
    const known = this.#usersByPhone.get(phone);
    const user: User = known ?? { id: createId('00u'), phone, factors: new Map(), codeBy: type };
    if (!user.factors.has(type)) user.factors.set(type, createId(type === 'sms' ? 'sms' : 'clf'));
    this.#usersByPhone.set(phone, user);
    return user;
  }

  findByPhone(phone: string): User | undefined {
    return this.#usersByPhone.get(phone);
  }

  findById(id: string): User | undefined {
    return [...this.#usersByPhone.values()].find((user) => user.id === id);
  }

  /** Whether it is anybody's token. */
  isGood(token: string): boolean {
    return isSame(token, this.credentials.apiToken) || this.isAdministrator(token);
  }

  isAdministrator(token: string): boolean {
    const { adminToken = '' } = this.credentials;
    return adminToken !== '' && isSame(token, adminToken);
  }

  /** Six digits. */
  createCode(user: User, by: FactorType): string {
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    [user.code, user.codeBy] = [code, by];
    return code;
  }
}

function isSame(left: string, right: string): boolean {
  const [given, own] = [Buffer.from(left), Buffer.from(right)];
  return given.length === own.length && timingSafeEqual(given, own);
}

/** Twenty characters, as Okta's ids have. */
export function createId(prefix: string): string {
  return prefix + randomBytes(9).toString('hex').slice(0, 17);
}
