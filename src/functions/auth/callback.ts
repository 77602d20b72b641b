import { finish } from '../../apis/pingone/sign-in';
import { configuration } from '../../config';
import { signInDemo } from '../../config/demo';
import { ok } from '../../core/result';
import { answerAt } from '../../demo/answer';
import { begunOf, forgetBegun } from '../../demo/begun-cookie';
import { failurePage, notBegun } from '../../demo/failure-pages';
import { demoIsOff, TO_FORM } from '../../demo/login-pages';
import { problemPage } from '../../demo/page';
import { signedInPage } from '../../demo/signed-in-page';
import { endpoint } from '../../http/endpoint';

/** GET /auth/callback: PingOne has sent the browser back. Who is it, and can that be believed? */
export const handler = endpoint('auth/callback', {
  configuration: (env) => configuration(env, signInDemo),
  refused: problemPage(TO_FORM, forgetBegun),
  async answer({ settings, body, request, deadline, note }) {
    if (settings === undefined) return ok(demoIsOff());
    const begun = begunOf(request, settings.secret, deadline.now());
    if (typeof begun === 'string') return ok(notBegun(begun));
    if (body['state'] !== begun.state) return ok(notBegun('other'));
    const answer = answerAt(`${settings.origin}/auth/callback`, body);
    const result = await finish(settings.app, answer, begun, deadline);
    return ok('failure' in result ? failurePage(result.failure, note) : signedInPage(result, settings.app));
  },
});
