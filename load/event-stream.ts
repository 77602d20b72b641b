import { setTimeout as wait } from 'node:timers/promises';
import { renderJson } from '../src/identity-providers/provider-profile';
import { post } from './caller';
import type { Login } from './login';
import type { LoadProvider } from './providers';
import type { Series } from './series';

/** PingOne's most; Auth0 documents none. https://docs.pingidentity.com/pingone/integrations/p1_create_webhook.html */
const MAX_EVENTS = 500;
/** INFERRED: neither provider documents how long it collects events. */
const COLLECT_MS = 1_000;
/** Auth0's, which then begins anew; PingOne does not end. https://auth0.com/docs/customize/log-streams */
const MAX_TRIES = 3;

/**
 * The provider's stream of events: it collects for a second and posts one batch at a time, the next when the last is
 * answered, and the same again if the answer is not a success.
 */
export class EventStream {
  readonly #provider: LoadProvider;
  readonly #url: string;
  readonly #feedback: Series;
  readonly #logins: Series;
  #waiting: Login[] = [];
  readonly #ending = new AbortController();
  readonly #done: Promise<void>;

  /** @param feedback counts the batches @param logins counts the logins, from the send to the report */
  constructor(provider: LoadProvider, url: string, feedback: Series, logins: Series) {
    this.#provider = provider;
    this.#url = `${url}/${provider.eventPath}`;
    this.#feedback = feedback;
    this.#logins = logins;
    this.#done = this.#run();
  }

  /** The user has proved the passcode of the login. */
  add(login: Login): void {
    this.#waiting.push(login);
  }

  /** Resolves when all events are reported, or given up. */
  end(): Promise<void> {
    this.#ending.abort();
    return this.#done;
  }

  async #run(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted || this.#waiting.length > 0) {
      if (this.#waiting.length < MAX_EVENTS)
        await wait(COLLECT_MS, undefined, { signal }).catch(() => undefined);
      const batch = this.#waiting.splice(0, MAX_EVENTS);
      if (batch.length > 0) await this.#report(batch);
    }
  }

  async #report(batch: readonly Login[]): Promise<void> {
    const date = new Date().toISOString();
    const body = renderJson(batch.map((login) => this.#provider.createEvent(login, date)));
    for (let count = 0; count < MAX_TRIES; count += 1) {
      const startedAt = performance.now();
      const answer = await post(this.#url, this.#provider.eventAuthorization, body);
      const endedAt = performance.now();
      this.#feedback.add(startedAt, endedAt, answer.error);
      if (answer.error !== undefined) continue;
      for (const login of batch) this.#logins.add(login.dueAt, endedAt);
      const skipped = (answer.body['skipped'] ?? {}) as Record<string, number>;
      for (const [reason, skips] of Object.entries(skipped)) this.#logins.addErrors(reason, skips);
      return;
    }
    const endedAt = performance.now();
    for (const login of batch) this.#logins.add(login.dueAt, endedAt, 'not reported');
  }
}
