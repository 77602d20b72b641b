import { createHmac } from 'node:crypto';
import type { Secret } from '../config/reader';
import type { Deadline } from '../core/deadline';
import type { Problem } from '../core/problem';
import { getOwn, isRecord, type Fields } from '../core/record';
import { authenticate, challenges } from '../http/credentials';
import { createJsonReply, createProblemReply, type Reply } from '../http/reply';
import { readHeader } from '../http/request';
import type { Directions } from './directions';
import { maskDigits, maskText } from './mask';
import { describeShape, type Shape } from './shape';

/** What the echo route says of a call: its form, and nothing of its content. */
export interface Echo extends Shape {
  /** `application/json; charset=utf-8`; masked if it is anything more; `null` without one, and as `headers`. */
  content_type: string | null;
  /** The first product of `User-Agent`, such as `Auth0-Hooks/1.0`; `null` without one, and as `headers`. */
  user_agent: string | null;
  /** Names; `null` where a key named `request` of the body has hidden them. */
  headers: string[] | null;
  /** Of the body, keyed with ECHO_TOKEN: it is the same for the same body, and tells nothing else. */
  digest: string;
}

const CONTENT_TYPE = /^[a-z]{1,20}\/[a-z0-9.+-]{1,40}( ?; ?charset=[a-z0-9-]{1,20})?$/i;
const PRODUCT = /^[\w.+-]{1,40}(\/[\w.+-]{1,20})?/;
const HEADER = /^[a-z0-9_-]{1,40}$/;
const MAX_NAMES = 400;

/** @param request `event.request`, whose shape is not trusted; @param body without the directions */
export function describeCall(request: unknown, body: Fields, [key = '']: Secret): Echo {
  // The runtime's own `request` has cookies, too: https://www.twilio.com/docs/serverless/functions-assets/functions/headers-and-cookies
  // One without them is a key of the body, and what it holds is content.
  const real = isRecord(getOwn(request, 'cookies')) ? request : undefined;
  const type = readHeader(real, 'content-type');
  const agent = readHeader(real, 'user-agent') ?? '';
  const headers = getOwn(real, 'headers');
  return {
    content_type:
      type === undefined ? null : CONTENT_TYPE.test(type) ? maskDigits(type) : maskText(type.slice(0, 60)),
    user_agent: maskDigits(PRODUCT.exec(agent)?.[0] ?? '') || null,
    headers: isRecord(headers) ? listNames(headers) : null,
    digest: createHmac('sha256', key).update(JSON.stringify(body)).digest('hex').slice(0, 16),
    ...describeShape(body),
  };
}

/** Those that fit into MAX_NAMES characters. */
function listNames(headers: Fields): string[] {
  const names = Object.keys(headers).map((name) =>
    HEADER.test(name) ? maskDigits(name) : maskText(name.slice(0, 40)),
  );
  let left = MAX_NAMES;
  return names.filter((name) => (left -= name.length + 3) >= 0);
}

/**
 * Who calls has one secret in any of the ways in which the providers send theirs: `Bearer`, the password of Basic, or the
 * header's whole value.
 * @returns the answer to everybody else
 */
export function refuseStranger(request: unknown, token: Secret): Reply | undefined {
  const problem = authenticate(request, { scheme: 'token', token });
  if (problem === undefined || authenticate(request, { scheme: 'verbatim', token }) === undefined)
    return undefined;
  return createChallenge(problem);
}

function createChallenge(problem: Problem): Reply {
  const reply = createProblemReply(problem);
  return { ...reply, headers: { ...reply.headers, 'WWW-Authenticate': challenges.token } };
}

/** The status that the directions ask for, with what is said of the call. */
export function createEchoReply(echo: Echo, { status, retryAfter }: Directions): Reply {
  const reply = createJsonReply(status, { status: 'echoed', echo });
  return retryAfter === undefined
    ? reply
    : { ...reply, headers: { ...reply.headers, 'Retry-After': String(retryAfter) } };
}

/** The answer takes less than a millisecond from where this is called. */
const AFTER_MS = 300;

/**
 * Logs one line after the answer. Nothing else in verify-bridge works after its answer, because Twilio says that a call
 * ends with it. Whether that is so is a question of the live check, and this is how it is asked.
 */
export function logAfterAnswer(deadline: Deadline, digest: string): void {
  void deadline.wait(AFTER_MS).then(() => {
    const ms = deadline.now() - deadline.startedAt;
    console.log(JSON.stringify({ endpoint: 'live/echo', after_callback: true, ms, digest }));
  });
}
