import type { Call } from '../route';
import { international, problemOf } from '../twilio/phone-number';
import type { Auth0 } from './auth0';
import { behind } from './behind';
import { browserOf } from './tenant';
import { started, tooManyMessages } from './log-record';
import { onward, type Step } from './step';
import { newOtp } from './otp';
import { codePage } from './code-pages';
import { challengePage, enrolmentPage } from './phone-pages';
import type { Failure } from './screen';
import type { Destination, Session } from './sessions';
import { texts } from './texts';
import type { User } from './users';

export const showEnrolment: Step = (auth0, session, user) =>
  user.phone === undefined && session.proved === undefined
    ? enrolmentPage(session, behind(auth0, session, user))
    : onward(session, user);

export const enrol: Step = async (auth0, session, user, call) => {
  if (user.phone !== undefined) return onward(session, user);
  const { phone: given = '' } = call.form;
  const phone = international(given);
  const key = given.trim() === '' ? 'no-phone' : problemOf(phone) && 'invalid-phone';
  const failure =
    key === undefined
      ? await sendCode(auth0, session, user, call, { phone, channel: channelOf(call), isEnrolment: true })
      : { text: texts[key], status: 400 };
  if (failure === undefined) return onward(session, user);
  return enrolmentPage(session, behind(auth0, session, user), given, failure);
};

export const showChallenge: Step = (auth0, session, user) =>
  user.phone !== undefined && session.proved === undefined
    ? challengePage(session, user.phone, behind(auth0, session, user))
    : onward(session, user);

export const challenge: Step = async (auth0, session, user, call) => {
  const { phone } = user;
  if (phone === undefined || session.proved !== undefined) return onward(session, user);
  const to = { phone, channel: channelOf(call), isEnrolment: false };
  const failure = await sendCode(auth0, session, user, call, to);
  if (failure === undefined) return onward(session, user);
  return challengePage(session, phone, behind(auth0, session, user), failure);
};

/** The same number again, by the same channel or the other. */
export const resend: Step = async (auth0, session, user, call) => {
  if (session.challenge === undefined) return onward(session, user);
  const { phone, isEnrolment } = session.challenge;
  const to = { phone, channel: channelOf(call), isEnrolment };
  const failure = await sendCode(auth0, session, user, call, to);
  if (failure === undefined) return onward(session, user);
  return codePage(session, session.challenge, behind(auth0, session, user), failure);
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
  const browser = browserOf(call);
  const now = auth0.clock.now();
  if (user.messages.isReached(now)) {
    auth0.log.add(tooManyMessages({ user, ...to }, browser));
    return { text: texts[`too-many-${to.channel}`], status: 429 };
  }
  user.messages.count(now);
  const otp = newOtp(now);
  if (session.challenge?.phone !== to.phone) auth0.log.add(started({ user, ...to }, to.isEnrolment, browser));
  const isSent = await auth0.phoneMessages.send(session.action, { user, ...to, code: otp.code }, browser);
  if (!isSent) return { text: texts[`send-${to.channel}-failed`], status: 502 };
  session.challenge = { ...to, otp };
  return undefined;
}

function channelOf({ form }: Call): Destination['channel'] {
  return form['channel'] === 'call' ? 'call' : 'sms';
}
