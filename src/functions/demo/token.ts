import { readConfiguration } from '../../config';
import { readDemoSettings } from '../../demo/settings';
import { ok } from '../../core/result';
import { issueToken } from '../../demo/form-token';
import { renderDemoOff, FORM_LINK } from '../../demo/login-pages';
import { createProblemRenderer } from '../../demo/page';
import { createEndpoint } from '../../http/endpoint';
import { createJsonReply } from '../../http/reply';

/** /demo/token: the token that the demo's form, a static page, must include. */
export const handler = createEndpoint('demo/token', {
  readSettings: (env) => readConfiguration(env, readDemoSettings),
  renderProblem: createProblemRenderer(FORM_LINK),
  handle({ settings, request, addLogFields }) {
    if (settings === undefined) return ok(renderDemoOff());
    addLogFields({ outcome: 'token' });
    const { token, cookie } = issueToken(request);
    const reply = createJsonReply(200, { form_token: token });
    return ok({ ...reply, headers: { ...reply.headers, 'Set-Cookie': cookie } });
  },
});
