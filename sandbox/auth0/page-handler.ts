import type { Answer, Call } from '../route';
import type { Auth0 } from './auth0';
import type { Session } from './sessions';
import type { User } from './users';

export const LOGIN_PATH = '/auth0/login';

/** One page or form of a user whose password was right. */
export type PageHandler = (
  auth0: Auth0,
  session: Session,
  user: User,
  call: Call,
) => Answer | Promise<Answer>;

/** To the page where the user has got to. */
export function redirectToCurrentPage({ challenge: pending, proved }: Session, { phone }: User): Answer {
  if (proved !== undefined) return redirect('/auth0/done');
  if (pending !== undefined) return redirect('/auth0/code');
  return redirect(phone === undefined ? '/auth0/enroll' : '/auth0/challenge');
}

export function redirect(location: string): Answer {
  return { status: 303, headers: { Location: location } };
}
