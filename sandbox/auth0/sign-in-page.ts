import { html, renderInvalid, type Html } from '../page';
import type { Answer } from '../route';
import { toScreenError, renderScreen, renderFormToken, type Failure } from './screen';
import type { Session } from './sessions';
import { PASSWORD } from './users';

export function renderSignInPage(session: Session, email = '', error?: Failure): Answer {
  const generation = (name: Session['action'], label: string): Html =>
    html`<label
      ><input type="radio" name="action" value="${name}" ${session.action === name && html`checked`} />
      <span>${label}<br /><code class="quiet">${name}.js</code></span></label
    >`;
  return renderScreen({
    title: 'Welcome',
    ...toScreenError(error),
    body: html`<p>Log in to Sandbox to continue to Sandbox app.</p>
      <form method="post" action="/auth0/login">
        ${renderFormToken(session)}
        <label for="email">Email address</label>
        <input
          id="email"
          name="email"
          type="email"
          autocomplete="username"
          required
          autofocus
          value="${email}"
          ${renderInvalid(error?.text)}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          ${renderInvalid(error?.text)}
        />
        <fieldset>
          <legend>The tenant, and its Action</legend>
          ${generation('custom-phone-provider', 'Unified phone experience')}
          ${generation('send-phone-message', 'Older tenant')}
        </fieldset>
        <button>Continue</button>
      </form>`,
    trace: html`<div class="hint">
      <p>Everybody’s password here: <code>${PASSWORD}</code></p>
      <ul>
        <li><code>robin.doe@example.com</code> has no phone yet</li>
        <li><code>sam.lee@example.com</code> has one</li>
        <li>any other address becomes a new user</li>
      </ul>
    </div>`,
  });
}

/** For a form that is not of this session: it may be another site's, or hours old. */
export function renderStaleFormPage(): Answer {
  return renderScreen({
    title: 'This form is no longer good',
    status: 403,
    body: html`<p>It belongs to another session, or its session has ended.</p>
      <p><a href="/auth0/login">Begin again</a></p>`,
  });
}
