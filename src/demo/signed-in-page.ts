import type { SignedIn, SignInApp } from '../core/sign-in';
import { html, type Html } from '../http/html';
import type { Reply } from '../http/reply';
import { forgetBegun } from './begun-cookie';
import { page } from './page';
import { inWords, isPasswordAlone, methodsIn } from './sign-in-methods';

type Claims = Readonly<Record<string, unknown>>;

/** Who has signed in and how, in PingOne's words, for the person alone who did. */
export function signedInPage(
  { claims, user }: SignedIn,
  { myAccountUrl }: Pick<SignInApp, 'myAccountUrl'>,
): Reply {
  const methods = methodsIn(claims);
  const rows: [string, string][] = [
    ['Name', nameOf(user)],
    ['E-mail', text(user['email'])],
    ['PingOne ID', text(claims['sub'])],
    ['Phone', text(user['phone_number'])],
    ['Signed in by', inWords(methods)],
  ];
  return page({
    status: 200,
    outcome: 'signed_in',
    title: 'You are signed in',
    cookie: forgetBegun,
    main: html`
      <dl>
        ${rows.map(
          ([term, value]) =>
            html`<dt>${term}</dt>
              <dd>${value || 'not given'}</dd>`,
        )}
      </dl>
      ${isPasswordAlone(methods) ? secondFactor(myAccountUrl) : whatFollows(myAccountUrl)}
      <details>
        <summary>The claims of the ID token</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">claim</th>
              <th scope="col">value</th>
            </tr>
          </thead>
          <tbody>
            ${Object.entries(claims).map(
              ([name, value]) =>
                html`<tr>
                  <th scope="row"><code>${name}</code></th>
                  <td>${shown(name, value)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>
      <p><a href="/demo/index.html">Sign in once more</a></p>
    `,
  });
}

/** In the sandbox the webhook is set up; whether it is elsewhere, nobody here knows. */
function whatFollows(myAccountUrl: string | undefined): Html | undefined {
  if (myAccountUrl !== undefined) return undefined;
  return html`<p>
    PingOne's webhook tells the bridge that the passcode was right, and the bridge tells Verify: within a
    minute it is counted under <a href="/#conversion">Conversion</a> on the test page.
  </p>`;
}

function secondFactor(myAccountUrl: string | undefined): Html {
  if (myAccountUrl === undefined)
    return html`<p>
      <strong>Only a password was used.</strong> The stand-in of PingOne has no page to add a phone. To see
      one added, sign in as <code>alex.poe@example.com</code>.
    </p>`;
  return html`<p>
    <strong>Only a password was used.</strong> Add your phone as a second factor in
    <a href="${myAccountUrl}">PingOne's My Account</a>, then sign in once more. If you have added it, the
    sign-on policy of this application does not ask for it.
  </p>`;
}

function nameOf(user: Claims): string {
  const parts = [user['given_name'], user['family_name']].map(text).filter((part) => part !== '');
  return text(user['name']) || parts.join(' ') || text(user['preferred_username']);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** As it is in the token; a time also as people read it. */
function shown(name: string, value: unknown): string {
  const raw = typeof value === 'string' ? value : JSON.stringify(value);
  const isTime = ['exp', 'iat', 'nbf', 'auth_time'].includes(name) && Number.isFinite(value);
  const date = new Date(isTime ? Number(value) * 1000 : NaN);
  return Number.isNaN(date.getTime()) ? raw : `${raw} (${date.toISOString()})`;
}
