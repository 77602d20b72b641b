import type { Functions } from '../delivery';
import { createActionEvent, type Message } from './action-event';
import { runAction, type ActionName, type Ending } from './action-runner';
import { logMessageFailed, logMessageSent } from './log-record';
import type { TenantLog } from './tenant-log';
import type { Browser } from './tenant';

const RETRIES = 5;
/** Auth0's five come "in the next minutes". */
const PAUSE_MS = 200;

/** The tenant's phone messages: each is handed to an Action, and the tenant's log tells what became of it. */
export class PhoneMessages {
  readonly #log: TenantLog;
  readonly #secrets: Record<string, string>;
  readonly #wait: Functions['wait'];
  readonly #retrying = new Set<Promise<void>>();

  /** @param secrets of the Action: BRIDGE_URL and BRIDGE_TOKEN */
  constructor(log: TenantLog, secrets: Record<string, string>, wait: Functions['wait']) {
    this.#log = log;
    this.#secrets = secrets;
    this.#wait = wait;
  }

  /**
   * Whether the user is told that the code is on its way. The older trigger is synchronous: its failure is seen. With the
   * unified phone experience "Auth0 does not provide feedback to the end user", whatever happens.
   * https://auth0.com/docs/customize/phone-messages/configure-unified-phone
   */
  async send(name: ActionName, message: Message, browser: Browser): Promise<boolean> {
    const attempt = async (): Promise<Ending['how']> => {
      const ending = await runAction(name, createActionEvent(name, message, browser, this.#secrets));
      this.#log.add(
        ending.how === 'done'
          ? logMessageSent(message, browser)
          : logMessageFailed(name, ending, message, browser),
      );
      return ending.how;
    };
    const how = await attempt();
    if (name === 'send-phone-message') return how === 'done';
    if (how === 'retry') {
      const retrying = this.#retry(attempt).finally(() => this.#retrying.delete(retrying));
      this.#retrying.add(retrying);
    }
    return true;
  }

  /** Resolves once nothing is being retried. */
  async idle(): Promise<void> {
    await Promise.all(this.#retrying);
  }

  /** Only what the Action itself calls worth a retry; that an error or a timeout is none is INFERRED. */
  async #retry(attempt: () => Promise<Ending['how']>): Promise<void> {
    for (let n = 1; n <= RETRIES; n += 1) {
      await this.#wait(PAUSE_MS);
      if ((await attempt()) !== 'retry') return;
    }
  }
}
