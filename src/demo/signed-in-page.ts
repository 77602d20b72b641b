import type { CompletedSignIn, SignInApp } from '../core/sign-in';
import { html, type Html } from '../http/html';
import type { Reply } from '../http/reply';
import { expiredStateCookie } from './state-cookie';
import { renderPage } from './page';
import { describeMethods, isPasswordAlone, readMethods } from './sign-in-methods';

type Claims = Readonly<Record<string, unknown>>;

/** Shows the user what PingOne says of the sign-in. Only the user who signed in sees the page. */
export function renderSignedIn(
  { claims, user }: CompletedSignIn,
  { myAccountUrl }: Pick<SignInApp, 'myAccountUrl'>,
): Reply {
  const methods = readMethods(claims);
  const rows: [string, string][] = [
    ['Name', formatName(user)],
    ['E-mail', asText(user['email'])],
    ['PingOne ID', asText(claims['sub'])],
    ['Phone', asText(user['phone_number'])],
    ['Signed in by', describeMethods(methods)],
  ];
  return renderPage({
    status: 200,
    outcome: 'signed_in',
    title: 'You are signed in',
    cookie: expiredStateCookie,
    main: html`
      <dl>
        ${rows.map(
          ([term, value]) =>
            html`<dt>${term}</dt>
              <dd>${value || 'not given'}</dd>`,
        )}
      </dl>
      ${isPasswordAlone(methods) ? renderAddFactor(myAccountUrl) : renderNextStep(myAccountUrl)}
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
                  <td>${formatClaim(name, value)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>
      <p><a href="/demo/index.html">Sign in once more</a></p>
    `,
  });
}

/** Only in the sandbox is the webhook certain to exist. */
function renderNextStep(myAccountUrl: string | undefined): Html | undefined {
  if (myAccountUrl !== undefined) return undefined;
  return html`<p>
    PingOne's webhook tells the bridge that the passcode was right, and the bridge tells Verify: within a
    minute it is counted under <a href="/#conversion">Conversion</a> on the test page.
  </p>`;
}

function renderAddFactor(myAccountUrl: string | undefined): Html {
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

function formatName(user: Claims): string {
  const parts = [user['given_name'], user['family_name']].map(asText).filter((part) => part !== '');
  return asText(user['name']) || parts.join(' ') || asText(user['preferred_username']);
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The value as it is in the token; a time also in a readable form. */
function formatClaim(name: string, value: unknown): string {
  const raw = typeof value === 'string' ? value : JSON.stringify(value);
  const isTime = ['exp', 'iat', 'nbf', 'auth_time'].includes(name) && Number.isFinite(value);
  const date = new Date(isTime ? Number(value) * 1000 : NaN);
  return Number.isNaN(date.getTime()) ? raw : `${raw} (${date.toISOString()})`;
}
