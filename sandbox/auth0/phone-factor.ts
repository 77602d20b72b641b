import type { Call } from '../route';
import { formatInternational, findNumberProblem } from '../twilio/phone-number';
import type { Auth0 } from './auth0';
import { renderTrace } from './trace';
import { identifyBrowser } from './tenant';
import { logMfaStarted, logTooManyMessages } from './log-record';
import { redirectToCurrentPage, type PageHandler } from './page-handler';
import { createOtp } from './otp';
import { renderCodePage } from './code-pages';
import { renderChallengePage, renderEnrolmentPage } from './phone-pages';
import type { Failure } from './screen';
import type { Destination, Session } from './sessions';
import { errorTexts } from './error-texts';
import type { User } from './users';

export const showEnrolment: PageHandler = (auth0, session, user) =>
  user.phone === undefined && session.proved === undefined
    ? renderEnrolmentPage(session, renderTrace(auth0, session, user))
    : redirectToCurrentPage(session, user);

export const startEnrolment: PageHandler = async (auth0, session, user, call) => {
  if (user.phone !== undefined) return redirectToCurrentPage(session, user);
  const { phone: given = '' } = call.form;
  const phone = formatInternational(given);
  const key = given.trim() === '' ? 'no-phone' : findNumberProblem(phone) && 'invalid-phone';
  const failure =
    key === undefined
      ? await sendCode(auth0, session, user, call, { phone, channel: channelOf(call), isEnrolment: true })
      : { text: errorTexts[key], status: 400 };
  if (failure === undefined) return redirectToCurrentPage(session, user);
  return renderEnrolmentPage(session, renderTrace(auth0, session, user), given, failure);
};

export const showChallenge: PageHandler = (auth0, session, user) =>
  user.phone !== undefined && session.proved === undefined
    ? renderChallengePage(session, user.phone, renderTrace(auth0, session, user))
    : redirectToCurrentPage(session, user);

export const startChallenge: PageHandler = async (auth0, session, user, call) => {
  const { phone } = user;
  if (phone === undefined || session.proved !== undefined) return redirectToCurrentPage(session, user);
  const to = { phone, channel: channelOf(call), isEnrolment: false };
  const failure = await sendCode(auth0, session, user, call, to);
  if (failure === undefined) return redirectToCurrentPage(session, user);
  return renderChallengePage(session, phone, renderTrace(auth0, session, user), failure);
};

/** The same number again, by the same channel or the other. */
export const resendCode: PageHandler = async (auth0, session, user, call) => {
  if (session.challenge === undefined) return redirectToCurrentPage(session, user);
  const { phone, isEnrolment } = session.challenge;
  const to = { phone, channel: channelOf(call), isEnrolment };
  const failure = await sendCode(auth0, session, user, call, to);
  if (failure === undefined) return redirectToCurrentPage(session, user);
  return renderCodePage(session, session.challenge, renderTrace(auth0, session, user), failure);
};

/**
 * A new code, which takes the place of the one before; or what the user is told instead. That a code is not good after
 * its sending failed, and the one before still is, is INFERRED.
 */
async function sendCode(
  auth0: Auth0,
  session: Session,
  user: User,
  call: Call,
  to: Destination,
): Promise<Failure | undefined> {
  const browser = identifyBrowser(call);
  const now = auth0.clock.now();
  if (user.messages.isReached(now)) {
    auth0.log.add(logTooManyMessages({ user, ...to }, browser));
    return { text: errorTexts[`too-many-${to.channel}`], status: 429 };
  }
  user.messages.count(now);
  const otp = createOtp(now);
  if (session.challenge?.phone !== to.phone)
    auth0.log.add(logMfaStarted({ user, ...to }, to.isEnrolment, browser));
  const isSent = await auth0.phoneMessages.send(session.action, { user, ...to, code: otp.code }, browser);
  if (!isSent) return { text: errorTexts[`send-${to.channel}-failed`], status: 502 };
  session.challenge = { ...to, otp };
  return undefined;
}

function channelOf({ form }: Call): Destination['channel'] {
  return form['channel'] === 'call' ? 'call' : 'sms';
}
