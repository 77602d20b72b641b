import { html, invalid, type Fragment } from '../page';
import type { Answer } from '../route';
import { failing, masked, screen, token, type Failure } from './screen';
import type { Session } from './sessions';

const CHANNELS = html`<button name="channel" value="sms">Text message</button>
  <button class="second" name="channel" value="call">Voice call</button>`;

export function enrolmentPage(session: Session, behind: Fragment, phone = '', error?: Failure): Answer {
  return screen({
    title: 'Secure Your Account',
    ...failing(error),
    body: html`<p>Enter a phone number to which we can send a 6-digit code, with its country code.</p>
      <form method="post" action="/auth0/enroll">
        ${token(session)}
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
          ${invalid(error?.text)}
        />
        <p>How do you want to receive the code?</p>
        ${CHANNELS}
      </form>`,
    behind: html`<p class="quiet">
        Any number will do. <code>+15005550410</code> is one that Fraud Guard refuses, and
        <a href="/sandbox/numbers" target="_blank" rel="noopener">others</a> choose other outcomes.
      </p>
      ${behind}`,
  });
}

export function challengePage(session: Session, phone: string, behind: Fragment, error?: Failure): Answer {
  return screen({
    title: 'Verify Your Identity',
    ...failing(error),
    body: html`<p>We will send a 6-digit code to the following phone number:</p>
      <p><strong>${masked(phone)}</strong></p>
      <form method="post" action="/auth0/challenge">
        ${token(session)}
        <p>How do you want to receive the code?</p>
        ${CHANNELS}
      </form>`,
    behind,
  });
}
