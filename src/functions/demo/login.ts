import { startSignIn } from '../../apis/pingone/sign-in';
import { lookUpNumber } from '../../apis/twilio/lookup';
import { readConfiguration } from '../../config';
import { ok } from '../../core/result';
import { renderSignInFailure } from '../../demo/failure-pages';
import { verifyFormToken } from '../../demo/form-token';
import { readLoginInput, validateLogin } from '../../demo/login-form';
import * as pages from '../../demo/login-pages';
import { createProblemRenderer } from '../../demo/page';
import { readDemoSettings } from '../../demo/settings';
import { createEndpoint } from '../../http/endpoint';

/** POST /demo/login: checks that the number is a mobile one, and if so leads on to PingOne. */
export const handler = createEndpoint('demo/login', {
  readSettings: (env) => readConfiguration(env, readDemoSettings),
  renderProblem: createProblemRenderer(pages.FORM_LINK),
  async handle({ settings, body, request, deadline, addLogFields }) {
    if (settings === undefined) return ok(pages.renderDemoOff());
    const token = verifyFormToken(request, body, settings.origin);
    if (token === undefined) return ok(pages.renderForeignForm(settings.origin));
    const input = readLoginInput(body);
    const login = validateLogin(input);
    if ('errors' in login) return ok(pages.renderFormWithErrors(input, login.errors, token));
    const lookup = await lookUpNumber(settings.twilio, login.phone, ['line_type_intelligence'], deadline);
    const number = pages.checkLookup(lookup, input, token);
    if ('status' in number) return ok(number);
    const redirectUri = `${settings.origin}/auth/callback`;
    const signIn = await startSignIn(settings.app, { redirectUri, ...login }, deadline);
    if ('failure' in signIn) return ok(renderSignInFailure(signIn.failure, addLogFields));
    return ok(pages.renderContinue(number.nationalFormat, signIn, settings.secret, deadline.now()));
  },
});
