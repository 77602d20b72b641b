import { completeSignIn } from '../../apis/pingone/sign-in';
import { readConfiguration } from '../../config';
import { readDemoSettings } from '../../demo/settings';
import { ok } from '../../core/result';
import { rebuildCallbackUrl } from '../../demo/callback-url';
import { readStateCookie, expiredStateCookie } from '../../demo/state-cookie';
import { renderSignInFailure, renderNoPendingSignIn } from '../../demo/failure-pages';
import { renderDemoOff, FORM_LINK } from '../../demo/login-pages';
import { createProblemRenderer } from '../../demo/page';
import { renderSignedIn } from '../../demo/signed-in-page';
import { createEndpoint } from '../../http/endpoint';

/** GET /auth/callback: PingOne has redirected the browser here. The sign-in is checked and shown. */
export const handler = createEndpoint('auth/callback', {
  readSettings: (env) => readConfiguration(env, readDemoSettings),
  renderProblem: createProblemRenderer(FORM_LINK, expiredStateCookie),
  async handle({ settings, body, request, deadline, addLogFields }) {
    if (settings === undefined) return ok(renderDemoOff());
    const pending = readStateCookie(request, settings.secret, deadline.now());
    if (typeof pending === 'string') return ok(renderNoPendingSignIn(pending));
    if (body['state'] !== pending.state) return ok(renderNoPendingSignIn('other'));
    const callbackUrl = rebuildCallbackUrl(`${settings.origin}/auth/callback`, body);
    const result = await completeSignIn(settings.app, callbackUrl, pending, deadline);
    return ok(
      'failure' in result
        ? renderSignInFailure(result.failure, addLogFields)
        : renderSignedIn(result, settings.app),
    );
  },
});
