import type { Clock } from '../clock';
import type { Functions } from '../delivery';
import type { BoundedList } from '../bounded';
import type { Message as Delivered } from '../twilio/account';
import { PhoneMessages } from './phone-messages';
import { Sessions } from './sessions';
import { LogStream } from './stream';
import { TenantLog } from './tenant-log';
import { Users } from './users';

export interface Auth0Credentials {
  /** What the Actions show to the bridge. */
  actionToken: string;
}

/** Longer than the rounds of a batch that is refused. */
const PATIENCE_MS = 5_000;

/** The one tenant that the stand-in knows. */
export class Auth0 {
  readonly clock: Clock;
  readonly users: Users;
  readonly sessions: Sessions;
  readonly stream: LogStream;
  readonly log: TenantLog;
  readonly phoneMessages: PhoneMessages;
  /** What arrived at the phones, to show it beside the page that asks for it. */
  readonly phones: BoundedList<Delivered>;
  readonly #wait: Functions['wait'];

  constructor(
    { actionToken }: Auth0Credentials,
    { url, authorizations, wait }: Functions,
    clock: Clock,
    phones: BoundedList<Delivered>,
  ) {
    this.clock = clock;
    this.users = new Users(() => clock.now());
    this.sessions = new Sessions(clock);
    const target = url === undefined ? undefined : new URL('/auth0/log-stream', url).href;
    const authorization = authorizations?.auth0LogStream;
    this.stream = new LogStream(target === undefined ? undefined : { url: target, authorization }, wait);
    this.log = new TenantLog(clock, this.stream);
    const secrets = { BRIDGE_URL: url ?? '', BRIDGE_TOKEN: actionToken };
    this.phoneMessages = new PhoneMessages(this.log, secrets, wait);
    this.phones = phones;
    this.#wait = wait;
  }

  /** Until everything in the background is done, or for a few seconds. */
  async settled(): Promise<void> {
    const done = this.phoneMessages.idle().then(() => this.stream.idle());
    await Promise.race([done, this.#wait(PATIENCE_MS)]);
  }
}
