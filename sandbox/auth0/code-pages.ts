import { html, renderInvalid, type Fragment } from '../page';
import type { Answer } from '../route';
import { toScreenError, maskPhone, renderScreen, renderFormToken, type Failure } from './screen';
import type { Destination, Session } from './sessions';
import type { User } from './users';

export function renderCodePage(
  session: Session,
  { phone, channel, isEnrolment }: Destination,
  trace: Fragment,
  error?: Failure,
): Answer {
  const isText = channel === 'sms';
  const sent = isText ? 'We’ve sent a text message to:' : 'We’ve called, with a 6-digit code:';
  return renderScreen({
    title: 'Verify Your Identity',
    ...toScreenError(error),
    body: html`<p>${sent} <strong>${maskPhone(phone)}</strong></p>
      <form method="post" action="/auth0/code">
        ${renderFormToken(session)}
        <label for="code">Enter the 6-digit code</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          required
          autofocus
          ${renderInvalid(error?.text)}
        />
        <button>Continue</button>
      </form>
      <form method="post" action="/auth0/resend">
        ${renderFormToken(session)}
        <p class="quiet" id="again">Didn’t receive a code?</p>
        <button class="second" name="channel" value="${channel}" aria-describedby="again">
          ${isText ? 'Resend' : 'Call again'}
        </button>
        <button class="second" name="channel" value="${isText ? 'call' : 'sms'}" aria-describedby="again">
          ${isText ? 'Call me instead' : 'Send a text instead'}
        </button>
      </form>
      ${isEnrolment && html`<p><a href="/auth0/enroll">Change the number</a></p>`}`,
    trace,
  });
}

export function renderDonePage(
  user: User,
  { phone, channel, isEnrolment }: Destination,
  trace: Fragment,
): Answer {
  const how = channel === 'sms' ? 'a text message' : 'a voice call';
  return renderScreen({
    title: 'You are signed in',
    body: html`<p>
        <strong>${user.email}</strong> signed in with a password and a code by ${how} to
        <strong>${maskPhone(phone)}</strong>${isEnrolment && html`, which is enrolled now`}.
      </p>
      <p><a href="/auth0/login">Sign in again</a></p>`,
    trace,
  });
}
