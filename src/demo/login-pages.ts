import type { NumberLookup } from '../core/number-lookup';
import type { Result } from '../core/result';
import type { PendingSignIn } from '../core/sign-in';
import { html, type Html } from '../http/html';
import { createProblemReply, type Reply } from '../http/reply';
import { createStateCookie } from './state-cookie';
import { explainNotMobile } from './line-type';
import { renderLoginForm, type LoginErrors, type LoginInput } from './login-form';
import { renderPage } from './page';

export const FORM_LINK: Html = html`<a href="/demo/index.html">Back to the form</a>`;

export function renderDemoOff(): Reply {
  return renderPage({
    status: 404,
    outcome: 'demo_off',
    title: 'The demo is off',
    main: html`<p>
      Each sign-in of this demo costs its owner a Lookup, so it is off until the variable
      <code>DEMO_SIGN_IN</code> is set to <code>on</code>.
    </p>`,
  });
}

/** @param origin of the deployment, for users who opened the form at another address of the same machine */
export function renderForeignForm(origin: string): Reply {
  return renderPage({
    status: 403,
    outcome: 'foreign_form',
    title: 'This did not come from the form',
    main: html`
      <p>
        Nothing was looked up. The form may have been open for long, the browser may refuse its cookie, or
        another site has sent you here.
      </p>
      <p>Open the form anew: <a href="${origin}/demo/index.html">${origin}/demo/index.html</a></p>
    `,
  });
}

/** The form with the user's input, and each error beside its field. */
export function renderFormWithErrors(
  typed: LoginInput,
  errors: LoginErrors,
  token: string,
  { status, outcome, title } = { status: 400, outcome: 'invalid_form', title: 'Please put this right' },
): Reply {
  return renderPage({ status, outcome, title, main: renderLoginForm(typed, errors, token) });
}

/** A mobile number in its national format; or the form with the reason why the number is not accepted. */
export function checkLookup(
  found: Result<NumberLookup>,
  typed: LoginInput,
  token: string,
): { nationalFormat: string } | Reply {
  const again = (phone: string, status: number, outcome: string, title = 'Not with this number') =>
    renderFormWithErrors(typed, { phone }, token, { status, outcome, title });
  if (!found.ok) {
    const { body, headers, status } = createProblemReply(found.problem);
    const text = `The number could not be checked: ${found.problem.detail}`;
    const shown = again(text, status, found.problem.code, 'The number could not be checked');
    return { ...shown, headers: { ...headers, ...shown.headers }, body };
  }
  if (!found.value.valid) {
    const text = 'There is no such number, says Twilio Lookup. Is a digit missing, or one too many?';
    return again(text, 422, 'number_invalid');
  }
  const { nationalFormat, lineType } = found.value;
  const obstacle = explainNotMobile(nationalFormat, lineType);
  return obstacle === undefined ? { nationalFormat } : again(obstacle, 422, 'number_not_mobile');
}

/**
 * A link instead of a redirect: the user can read the number first, and form-action need not allow PingOne.
 * @param url PingOne's authorize endpoint with all parameters
 */
export function renderContinue(
  nationalFormat: string,
  { url, pending }: { url: string; pending: PendingSignIn },
  secret: string,
  now: number,
): Reply {
  return renderPage({
    status: 200,
    outcome: 'number_accepted',
    title: 'On the way to PingOne',
    cookie: createStateCookie(pending, secret, now),
    main: html`
      <p><strong>${nationalFormat}</strong> is a mobile number.</p>
      <p>
        PingOne will ask who you are, and send its passcode to the phone that it has for you. That need not be
        this one.
      </p>
      <p><a class="button" href="${url}" autofocus>Continue to PingOne</a></p>
      <p>You have ten minutes. ${FORM_LINK}</p>
    `,
  });
}
