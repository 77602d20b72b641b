import { renderAlert, html, renderInvalid, type Html } from '../page';
import type { Answer } from '../route';
import { renderOtpPage, renderUndeliveredPage } from './otp-pages';
import { renderButton, renderCancelButton, renderScreen } from './screen';
import type { SignIn } from './sign-in';
import { PASSWORD, SEEDED } from './users';

/**
 * The page of the step that the sign-in is at. It posts to its own address.
 * @param phone where what was sent can be read
 */
export function renderSignInPage(signIn: SignIn, phone: string): Answer {
  switch (signIn.step) {
    case 'password':
      return passwordPage(signIn);
    case 'enrol':
      return enrolPage(signIn);
    case 'otp':
      return signIn.otp === undefined ? renderUndeliveredPage(signIn) : renderOtpPage(signIn, phone);
    case 'locked':
      return renderScreen(
        'Too many wrong passcodes',
        html`<p class="bad" role="alert">Your phone is locked for two minutes.</p>
          <p>Wait, and then sign in again from the beginning.</p>
          <form method="post">${renderButton('cancel', 'Back to the application')}</form>`,
      );
  }
}

function passwordPage({ email, problem }: SignIn): Answer {
  return renderScreen(
    'Sign in',
    html`${renderAlert(problem)}
      <form method="post">
        <label for="email">E-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          value="${email}"
          autocomplete="username"
          required
          ${email === '' && html`autofocus`}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          ${email !== '' && html`autofocus`}
          ${renderInvalid(problem)}
        />
        ${renderButton('password', 'Sign in')} ${renderCancelButton()}
      </form>
      <section class="hint" aria-label="To try it">
        <p>Everybody's password: <code>${PASSWORD}</code></p>
        <ul>
          ${SEEDED.map(({ username, shows }) => html`<li>${username}@example.com: ${shows}</li>`)}
        </ul>
        <p>Any other address is a new user's.</p>
      </section>`,
    problem,
  );
}

function enrolPage({ problem }: SignIn): Answer {
  return renderScreen(
    'Add your phone',
    html`<p>From now on a passcode is sent to it when you sign in.</p>
      ${renderAlert(problem)}
      <form method="post">
        <label for="phone">Phone number, with its country code</label>
        <input
          id="phone"
          name="phone"
          type="tel"
          autocomplete="tel"
          placeholder="+1 415 555 2671"
          required
          autofocus
          ${renderInvalid(problem)}
        />
        <fieldset>
          <legend>Send me passcodes by</legend>
          <label><input type="radio" name="by" value="SMS" checked /> Text message</label>
          <label><input type="radio" name="by" value="VOICE" /> Voice call</label>
        </fieldset>
        ${renderButton('enrol', 'Send a passcode')} ${renderCancelButton()}
      </form>`,
    problem,
  );
}

/** What stands where there is no sign-in to go on with: one that is over, or a request that is refused. */
export function renderErrorPage(status: number, text: string): Answer {
  return renderScreen(
    'You cannot sign in here',
    html`<p class="bad" role="alert">${text}</p>
      <p>Go back to the application, and begin again.</p>`,
    undefined,
    status,
  );
}

/** @param form has no button yet, and the id that the provider gave it */
export function renderSignOutPage(form: Html): Answer {
  return renderScreen(
    'Sign out',
    html`${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

export function renderSignedOutPage(): Answer {
  return renderScreen('Signed out', html`<p>You can close this page.</p>`);
}
