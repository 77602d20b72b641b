import { TRY_MS, type Deadline } from '../core/deadline';
import type { Problem } from '../core/problem';
import { ok, refuse, type Result } from '../core/result';
import { getOwn } from '../core/record';
import { sendRequest, NoResponse, parseJson } from './http';

/** What the sandbox shows in addition to its API: the messages that arrived, and the numbers that choose an outcome. */
export interface SandboxPhone {
  /** Newest last. */
  messages: unknown[];
  numbers: unknown[];
  /** Where a user can sign in, with each provider's stand-in. */
  sign_ins: unknown[];
}

const LISTS = ['messages', 'numbers', 'sign-ins'] as const;

/**
 * GET /sandbox/messages, /sandbox/numbers and /sandbox/sign-ins of the stand-in that TWILIO_API_BASE_URL names, on this machine only.
 * @returns `unavailable` if nothing answers there, or a stand-in without a phone
 */
export async function fetchSandboxPhone(
  apiBaseUrl: string,
  deadline: Deadline,
): Promise<Result<SandboxPhone>> {
  const [messages, numbers, signIns] = await Promise.all(
    LISTS.map((name) => fetchList(apiBaseUrl, name, deadline)),
  );
  return messages === undefined || numbers === undefined || signIns === undefined
    ? refuse(NO_PHONE)
    : ok({ messages, numbers, sign_ins: signIns });
}

async function fetchList(
  apiBaseUrl: string,
  name: string,
  deadline: Deadline,
): Promise<unknown[] | undefined> {
  try {
    const { body } = await sendRequest({
      method: 'GET',
      url: new URL(`/sandbox/${name}`, apiBaseUrl),
      headers: { Accept: 'application/json' },
      timeoutMs: Math.min(TRY_MS, deadline.left()),
    });
    const items = getOwn(parseJson(body), name.replace('-', '_'));
    return Array.isArray(items) ? items : undefined;
  } catch (error) {
    if (error instanceof NoResponse) return undefined;
    throw error;
  }
}

const NO_PHONE: Problem = {
  code: 'unavailable',
  detail: 'What TWILIO_API_BASE_URL names does not answer, or is no sandbox with a phone.',
  retryable: true,
  retryAfter: 5,
};
