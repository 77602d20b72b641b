import { NoResponse, parseJson, readRetryAfterMs, sendRequest, type HttpResponse } from '../../src/apis/http';
import { systemClock, type Clock } from '../../src/core/deadline';
import { Failure } from '../setup/failure';
import { asObject } from './json';

/** The API of a provider, or its token endpoint, and who calls it. */
export interface Access {
  /** `PingOne`, as sentences name it. */
  title: string;
  /** The origin, or a stand-in's. */
  origin: string;
  /** The value of the header. A token endpoint may take the credentials in the body instead. */
  authorization?: string;
  /** The page that says whether the API is up. */
  statusPage: string;
}

/** What the provider answered instead of what was asked for. */
export class Refusal extends Error {
  readonly status: number;
  /** The JSON object of the answer, or an empty one. It is the provider's text: never print it unread. */
  readonly body: Record<string, unknown>;
  constructor(status: number, body: Record<string, unknown>) {
    super(`status ${status}`);
    this.status = status;
    this.body = body;
  }
}

const TRIES = 4;
const TIMEOUT_MS = 15_000;
/** Without any header that says how long, and the most that one is waited for. */
const PAUSE_MS = 1_000;
const MAX_PAUSE_MS = 60_000;

/** A JSON API that is asked one request at a time. */
export class Api {
  readonly #access: Access;
  readonly #clock: Clock;

  constructor(access: Access, clock: Clock = systemClock) {
    this.#access = access;
    this.#clock = clock;
  }

  /**
   * A 429 was not processed, so it is asked again, after the pause that the answer names. Nothing else is.
   * @param path with its query
   * @param body a form, or what is sent as JSON
   * @returns the JSON of a 2xx: an object or a list; `{}` for an empty answer to a change
   * @throws Refusal, or Failure without an answer, or with one that is no JSON, as a proxy's page
   */
  async request(method: string, path: string, body?: unknown): Promise<unknown> {
    for (let tried = 1; ; tried += 1) {
      const response = await this.#send(method, path, body);
      const value = parseJson(response.body);
      if (response.status >= 200 && response.status < 300) {
        const isEmpty = response.body === '' && method !== 'GET';
        if (isEmpty || (typeof value === 'object' && value !== null)) return value ?? {};
        throw createOddAnswer(this.#access);
      }
      const pauseMs = readPauseMs(response, this.#clock.now());
      if (response.status !== 429 || tried === TRIES || pauseMs > MAX_PAUSE_MS)
        throw new Refusal(response.status, asObject(value));
      await this.#clock.wait(pauseMs);
    }
  }

  async #send(method: string, path: string, body: unknown): Promise<HttpResponse> {
    const { title, origin, authorization } = this.#access;
    const isForm = body instanceof URLSearchParams;
    const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
    try {
      return await sendRequest({
        method,
        url: new URL(path, origin),
        headers: {
          accept: 'application/json',
          ...(authorization !== undefined && { authorization }),
          ...(body !== undefined && { 'content-type': type }),
        },
        ...(body !== undefined && { body: isForm ? body.toString() : JSON.stringify(body) }),
        timeoutMs: TIMEOUT_MS,
      });
    } catch (error) {
      if (!(error instanceof NoResponse)) throw error;
      const what =
        error.kind === 'unreached'
          ? `No connection to ${title} could be made`
          : `${title} gave no whole answer`;
      throw createFailure(what, this.#access.statusPage);
    }
  }

  /** What is no list does not count as an empty one: everything would be made a second time. @throws as request() */
  async requestList(path: string): Promise<unknown[]> {
    const value = await this.request('GET', path);
    if (Array.isArray(value)) return value as unknown[];
    throw createOddAnswer(this.#access);
  }
}

/** What is no JSON, or of another form than was asked for: a proxy's page, or an answer that is cut off. */
export const createOddAnswer = ({ title, statusPage }: Pick<Access, 'title' | 'statusPage'>): Failure =>
  createFailure(`What answers in the place of ${title} is something else`, statusPage);

const createFailure = (what: string, statusPage: string): Failure =>
  new Failure(`${what}. Check the network, a proxy, and ${statusPage}. Run the command again.`);

/** `Retry-After`, or the time at which a limit ends, in seconds since 1970, as Okta and Auth0 send it. */
function readPauseMs({ headers }: HttpResponse, now: number): number {
  const reset = headers['x-rate-limit-reset'] ?? headers['x-ratelimit-reset'];
  const resetMs =
    typeof reset === 'string' && /^\d{10}$/.test(reset) ? Number(reset) * 1000 - now : undefined;
  return Math.max(0, readRetryAfterMs(headers) ?? resetMs ?? PAUSE_MS);
}

/**
 * A refusal in words that say what to do.
 * @param rights what the credentials must be allowed, as a clause: `the role Environment Admin`
 */
export function toFailure(error: unknown, title: string, rights: string): Failure {
  if (error instanceof Failure) return error;
  if (!(error instanceof Refusal)) throw error;
  const { status } = error;
  if (status === 401)
    return new Failure(`${title} refuses the credentials. docs/connect.md says what they must be.`);
  if (status >= 300 && status < 400)
    return new Failure(`${title} sent the request elsewhere (${status}). Check the address, and a proxy.`);
  if (status === 403) return new Failure(`${title} does not allow it: the credentials need ${rights}.`);
  if (status === 429)
    return new Failure(
      `${title} takes no more requests at present. What was done stays. Run the command again in a minute.`,
    );
  return status >= 500
    ? new Failure(`${title} has a fault at present (${status}). What was done stays. Run the command again.`)
    : new Failure(
        `${title} refused the request with status ${status}. What was done stays. Run the command again.`,
      );
}
