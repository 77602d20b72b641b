import { randomBytes } from 'node:crypto';
import { BoundedMap } from '../bounded';
import { HourlyLimit } from './hourly-limit';

export interface User {
  /** `auth0|` and 24 hexadecimal digits, as of a database connection. */
  id: string;
  email: string;
  /** The factor `sms|dev_…` and the factor `voice|dev_…` of one phone end alike. */
  deviceId: string;
  /** E.164; undefined until one is enrolled. */
  phone: string | undefined;
  /** ISO 8601. */
  createdAt: string;
  /**
   * "10 SMS or voice messages per user per hour":
   * https://auth0.com/docs/secure/multi-factor-authentication/multi-factor-authentication-factors/configure-sms-voice-notifications-mfa
   */
  messages: HourlyLimit;
  /** "More than 10 times in a row", says the schema of gd_otp_rate_limit_exceed; how long the wait is, nobody. */
  wrongCodes: HourlyLimit;
}

/** Everybody's, and shown on the page: it keeps nobody out. */
export const PASSWORD = 'sandbox-password';

const SEEDED: readonly { email: string; phone?: string }[] = [
  { email: 'robin.doe@example.com' },
  { email: 'sam.lee@example.com', phone: '+12025550143' },
];

/** The users of the one database connection. Who signs in with a new e-mail address is a new one. */
export class Users {
  readonly #byEmail = new BoundedMap<User>(1000);
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The user, or nothing where the e-mail is none or the password is wrong. */
  signIn(email: string, password: string): User | undefined {
    const address = email.trim().toLowerCase();
    if (!/^[^\s@]{1,64}@[^\s@]{1,190}$/.test(address) || password !== PASSWORD) return undefined;
    const user = this.#byEmail.get(address) ?? this.#newUser(address);
    this.#byEmail.set(address, user);
    return user;
  }

  #newUser(email: string): User {
    return {
      id: `auth0|${randomBytes(12).toString('hex')}`,
      email,
      deviceId: `dev_${randomBytes(12).toString('base64url').replace(/[-_]/g, 'x')}`,
      phone: SEEDED.find((seeded) => seeded.email === email)?.phone,
      createdAt: new Date(this.#now()).toISOString(),
      messages: new HourlyLimit(10),
      wrongCodes: new HourlyLimit(10),
    };
  }
}
