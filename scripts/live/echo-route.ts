import { randomBytes } from 'node:crypto';
import { parseJson, sendRequest } from '../../src/apis/http';
import { getOwn, isRecord, type Fields } from '../../src/core/record';
import type { Echo } from '../../src/live/echo';
import { echoVariables, MAX_OPEN_MS } from '../../src/live/settings';
import { Failure } from '../setup/failure';
import type { ServerlessEnvironment } from './serverless';
import type { Stop } from './stop';

/** A call that arrived at the echo route, as the deployment's log has it. */
export interface EchoedCall {
  echo: Echo;
  /** The status that was answered. */
  status: number;
  /** Milliseconds since 1970, by Twilio's clock. */
  at: number;
}

/** What the log has of work after an answer. */
export interface AfterAnswer {
  /** From the beginning of the call to its line after the answer; undefined if there is no such line. */
  ms: number | undefined;
  /** The digests of all calls that are in the log by now, which tells whether it is late. */
  logged: readonly string[];
}

const CALL_MS = 12_000;
const POLL_MS = 3_000;
/** A minute less than the route itself takes: this machine's clock may be ahead of Twilio's. */
const OPEN_MS = MAX_OPEN_MS - 60_000;

/** The deployment's echo route, which is open from `open` to `close`, or for an hour. */
export class EchoRoute {
  readonly token = randomBytes(24).toString('base64url');
  readonly #origin: URL;
  readonly #environment: ServerlessEnvironment;
  readonly #stop: Stop;
  readonly #patienceMs: number;
  #closesAt = Infinity;

  /** @param patienceMs how long a new variable, and a line of the log, is waited for */
  constructor(origin: URL, environment: ServerlessEnvironment, stop: Stop, patienceMs: number) {
    this.#origin = origin;
    this.#environment = environment;
    this.#stop = stop;
    this.#patienceMs = patienceMs;
  }

  /** @throws Failure if the deployment has no echo route, or does not take the variables; Stopped, when no step is under way */
  async open(): Promise<void> {
    await this.close();
    this.#stop.check();
    await this.#environment.createVariable(echoVariables.token, this.token);
    this.#stop.check();
    this.#closesAt = this.#stop.clock.now() + OPEN_MS;
    await this.#environment.createVariable(echoVariables.until, new Date(this.#closesAt).toISOString());
    const status = await this.#until(async () => {
      const answer = await this.call('', { contentType: 'application/json', body: '{}' });
      return answer.status === 200 ? answer.status : undefined;
    });
    if (status === undefined)
      throw new Failure('The echo route stays closed. Deploy this version first: npm run deploy.');
  }

  /** Whether it has closed itself: what is called by then is not logged. */
  isOver(): boolean {
    return this.#stop.clock.now() >= this.#closesAt;
  }

  /** Removes both variables, whoever has set them. */
  async close(): Promise<void> {
    for (const sid of await this.#environment.findVariables(Object.values(echoVariables)))
      await this.#environment.deleteVariable(sid);
  }

  /** POST /live/echo. @param query such as `?echo_status=503`. @returns the echo if there is one */
  async call(
    query: string,
    { contentType, body, isAnonymous }: { contentType: string; body: string; isAnonymous?: true },
  ): Promise<{ status: number; echo: Echo | undefined }> {
    this.#stop.check();
    const response = await sendRequest({
      method: 'POST',
      url: new URL(`/live/echo${query}`, this.#origin),
      headers: {
        'Content-Type': contentType,
        'User-Agent': 'verify-bridge-doctor',
        ...(isAnonymous !== true && { Authorization: `Bearer ${this.token}` }),
      },
      body,
      timeoutMs: CALL_MS,
    });
    return { status: response.status, echo: readEcho(parseJson(response.body)) };
  }

  /** The calls since a time, oldest first, without the doctor's own; none if none is logged in time. */
  async readCalls(since: number): Promise<EchoedCall[]> {
    const calls = await this.#until(async () => {
      const found = (await this.#readLines(since)).flatMap(({ fields, at }): EchoedCall[] => {
        const echo = readEcho(fields);
        const isOwn = echo === undefined || echo.user_agent?.startsWith('verify-bridge-doctor') === true;
        return isOwn ? [] : [{ echo, status: Number(fields['status']), at }];
      });
      return found.length > 0 ? found : undefined;
    });
    return calls ?? [];
  }

  /** Whether work ran after the answer to a call with `?echo_after=1`, as far as the log says it in time. */
  async readAfter(since: number, digest: string): Promise<AfterAnswer> {
    let found: AfterAnswer = { ms: undefined, logged: [] };
    await this.#until(async () => {
      const lines = await this.#readLines(since);
      const after = lines.find(
        ({ fields }) => fields['after_callback'] === true && fields['digest'] === digest,
      );
      const logged = lines.flatMap(({ fields }) => readEcho(fields)?.digest ?? []);
      found = { ms: after && Number(after.fields['ms']), logged };
      return found.ms;
    });
    return found;
  }

  async #readLines(since: number): Promise<{ fields: Fields; at: number }[]> {
    return (await this.#environment.readLogs(since)).flatMap(({ message, at }) => {
      // INFERRED: whether Twilio puts a prefix, such as a level, before a function's text. No document says it.
      const fields = parseJson(message.slice(message.indexOf('{')));
      return isRecord(fields) && fields['endpoint'] === 'live/echo' ? [{ fields, at }] : [];
    });
  }

  /** Asks at least once. @throws Stopped */
  async #until<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
    const end = this.#stop.clock.now() + this.#patienceMs;
    for (;;) {
      this.#stop.check();
      const found = await ask();
      if (found !== undefined || this.#stop.clock.now() + POLL_MS > end) return found;
      await this.#stop.clock.wait(POLL_MS);
    }
  }
}

function readEcho(value: unknown): Echo | undefined {
  const echo = getOwn(value, 'echo');
  return isRecord(echo) && typeof echo['digest'] === 'string' ? (echo as unknown as Echo) : undefined;
}
