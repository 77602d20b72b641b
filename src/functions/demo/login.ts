import { begin } from '../../apis/pingone/sign-in';
import { lookup } from '../../apis/twilio/lookup';
import { configuration } from '../../config';
import { signInDemo } from '../../config/demo';
import { ok } from '../../core/result';
import { failurePage } from '../../demo/failure-pages';
import { postedToken } from '../../demo/form-token';
import { readLogin, typedIn } from '../../demo/login-form';
import { demoIsOff, foreignForm, formAgain, lookedUp, onTheWay, TO_FORM } from '../../demo/login-pages';
import { problemPage } from '../../demo/page';
import { endpoint } from '../../http/endpoint';

/** POST /demo/login: is the number a mobile one, and if so, on to PingOne. */
export const handler = endpoint('demo/login', {
  configuration: (env) => configuration(env, signInDemo),
  refused: problemPage(TO_FORM),
  async answer({ settings, body, request, context, deadline, note }) {
    if (settings === undefined) return ok(demoIsOff());
    const token = postedToken(request, body, settings.origin);
    if (token === undefined) return ok(foreignForm(settings.origin));
    const typed = typedIn(body);
    const login = readLogin(typed);
    if ('complaints' in login) return ok(formAgain(typed, login.complaints, token));
    const found = await lookup(context, settings.apiBaseUrl, login.phone, deadline);
    const number = lookedUp(found, typed, token);
    if ('status' in number) return ok(number);
    const redirectUri = `${settings.origin}/auth/callback`;
    const begun = await begin(settings.app, { redirectUri, ...login }, deadline);
    if ('failure' in begun) return ok(failurePage(begun.failure, note));
    return ok(onTheWay(number.nationalFormat, begun, settings.secret, deadline.now()));
  },
});
