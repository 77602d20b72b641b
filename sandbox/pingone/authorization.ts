import { randomUUID } from 'node:crypto';
import { IncomingMessage, type ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { sendReply } from '../send-reply';
import type { Answer, Call } from '../route';
import { renderErrorPage, renderSignInPage } from './pages';
import { ACTIONS, POLICIES, type Finished, type SignIn } from './sign-in';
import type { SignIns } from './sign-ins';

const LABEL = 'verify-bridge stand-in, not PingOne';
const GRANTS = ['authorization_code', 'refresh_token'];
const MAX_KEPT = 1000;

/** The authorization server: what is under the issuer's path goes to the OpenID provider, and its sign-ins to the pages. */
export class AuthorizationServer {
  readonly #provider: Provider;
  readonly #signIns: SignIns;
  readonly #path: string;
  readonly #phone: string;
  readonly #underWay = new Map<string, SignIn>();

  /** @param phone where a person can read what was sent */
  constructor(provider: Provider, signIns: SignIns, phone: string) {
    this.#provider = provider;
    this.#signIns = signIns;
    this.#path = new URL(provider.issuer).pathname;
    this.#phone = phone;
  }

  get issuer(): string {
    return this.#provider.issuer;
  }

  /** Whether the call is for it; a worker's token is not. */
  takes({ path, form }: Call): boolean {
    if (!path.startsWith(`${this.#path}/`)) return false;
    return path !== `${this.#path}/token` || GRANTS.includes(form['grant_type'] ?? '');
  }

  async handle(call: Call, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    outgoing.setHeader('X-Sandbox', LABEL);
    const path = call.path.slice(this.#path.length);
    const request = this.#again(incoming, call, path);
    const [, uid] = /^\/sign-in\/([\w-]+)$/.exec(path) ?? [];
    if (uid === undefined) return this.#provider.callback()(request, outgoing);
    const answer = await this.#signIn(uid, call, request, outgoing);
    if (answer !== undefined)
      sendReply(outgoing, { ...answer, headers: { 'X-Sandbox': LABEL, ...answer.headers } });
  }

  /** The next page; or nothing, where the sign-in is over and the browser is on its way back. */
  async #signIn(
    uid: string,
    call: Call,
    request: IncomingMessage,
    outgoing: ServerResponse,
  ): Promise<Answer | undefined> {
    const interaction = await this.#provider.interactionDetails(request, outgoing).catch(() => undefined);
    if (interaction?.uid !== uid)
      return renderErrorPage(400, 'This sign-in is over, or it began in another browser.');
    const signIn = this.#underWay.get(uid) ?? this.#begin(uid, interaction.params);
    if (call.method !== 'POST') return renderSignInPage(signIn, this.#phone);
    signIn.problem = undefined;
    delete signIn.refusal;
    const done = await this.#act(signIn, call.form);
    // A page that is loaded anew must not send its form again.
    if (done === undefined) return { status: 303, headers: { Location: call.path } };
    this.#underWay.delete(uid);
    const result =
      done === 'cancelled'
        ? { error: 'access_denied', error_description: 'The user cancelled the sign-in.' }
        : { login: { accountId: done.user.id, amr: done.amr, acr: signIn.policy, remember: false } };
    await this.#provider.interactionFinished(request, outgoing, result, { mergeWithLastSubmission: false });
    return undefined;
  }

  async #act(signIn: SignIn, form: Record<string, string>): Promise<Finished | 'cancelled' | undefined> {
    const { action = '', email = '', password = '', phone = '', by, otp = '' } = form;
    if (action === 'cancel') return 'cancelled';
    if (!ACTIONS[signIn.step].includes(action)) return undefined;
    if (action === 'password') return this.#signIns.password(signIn, email, password);
    if (action === 'check') return this.#signIns.check(signIn, otp);
    if (action === 'enrol') await this.#signIns.enrol(signIn, phone, by === 'VOICE' ? 'VOICE' : 'SMS');
    if (action === 'another') this.#signIns.another(signIn);
    if (action === 'text') await this.#signIns.send(signIn, 'SMS');
    if (action === 'call') await this.#signIns.send(signIn, 'VOICE');
    return undefined;
  }

  #begin(uid: string, { login_hint: hint, acr_values: acr }: Record<string, unknown>): SignIn {
    const [wanted] = typeof acr === 'string' ? acr.split(' ') : [];
    const signIn: SignIn = {
      flowId: randomUUID(),
      policy: POLICIES.find((policy) => policy === wanted) ?? 'Multi_Factor',
      step: 'password',
      email: typeof hint === 'string' ? hint : '',
      by: 'SMS',
      problem: undefined,
    };
    this.#underWay.set(uid, signIn);
    const [oldest] = this.#underWay.keys();
    if (this.#underWay.size > MAX_KEPT && oldest !== undefined) this.#underWay.delete(oldest);
    return signIn;
  }

  /**
   * The request, as the provider reads it: its body, which is read already, comes once more. The session of an earlier
   * sign-in is left out, so that each one begins with the password: a demo of passcodes that sends none shows nothing.
   */
  #again(incoming: IncomingMessage, call: Call, path: string): IncomingMessage {
    const again = new IncomingMessage(incoming.socket);
    const query = (incoming.url ?? '').slice(call.path.length);
    const cookie = path.startsWith('/authorize')
      ? withoutSession(incoming.headers.cookie)
      : incoming.headers.cookie;
    const headers = { ...incoming.headers, ...(cookie !== undefined && { cookie }) };
    const { method, httpVersion } = incoming;
    const url = { url: path + query, originalUrl: incoming.url };
    // What is not complete takes its connection with it when it is closed.
    Object.assign(again, { method, httpVersion, headers, ...url, complete: true });
    again.push(call.body);
    again.push(null);
    return again;
  }
}

function withoutSession(cookies: string | undefined): string | undefined {
  return cookies
    ?.split('; ')
    .filter((cookie) => !cookie.startsWith('_session'))
    .join('; ');
}
