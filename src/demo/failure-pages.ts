import type { SignInFailure } from '../core/sign-in';
import { html, type Html } from '../http/html';
import type { Reply } from '../http/reply';
import { expiredStateCookie } from './state-cookie';
import { renderPage } from './page';

type AddLogFields = (fields: Record<string, unknown>) => void;

const TEN_MINUTES = 'A sign-in must end within ten minutes, in the browser in which it was begun.';

/** PingOne's callback belongs to no pending sign-in. */
export function renderNoPendingSignIn(why: 'none' | 'expired' | 'other'): Reply {
  const { outcome, title, text } = {
    none: {
      outcome: 'sign_in_none',
      title: 'No sign-in was begun here',
      text: `${TEN_MINUTES} This one was begun elsewhere, has ended already, or the browser refuses our cookie.`,
    },
    expired: { outcome: 'sign_in_expired', title: 'This sign-in took too long', text: TEN_MINUTES },
    other: {
      outcome: 'sign_in_other',
      title: 'This answer belongs to another sign-in',
      text: 'It is not the one that was last begun in this browser, so it was not used.',
    },
  }[why];
  return renderFailure(400, outcome, title, html`<p>${text}</p>`);
}

/** The page that explains why a sign-in failed. PingOne's texts are neither trusted nor logged. */
export function renderSignInFailure(failure: SignInFailure, note: AddLogFields): Reply {
  switch (failure.kind) {
    case 'declined':
      note({ error: sanitizeErrorCode(failure.error) });
      return renderFailure(
        400,
        'sign_in_declined',
        'PingOne did not sign you in',
        html`<p>
          PingOne says: <q>${failure.description ?? failure.error}</q> (<code>${failure.error}</code>)
        </p>`,
      );
    case 'refused': {
      note({ error: sanitizeErrorCode(failure.error) });
      const isUsed = failure.error === 'invalid_grant';
      const text = isUsed
        ? 'PingOne did not accept this answer: it was used before, or it is too old.'
        : 'PingOne does not accept this application. Its owner should compare the redirect URI, and the ' +
          'variables whose names begin with PINGONE_, with what PingOne shows.';
      return renderFailure(
        isUsed ? 400 : 500,
        'sign_in_refused',
        'The sign-in could not be completed',
        html`<p>${text} (<code>${failure.error}</code>)</p>`,
      );
    }
    case 'untrusted':
      note({ reason: failure.reason });
      return renderFailure(
        502,
        'sign_in_untrusted',
        'The answer did not pass our checks',
        html`<p>
          What PingOne sent is not what this sign-in must get, so nothing of it was used
          (<code>${failure.reason}</code>).
        </p>`,
      );
    case 'unavailable':
      return renderFailure(
        503,
        'sign_in_unavailable',
        'PingOne does not answer',
        html`<p>It gave no answer in time, or has a fault. Nobody was signed in.</p>`,
      );
  }
}

function renderFailure(status: number, outcome: string, title: string, what: Html): Reply {
  const back = html`<p><a class="button" href="/demo/index.html">Begin again</a></p>`;
  return renderPage({ status, outcome, title, main: html`${what} ${back}`, cookie: expiredStateCookie });
}

/** An error code in the form that OAuth and OpenID Connect register; any other text is replaced. */
function sanitizeErrorCode(error: string): string {
  return /^([a-z_]{1,50}|status \d{3})$/.test(error) ? error : 'unreadable';
}
