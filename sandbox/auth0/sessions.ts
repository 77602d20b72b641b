import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '../clock';
import { BoundedMap } from '../bounded';
import type { Call } from '../route';
import type { Message } from './action-event';
import type { ActionName } from './action-runner';
import type { Otp } from './otp';
import type { User } from './users';

/** One browser on its way through the login. */
export interface Session {
  id: string;
  /** In every form, so that no other site can post one. */
  formToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** Which generation of tenant it is. */
  action: ActionName;
  /** Once the password was right. */
  user?: User;
  /** Where the last code went, or should have, until it is entered. */
  challenge?: Destination & { otp: Otp };
  /** Where the code came that was entered rightly. */
  proved?: Destination;
  /** Milliseconds since 1970. */
  startedAt: number;
}

export type Destination = Pick<Message, 'phone' | 'channel' | 'isEnrolment'>;

const COOKIE = 'auth0_stand_in';
const LIFE_MS = 3_600_000;

export class Sessions {
  readonly #clock: Clock;
  readonly #byId = new BoundedMap<Session>(1000);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(action: ActionName, user?: User): Session {
    const id = randomBytes(32).toString('base64url');
    const formToken = randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    const session: Session = { id, formToken, startedAt: now, expiresAt: now + LIFE_MS, action };
    if (user !== undefined) session.user = user;
    this.#byId.set(id, session);
    return session;
  }

  of({ cookie = '' }: Call): Session | undefined {
    const id = new RegExp(`(?:^|; )${COOKIE}=([\\w-]+)`).exec(cookie)?.[1] ?? '';
    const session = this.#byId.get(id);
    return session !== undefined && this.#clock.now() < session.expiresAt ? session : undefined;
  }

  close({ id }: Session): void {
    this.#byId.delete(id);
  }
}

/** No `Secure`: the stand-in has http and nothing else. */
export function renderSessionCookie({ id }: Session): string {
  return `${COOKIE}=${id}; Path=/auth0; HttpOnly; SameSite=Lax`;
}

export function isOwnForm({ formToken }: Session, { form }: Call): boolean {
  const given = Buffer.from(form['form_token'] ?? '');
  const expected = Buffer.from(formToken);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
