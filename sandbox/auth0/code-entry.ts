import { renderTrace } from './trace';
import { identifyBrowser } from './tenant';
import { logCodeRefused, logCodeProved, logSignedIn, logTooManyCodes } from './log-record';
import { redirectToCurrentPage, type PageHandler } from './page-handler';
import { checkOtp } from './otp';
import { renderCodePage, renderDonePage } from './code-pages';
import { errorTexts } from './error-texts';

export const showCode: PageHandler = (auth0, session, user) =>
  session.challenge === undefined
    ? redirectToCurrentPage(session, user)
    : renderCodePage(session, session.challenge, renderTrace(auth0, session, user));

/** More wrong codes than the limit end it, and then the right one is refused, too. */
export const enterCode: PageHandler = (auth0, session, user, call) => {
  if (session.challenge === undefined) return redirectToCurrentPage(session, user);
  const { otp, ...to } = session.challenge;
  if (to.isEnrolment && user.phone !== undefined) {
    // Another browser was quicker: what is asked for now is the phone that it has enrolled.
    delete session.challenge;
    return redirectToCurrentPage(session, user);
  }
  const browser = identifyBrowser(call);
  const now = auth0.clock.now();
  const refused = (key: keyof typeof errorTexts, status = 400) =>
    renderCodePage(session, to, renderTrace(auth0, session, user), { text: errorTexts[key], status });
  if (user.wrongCodes.isReached(now)) {
    auth0.log.add(logTooManyCodes({ user, ...to }, browser));
    return refused('too-many-failures', 429);
  }
  const result = checkOtp(otp, call.form['code'] ?? '', now);
  if (result === 'malformed') return refused('invalid-otp-code-format');
  if (result !== 'right') {
    user.wrongCodes.count(now);
    auth0.log.add(logCodeRefused({ user, ...to }, browser));
    return refused(result === 'wrong' ? 'invalid-code' : 'invalid-expired-code');
  }
  user.wrongCodes.clear();
  if (to.isEnrolment) user.phone = to.phone;
  delete session.challenge;
  session.proved = to;
  auth0.log.add(logCodeProved({ user, ...to }, to.isEnrolment, browser));
  auth0.log.add(logSignedIn(user, browser));
  return redirectToCurrentPage(session, user);
};

/** Waits for the log stream, so that its answer can be shown. */
export const showDone: PageHandler = async (auth0, session, user) => {
  if (session.proved === undefined) return redirectToCurrentPage(session, user);
  await auth0.settled();
  return renderDonePage(user, session.proved, renderTrace(auth0, session, user, true));
};
