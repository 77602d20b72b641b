import { Api, Refusal, toFailure } from '../api';
import { Failure } from '../../setup/failure';
import { readHook, type Hook, type Kind } from './hook';

const RIGHTS =
  'the role Super Administrator, or a custom one with okta.inlinehooks.manage and okta.eventhooks.manage';

/** https://developer.okta.com/docs/reference/error-codes/. That they end what is done to a hook is INFERRED. */
const NEEDED_HOOK = ['E0000226', 'E0000264'];

/**
 * The hooks of an org. No list of hooks has pages: an org has at most 50 inline hooks, and 25 event hooks that work.
 * https://developer.okta.com/docs/api/openapi/okta-management/management/tag/InlineHook/
 */
export class Org {
  readonly #api: Api;

  /** @param origin `https://acme.okta.com`, or a stand-in's */
  constructor(origin: string, apiToken: string) {
    this.#api = new Api({
      title: 'Okta',
      origin,
      authorization: `SSWS ${apiToken}`,
      statusPage: 'https://status.okta.com',
    });
  }

  /** @throws Failure, as all that follow */
  async list(kind: Kind): Promise<Hook[]> {
    try {
      const hooks = await this.#api.requestList(`/api/v1/${kind}`);
      return hooks.flatMap((one) => readHook(one) ?? []);
    } catch (error) {
      throw explain(error);
    }
  }

  /** It is active from then on. @returns its id */
  async create(kind: Kind, body: Record<string, unknown>): Promise<string> {
    const hook = readHook(await this.#ask('POST', kind, body));
    if (hook === undefined) throw new Failure('Okta named no hook in its answer. Run the command again.');
    return hook.id;
  }

  replace(kind: Kind, id: string, body: Record<string, unknown>): Promise<unknown> {
    return this.#ask('PUT', `${kind}/${id}`, body);
  }

  activate(kind: Kind, id: string): Promise<unknown> {
    return this.#ask('POST', `${kind}/${id}/lifecycle/activate`);
  }

  deactivate(kind: Kind, id: string): Promise<unknown> {
    return this.#ask('POST', `${kind}/${id}/lifecycle/deactivate`);
  }

  /** Okta deletes inactive hooks alone. */
  remove(kind: Kind, id: string): Promise<unknown> {
    return this.#ask('DELETE', `${kind}/${id}`);
  }

  /** Has Okta send its challenge to the hook's address. @returns whether it was answered */
  async verify(id: string): Promise<boolean> {
    try {
      await this.#api.request('POST', `/api/v1/eventHooks/${id}/lifecycle/verify`);
      return true;
    } catch (error) {
      // Okta's own words for it: https://support.okta.com/help/s/article/Unable-to-verify-event-hook-Hook-hook-name-execution-failed
      if (error instanceof Refusal && error.status === 400 && error.body['errorCode'] === 'E0000001')
        return false;
      throw explain(error);
    }
  }

  async #ask(method: string, path: string, body?: unknown): Promise<unknown> {
    try {
      return await this.#api.request(method, `/api/v1/${path}`, body);
    } catch (error) {
      throw explain(error);
    }
  }
}

/** By Okta's codes alone: its sentences may have values in them. */
function explain(error: unknown): Failure {
  if (!(error instanceof Refusal)) return toFailure(error, 'Okta', RIGHTS);
  const { status, body } = error;
  const code = body['errorCode'];
  if (status === 401)
    return new Failure(
      'Okta refuses OKTA_ADMIN_API_TOKEN. A token ends after 30 days without use, and may be bound to a network zone. Make another one under Security > API > Tokens.',
    );
  if (typeof code === 'string' && NEEDED_HOOK.includes(code))
    return new Failure(
      `Okta keeps the hook, for the phone authenticator needs an active one (${code}). Set up another sender first, or switch the authenticator off under Security > Authenticators.`,
    );
  const known = toFailure(error, 'Okta', RIGHTS);
  if (status === 400 && typeof code === 'string' && /^E\d{7}$/.test(code))
    known.message = `Okta refused the request with status 400 and error ${code}: https://developer.okta.com/docs/reference/error-codes/#${code}. Look at the hooks under Workflow in the Admin Console, and run the command again.`;
  if (status === 404) known.message = 'The hook is gone. Run the command again.';
  return known;
}
