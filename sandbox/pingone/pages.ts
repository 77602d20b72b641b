import { html, page, type Html } from '../page';
import type { Answer } from '../route';
import { fullNumber } from './custom-provider';
import type { SignIn } from './sign-in';
import { PASSWORD, SEEDED } from './users';

const BANNER = html`<strong>A local stand-in. This is not PingOne.</strong> Nothing that you type here leaves
  this machine.`;

/**
 * The page of the step that the sign-in is at. It posts to its own address.
 * @param phone where what was sent can be read
 */
export function signInPage(signIn: SignIn, phone: string): Answer {
  switch (signIn.step) {
    case 'password':
      return passwordPage(signIn);
    case 'enrol':
      return enrolPage(signIn);
    case 'otp':
      return signIn.otp === undefined ? undeliveredPage(signIn) : otpPage(signIn, phone);
    case 'locked':
      return whole(
        'Too many wrong passcodes',
        html`<p class="bad" role="alert">Your phone is locked for two minutes.</p>
          <p>Wait, and then sign in again from the beginning.</p>
          <form method="post">${button('cancel', 'Back to the application')}</form>`,
      );
  }
}

function passwordPage({ email, problem }: SignIn): Answer {
  return whole(
    'Sign in',
    html`${alert(problem)}
      <form method="post">
        <label for="email">E-mail address</label>
        <input id="email" name="email" type="email" value="${email}" autocomplete="username" required />
        <label for="password">Password</label>
        <input id="password" name="password" type="password" autocomplete="current-password" required />
        ${button('password', 'Sign in')} ${cancel()}
      </form>
      <section class="hint" aria-label="To try it">
        <p>Everybody's password: <code>${PASSWORD}</code></p>
        <ul>
          ${SEEDED.map(({ username, shows }) => html`<li>${username}@example.com: ${shows}</li>`)}
        </ul>
        <p>Any other address is a new user's.</p>
      </section>`,
  );
}

function enrolPage({ problem }: SignIn): Answer {
  return whole(
    'Add your phone',
    html`<p>From now on a passcode is sent to it when you sign in.</p>
      ${alert(problem)}
      <form method="post">
        <label for="phone">Phone number</label>
        <input id="phone" name="phone" type="tel" autocomplete="tel" aria-describedby="form" required />
        <p class="quiet" id="form">With its country code, such as <span>+1 415 555 2671</span></p>
        <fieldset>
          <legend>Send me passcodes by</legend>
          <label><input type="radio" name="by" value="SMS" checked /> Text message</label>
          <label><input type="radio" name="by" value="VOICE" /> Voice call</label>
        </fieldset>
        ${button('enrol', 'Send a passcode')} ${cancel()}
      </form>`,
  );
}

function otpPage(signIn: SignIn, phone: string): Answer {
  const isSms = signIn.by === 'SMS';
  return whole(
    'Enter your passcode',
    html`<p>
        ${isSms ? 'We sent a text message to' : 'We are calling'} <strong>${masked(signIn)}</strong>. The
        passcode has six digits.
      </p>
      ${alert(signIn.problem)}
      <form method="post">
        <label for="otp">Passcode</label>
        <input id="otp" name="otp" inputmode="numeric" autocomplete="one-time-code" maxlength="11" required />
        ${button('check', 'Sign in')}
        ${button(isSms ? 'text' : 'call', isSms ? 'Send a new passcode' : 'Call me again', 'second')}
        ${button(isSms ? 'call' : 'text', isSms ? 'Call me instead' : 'Text me instead', 'second')}
        ${cancel()}
      </form>
      <p class="hint">
        No real phone rings.
        <a href="${phone}" target="_blank" rel="noopener">Read it off the sandbox's phone</a>.
      </p>`,
  );
}

/** PingOne tells the user no more than that; why is in the audit log. */
function undeliveredPage(signIn: SignIn): Answer {
  const isNew = signIn.device?.status === 'ACTIVATION_REQUIRED';
  return whole(
    'No passcode was sent',
    html`${alert(signIn.problem ?? 'We could not send you a passcode.')}
      <p>Your phone: <strong>${masked(signIn)}</strong></p>
      <form method="post">
        ${button('text', 'Send a text message')} ${button('call', 'Call me', 'second')}
        ${isNew && button('another', 'Use another number', 'second')} ${cancel()}
      </form>
      <p class="hint">
        Why, an administrator sees in
        <a href="/sandbox/pingone/activities" target="_blank" rel="noopener">the activities</a>.
      </p>`,
  );
}

/** What stands where there is no sign-in to go on with: one that is over, or a request that is refused. */
export function errorPage(status: number, text: string): Answer {
  return whole(
    'You cannot sign in here',
    html`<p class="bad" role="alert">${text}</p>
      <p>Go back to the application, and begin again.</p>`,
    status,
  );
}

/** @param form has no button yet, and the id that the provider gave it */
export function signOutPage(form: Html): Answer {
  return whole(
    'Sign out',
    html`${form}<button form="op.logoutForm" name="logout" value="yes">Sign out</button>`,
  );
}

export function signedOutPage(): Answer {
  return whole('Signed out', html`<p>You can close this page.</p>`);
}

function whole(heading: string, rest: Html, status = 200): Answer {
  const body = html`<h1>${heading}</h1>
    ${rest}`;
  return page({ title: `${heading} · local stand-in of PingOne`, banner: BANNER, body, status });
}

function alert(problem: string | undefined): Html | false {
  return problem !== undefined && html`<p class="bad" role="alert">${problem}</p>`;
}

/** The first of a form is what Enter presses. */
function button(action: string, text: string, look?: 'second' | 'link'): Html {
  const isFilling = ['password', 'enrol', 'check'].includes(action);
  return html`<button
    name="action"
    value="${action}"
    ${look !== undefined && html`class="${look}"`}
    ${!isFilling && html`formnovalidate`}
  >
    ${text}
  </button>`;
}

function cancel(): Html {
  return button('cancel', 'Cancel', 'link');
}

function masked({ device }: SignIn): string {
  const [number = ''] = fullNumber(device?.phone ?? '').split(',');
  return `${number.slice(0, 2)}${'*'.repeat(Math.max(0, number.length - 6))}${number.slice(-4)}`;
}
