import { configuration } from '../../config';
import { signInDemo } from '../../config/demo';
import { ok } from '../../core/result';
import { issueToken } from '../../demo/form-token';
import { demoIsOff, TO_FORM } from '../../demo/login-pages';
import { problemPage } from '../../demo/page';
import { endpoint } from '../../http/endpoint';
import { json } from '../../http/reply';

/** /demo/token: what the demo's form, a static page, must send along. */
export const handler = endpoint('demo/token', {
  configuration: (env) => configuration(env, signInDemo),
  refused: problemPage(TO_FORM),
  answer({ settings, request, note }) {
    if (settings === undefined) return ok(demoIsOff());
    note({ outcome: 'token' });
    const { token, cookie } = issueToken(request);
    const reply = json(200, { form_token: token });
    return ok({ ...reply, headers: { ...reply.headers, 'Set-Cookie': cookie } });
  },
});
