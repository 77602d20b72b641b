import { startSignIn } from '../../apis/pingone/sign-in';
import { lookUpNumber } from '../../apis/twilio/lookup';
import { readConfiguration } from '../../config';
import { readDemoSettings } from '../../demo/settings';
import { ok } from '../../core/result';
import { renderSignInFailure } from '../../demo/failure-pages';
import { verifyFormToken } from '../../demo/form-token';
import { validateLogin, readLoginInput } from '../../demo/login-form';
import {
  renderDemoOff,
  renderForeignForm,
  renderFormWithErrors,
  checkLookup,
  renderContinue,
  FORM_LINK,
} from '../../demo/login-pages';
import { createProblemRenderer } from '../../demo/page';
import { createEndpoint } from '../../http/endpoint';

/** POST /demo/login: is the number a mobile one, and if so, on to PingOne. */
export const handler = createEndpoint('demo/login', {
  readSettings: (env) => readConfiguration(env, readDemoSettings),
  renderProblem: createProblemRenderer(FORM_LINK),
  async handle({ settings, body, request, deadline, addLogFields }) {
    if (settings === undefined) return ok(renderDemoOff());
    const token = verifyFormToken(request, body, settings.origin);
    if (token === undefined) return ok(renderForeignForm(settings.origin));
    const input = readLoginInput(body);
    const login = validateLogin(input);
    if ('errors' in login) return ok(renderFormWithErrors(input, login.errors, token));
    const found = await lookUpNumber(settings.twilio, login.phone, deadline);
    const number = checkLookup(found, input, token);
    if ('status' in number) return ok(number);
    const redirectUri = `${settings.origin}/auth/callback`;
    const signIn = await startSignIn(settings.app, { redirectUri, ...login }, deadline);
    if ('failure' in signIn) return ok(renderSignInFailure(signIn.failure, addLogFields));
    return ok(renderContinue(number.nationalFormat, signIn, settings.secret, deadline.now()));
  },
});
