import { renderAlert, html, renderInvalid } from '../page';
import type { Answer } from '../route';
import { renderButton, renderCancelButton, maskDevicePhone, renderScreen } from './screen';
import type { SignIn } from './sign-in';

export function renderOtpPage(signIn: SignIn, phone: string): Answer {
  const isSms = signIn.by === 'SMS';
  return renderScreen(
    'Enter your passcode',
    html`<p>
        ${isSms ? 'We sent a text message to' : 'We are calling'} <strong>${maskDevicePhone(signIn)}</strong>.
        The passcode has six digits.
      </p>
      ${renderAlert(signIn.problem)}
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
          ${renderInvalid(signIn.problem)}
        />
        ${renderButton('check', 'Sign in')}
        ${renderButton(isSms ? 'text' : 'call', isSms ? 'Send a new passcode' : 'Call me again', 'second')}
        ${renderButton(isSms ? 'call' : 'text', isSms ? 'Call me instead' : 'Text me instead', 'second')}
        ${renderCancelButton()}
      </form>
      <p class="hint">
        No real phone gets it.
        <a href="${phone}" target="_blank" rel="noopener">Read it off the sandbox's phone</a>.
      </p>`,
    signIn.problem,
  );
}

/** PingOne tells the user no more than that; why is in the audit log. */
export function renderUndeliveredPage(signIn: SignIn): Answer {
  const isNew = signIn.device?.status === 'ACTIVATION_REQUIRED';
  return renderScreen(
    'No passcode was sent',
    html`${renderAlert(signIn.problem ?? 'We could not send you a passcode.')}
      <p>Your phone: <strong>${maskDevicePhone(signIn)}</strong></p>
      <form method="post">
        ${renderButton('text', 'Send a text message')} ${renderButton('call', 'Call me', 'second')}
        ${isNew && renderButton('another', 'Use another number', 'second')} ${renderCancelButton()}
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
