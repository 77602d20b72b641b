import { randomInt } from 'node:crypto';
import { BoundedMap } from '../bounded';
import type { Clock } from '../clock';
import { ControlError } from '../control';
import {
  attemptDelivery,
  readSending,
  readTarget,
  type Attempt,
  type Functions,
  type Target,
} from '../delivery';
import type { Answer, Call, Route } from '../route';

interface Sent {
  code: string;
  sid: unknown;
}

/** A system of nobody's in particular, which makes its own codes and posts to the generic contract as docs/generic.md has it. */
export class System {
  readonly #token: string;
  readonly #clock: Clock;
  readonly #functions: Functions;
  /** The last code of each number, until it is used. */
  readonly #sent = new BoundedMap<Sent>(1_000);

  constructor(token: string, clock: Clock, functions: Functions) {
    [this.#token, this.#clock, this.#functions] = [token, clock, functions];
  }

  /** POST /sandbox/otp/send `{"to","channel"}`: a user asks for a code. */
  async send(call: Call): Promise<Answer> {
    const sending = readSending(call, ['url', 'authorization', 'to', 'channel']);
    const { to, channel = 'sms' } = sending;
    if (typeof to !== 'string') throw new ControlError('"to" must be a string.');
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const attempt = await this.#post(sending, '/otp/send', { to, code, channel, idp: 'sandbox' });
    const { sid } = (attempt.body ?? {}) as { sid?: unknown };
    if (attempt.status === 201) this.#sent.set(to, { code, sid });
    return { status: 200, body: { code, attempt } };
  }

  /** POST /sandbox/otp/verify `{"to","code"}`: the user types a code in; if it is right, that is reported by SID. */
  async verify(call: Call): Promise<Answer> {
    const sending = readSending(call, ['url', 'authorization', 'to', 'code']);
    const { to, code } = sending;
    const sent = typeof to === 'string' ? this.#sent.get(to) : undefined;
    if (sent === undefined) throw new ControlError('"to" has no code: send one first.');
    if (code !== sent.code) return { status: 200, body: { right: false } };
    this.#sent.delete(to as string);
    const event = { sid: sent.sid, outcome: 'approved', at: this.#clock.now() };
    return { status: 200, body: { right: true, attempt: await this.#post(sending, '/otp/outcome', event) } };
  }

  #post(sending: Record<string, unknown>, path: string, body: object): Promise<Attempt> {
    const target: Target = readTarget(sending, path, this.#functions.url, `Bearer ${this.#token}`);
    return attemptDelivery(target, 'application/json', JSON.stringify(body));
  }
}

export function createSystemRoutes(system: System): Route[] {
  return [
    { method: 'POST', path: '/sandbox/otp/send', handle: (call) => system.send(call) },
    { method: 'POST', path: '/sandbox/otp/verify', handle: (call) => system.verify(call) },
  ];
}
