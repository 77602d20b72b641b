import { html, renderInvalid, type Fragment } from '../page';
import type { Answer } from '../route';
import { toScreenError, maskPhone, renderScreen, renderFormToken, type Failure } from './screen';
import type { Session } from './sessions';

const CHANNELS = html`<button name="channel" value="sms">Text message</button>
  <button class="second" name="channel" value="call">Voice call</button>`;

export function renderEnrolmentPage(session: Session, trace: Fragment, phone = '', error?: Failure): Answer {
  return renderScreen({
    title: 'Secure Your Account',
    ...toScreenError(error),
    body: html`<p>Enter a phone number to which we can send a 6-digit code, with its country code.</p>
      <form method="post" action="/auth0/enroll">
        ${renderFormToken(session)}
        <label for="phone">Phone number</label>
        <input
          id="phone"
          name="phone"
          type="tel"
          autocomplete="tel"
          required
          autofocus
          placeholder="+1 202 555 0143"
          value="${phone}"
          ${renderInvalid(error?.text)}
        />
        <p>How do you want to receive the code?</p>
        ${CHANNELS}
      </form>`,
    trace: html`<p class="quiet">
        Any number will do. <code>+15005550410</code> is one that Fraud Guard refuses, and
        <a href="/sandbox/numbers" target="_blank" rel="noopener">others</a> choose other outcomes.
      </p>
      ${trace}`,
  });
}

export function renderChallengePage(
  session: Session,
  phone: string,
  trace: Fragment,
  error?: Failure,
): Answer {
  return renderScreen({
    title: 'Verify Your Identity',
    ...toScreenError(error),
    body: html`<p>We will send a 6-digit code to the following phone number:</p>
      <p><strong>${maskPhone(phone)}</strong></p>
      <form method="post" action="/auth0/challenge">
        ${renderFormToken(session)}
        <p>How do you want to receive the code?</p>
        ${CHANNELS}
      </form>`,
    trace,
  });
}
