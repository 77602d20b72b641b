import type { Answer, Call, Route } from '../route';
import type { ActionName } from './action-runner';
import type { Auth0 } from './auth0';
import { enterCode, showCode, showDone } from './code-entry';
import { renderSignInPage, renderStaleFormPage } from './sign-in-page';
import { startChallenge, startEnrolment, resendCode, showChallenge, showEnrolment } from './phone-factor';
import { renderSessionCookie, isOwnForm } from './sessions';
import { redirectToCurrentPage, redirect, LOGIN_PATH, type PageHandler } from './page-handler';

/** The pages of the login, in the order in which a user meets them. */
export function createLoginRoutes(auth0: Auth0): Route[] {
  const shown = (path: string, step: PageHandler): Route => ({
    method: 'GET',
    path,
    handle(call) {
      const session = auth0.sessions.of(call);
      return session?.user === undefined ? redirect(LOGIN_PATH) : step(auth0, session, session.user, call);
    },
  });
  const posted = (path: string, step: PageHandler): Route => ({
    method: 'POST',
    path,
    handle(call) {
      const session = auth0.sessions.of(call);
      if (session?.user === undefined || !isOwnForm(session, call)) return renderStaleFormPage();
      return step(auth0, session, session.user, call);
    },
  });
  return [
    { method: 'GET', path: LOGIN_PATH, handle: (call) => showSignIn(auth0, call) },
    { method: 'POST', path: LOGIN_PATH, handle: (call) => signIn(auth0, call) },
    shown('/auth0/enroll', showEnrolment),
    posted('/auth0/enroll', startEnrolment),
    shown('/auth0/challenge', showChallenge),
    posted('/auth0/challenge', startChallenge),
    shown('/auth0/code', showCode),
    posted('/auth0/code', enterCode),
    posted('/auth0/resend', resendCode),
    shown('/auth0/done', showDone),
  ];
}

/** Every visit begins anew; a form that was open before is still good if nobody had signed in with it. */
function showSignIn({ sessions }: Auth0, call: Call): Answer {
  const existing = sessions.of(call);
  const isUnused = existing !== undefined && existing.user === undefined;
  const session = isUnused ? existing : sessions.open('custom-phone-provider');
  const answer = renderSignInPage(session);
  return { ...answer, headers: { ...answer.headers, 'Set-Cookie': renderSessionCookie(session) } };
}

/** Whoever has signed in gets a session with a new id: nobody else can know it. */
function signIn({ sessions, users }: Auth0, call: Call): Answer {
  const session = sessions.of(call);
  if (session === undefined || !isOwnForm(session, call)) return renderStaleFormPage();
  const { email = '', password = '', action } = call.form;
  session.action = isActionName(action) ? action : 'custom-phone-provider';
  const user = users.signIn(email, password);
  if (user === undefined)
    return renderSignInPage(session, email, { text: 'Wrong email or password', status: 400 });
  sessions.close(session);
  const opened = sessions.open(session.action, user);
  const { headers } = redirectToCurrentPage(opened, user);
  return { status: 303, headers: { ...headers, 'Set-Cookie': renderSessionCookie(opened) } };
}

function isActionName(name: string | undefined): name is ActionName {
  return name === 'custom-phone-provider' || name === 'send-phone-message';
}
