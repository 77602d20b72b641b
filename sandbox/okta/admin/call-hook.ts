import { randomBytes } from 'node:crypto';
import { attemptDelivery, type Attempt } from '../../delivery';
import type { StoredHook } from './hooks';

/** https://developer.okta.com/docs/concepts/event-hooks/#timeout-and-retry */
const TIMEOUT_MS = 3_000;
const TRIES = 2;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * Okta's one-time GET, with the hook's own headers, and one more try after a time-out or an error. That `Authorization` is
 * among them is on https://support.okta.com/help/s/article/Unable-to-verify-event-hook-Hook-hook-name-execution-failed
 * @returns whether the challenge came back
 */
export async function challengeHook(hook: StoredHook): Promise<boolean> {
  const challenge = randomBytes(30).toString('base64url');
  for (let tried = 1; tried <= TRIES; tried += 1) {
    const { status, body } = await call(hook, undefined, { 'X-Okta-Verification-Challenge': challenge });
    if (status === 200) return (Object(body) as { verification?: unknown }).verification === challenge;
  }
  return false;
}

/** What "Preview" in the Admin Console does: a body of the caller's choice. */
export const executeHook = (hook: StoredHook, body: string): Promise<Attempt> =>
  call(hook, body, { 'Content-Type': 'application/json' });

/** A stand-in calls nobody but this machine. */
function call(
  { channel: { config } }: StoredHook,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<Attempt> {
  if (!LOOPBACK.test(new URL(config.uri).hostname)) return Promise.resolve({ status: null });
  const own = [...(config.headers ?? []), config.authScheme].map(({ key, value }) => [key, value] as const);
  return attemptDelivery({ url: config.uri, authorization: undefined }, undefined, body, {
    timeoutMs: TIMEOUT_MS,
    headers: { Accept: 'application/json', ...Object.fromEntries(own), ...headers },
  });
}
