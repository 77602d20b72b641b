import { behind } from './behind';
import { browserOf } from './tenant';
import { codeRefused, proved, signedIn, tooManyCodes } from './log-record';
import { onward, type Step } from './step';
import { checkOtp } from './otp';
import { codePage, donePage } from './code-pages';
import { texts } from './texts';

export const showCode: Step = (auth0, session, user) =>
  session.challenge === undefined
    ? onward(session, user)
    : codePage(session, session.challenge, behind(auth0, session, user));

/** More wrong codes than the limit end it, and then the right one is refused, too. */
export const enterCode: Step = (auth0, session, user, call) => {
  if (session.challenge === undefined) return onward(session, user);
  const { otp, ...to } = session.challenge;
  if (to.isEnrolment && user.phone !== undefined) {
    // Another browser was quicker: what is asked for now is the phone that it has enrolled.
    delete session.challenge;
    return onward(session, user);
  }
  const browser = browserOf(call);
  const now = auth0.clock.now();
  const refused = (key: keyof typeof texts, status = 400) =>
    codePage(session, to, behind(auth0, session, user), { text: texts[key], status });
  if (user.wrongCodes.isReached(now)) {
    auth0.log.add(tooManyCodes({ user, ...to }, browser));
    return refused('too-many-failures', 429);
  }
  const result = checkOtp(otp, call.form['code'] ?? '', now);
  if (result === 'malformed') return refused('invalid-otp-code-format');
  if (result !== 'right') {
    user.wrongCodes.count(now);
    auth0.log.add(codeRefused({ user, ...to }, browser));
    return refused(result === 'wrong' ? 'invalid-code' : 'invalid-expired-code');
  }
  user.wrongCodes.clear();
  if (to.isEnrolment) user.phone = to.phone;
  delete session.challenge;
  session.proved = to;
  auth0.log.add(proved({ user, ...to }, to.isEnrolment, browser));
  auth0.log.add(signedIn(user, browser));
  return onward(session, user);
};

/** Waits for the log stream, so that its answer can be shown. */
export const showDone: Step = async (auth0, session, user) => {
  if (session.proved === undefined) return onward(session, user);
  await auth0.settled();
  return donePage(user, session.proved, behind(auth0, session, user, true));
};
