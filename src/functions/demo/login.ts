import { startSignIn } from '../../apis/pingone/sign-in';
import { lookUpNumber } from '../../apis/twilio/lookup';
import { configuration } from '../../config';
import { signInDemo } from '../../config/demo';
import { ok } from '../../core/result';
import { renderSignInFailure } from '../../demo/failure-pages';
import { verifyFormToken } from '../../demo/form-token';
import { validateLogin, readLoginInput } from '../../demo/login-form';
import { renderDemoOff, renderForeignForm, renderFormWithErrors, checkLookup, renderContinue, FORM_LINK } from '../../demo/login-pages';
import { createProblemRenderer } from '../../demo/page';
import { createEndpoint } from '../../http/endpoint';

/** POST /demo/login: is the number a mobile one, and if so, on to PingOne. */
export const handler = createEndpoint('demo/login', {
  readSettings: (env) => configuration(env, signInDemo),
  renderProblem: createProblemRenderer(FORM_LINK),
  async handle({ settings, body, request, context, deadline, addLogFields }) {
    if (settings === undefined) return ok(renderDemoOff());
    const token = verifyFormToken(request, body, settings.origin);
    if (token === undefined) return ok(renderForeignForm(settings.origin));
    const typed = readLoginInput(body);
    const login = validateLogin(typed);
    if ('complaints' in login) return ok(renderFormWithErrors(typed, login.complaints, token));
    const found = await lookUpNumber(context, settings.apiBaseUrl, login.phone, deadline);
    const number = checkLookup(found, typed, token);
    if ('status' in number) return ok(number);
    const redirectUri = `${settings.origin}/auth/callback`;
    const begun = await startSignIn(settings.app, { redirectUri, ...login }, deadline);
    if ('failure' in begun) return ok(renderSignInFailure(begun.failure, addLogFields));
    return ok(renderContinue(number.nationalFormat, begun, settings.secret, deadline.now()));
  },
});
