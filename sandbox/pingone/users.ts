import { randomUUID } from 'node:crypto';
import type { Environment } from './environment';

export interface User {
  id: string;
  username: string;
  email: string;
  givenName: string;
  familyName: string;
  /** Whether a second factor is asked for: an administrator switches it on for each user. */
  mfaEnabled: boolean;
}

/** Of every user: it is shown on the page, since nothing is behind it. */
export const PASSWORD = 'sandbox-password';

/** Whom the stand-in knows from the start, and what each shows. */
export const SEEDED = [
  { username: 'robin.doe', shows: 'a device for text messages', type: 'SMS', phone: '+1.4155552670' },
  { username: 'sam.roe', shows: 'a device for calls', type: 'VOICE', phone: '+1.4155552672' },
  { username: 'alex.poe', shows: 'no device yet' },
  { username: 'kim.loe', shows: 'a password only', mfaEnabled: false },
] as const;

/** The users of the environment, in one population. */
export class Users {
  readonly #users = new Map<string, User>();

  constructor(environment: Environment) {
    for (const { username, ...seed } of SEEDED) {
      const user = this.register(`${username}@example.com`, username, !('mfaEnabled' in seed));
      if ('phone' in seed) environment.pair(seed.type, seed.phone, user.id);
    }
  }

  /** In whatever letters. */
  find(address: string): User | undefined {
    return [...this.#users.values()].find(({ email }) => email.toLowerCase() === address.toLowerCase());
  }

  byId(id: string): User | undefined {
    return this.#users.get(id);
  }

  /** A newcomer: the name is made of the address, `jane.roe@…` is Jane Roe. */
  register(email: string, username = email, mfaEnabled = true): User {
    const [given = '', family = ''] = (email.split('@')[0] ?? '').split(/[._+-]+/).map(capitalised);
    const user = { id: randomUUID(), username, email, givenName: given, familyName: family, mfaEnabled };
    this.#users.set(user.id, user);
    const [oldest] = [...this.#users.keys()].slice(SEEDED.length);
    if (this.#users.size > MAX_KEPT && oldest !== undefined) this.#users.delete(oldest);
    return user;
  }
}

const MAX_KEPT = 1000;

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
