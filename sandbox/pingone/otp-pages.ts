import { alert, html, invalid } from '../page';
import type { Answer } from '../route';
import { button, cancel, masked, screen } from './screen';
import type { SignIn } from './sign-in';

export function otpPage(signIn: SignIn, phone: string): Answer {
  const isSms = signIn.by === 'SMS';
  return screen(
    'Enter your passcode',
    html`<p>
        ${isSms ? 'We sent a text message to' : 'We are calling'} <strong>${masked(signIn)}</strong>. The
        passcode has six digits.
      </p>
      ${alert(signIn.problem)}
      <form method="post">
        <label for="otp">Passcode</label>
        <input
          id="otp"
          name="otp"
          inputmode="numeric"
          autocomplete="one-time-code"
          maxlength="11"
          required
          autofocus
          ${invalid(signIn.problem)}
        />
        ${button('check', 'Sign in')}
        ${button(isSms ? 'text' : 'call', isSms ? 'Send a new passcode' : 'Call me again', 'second')}
        ${button(isSms ? 'call' : 'text', isSms ? 'Call me instead' : 'Text me instead', 'second')}
        ${cancel()}
      </form>
      <p class="hint">
        No real phone gets it.
        <a href="${phone}" target="_blank" rel="noopener">Read it off the sandbox's phone</a>.
      </p>`,
    signIn.problem,
  );
}

/** PingOne tells the user no more than that; why is in the audit log. */
export function undeliveredPage(signIn: SignIn): Answer {
  const isNew = signIn.device?.status === 'ACTIVATION_REQUIRED';
  return screen(
    'No passcode was sent',
    html`${alert(signIn.problem ?? 'We could not send you a passcode.')}
      <p>Your phone: <strong>${masked(signIn)}</strong></p>
      <form method="post">
        ${button('text', 'Send a text message')} ${button('call', 'Call me', 'second')}
        ${isNew && button('another', 'Use another number', 'second')} ${cancel()}
      </form>
      <section class="hint" aria-label="Why">
        <p>
          An administrator sees why in
          <a href="/sandbox/pingone/activities" target="_blank" rel="noopener">the activities</a>.
        </p>
        ${signIn.refusal !== undefined && html`<p>${signIn.refusal}</p>`}
      </section>`,
  );
}
