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
import type { Answer, Call } from '../route';
import { createEventDelivery, createTelephonyRequest } from './hooks';
import { createId, type FactorType, type Org } from './org';

/** Okta waits this long: https://developer.okta.com/docs/concepts/inline-hooks/#time-out-and-retry */
const TIMEOUT_MS = 3_000;

/**
 * POST /sandbox/okta/send `{"to","channel":"sms"|"call","retry"}`: a user asks for a code, and the telephony hook is called.
 *
 * Okta's documentation says that this hook is not tried again. With `retry`, one more try with the same `eventId` follows
 * a time-out or a 5xx, as for other hooks: INFERRED for this one.
 */
export async function sendCode(org: Org, clock: Clock, functions: Functions, call: Call): Promise<Answer> {
  const sending = readSending(call, ['url', 'authorization', 'to', 'channel', 'retry']);
  const { to, channel = 'sms', retry = false } = sending;
  if (typeof to !== 'string' || !/^\+[1-9]\d{6,14}$/.test(to))
    throw new ControlError('"to" must be an E.164 number.');
  if (channel !== 'sms' && channel !== 'call') throw new ControlError('"channel" must be one of sms, call.');
  if (typeof retry !== 'boolean') throw new ControlError('"retry" must be true or false.');
  const target = readHookTarget(org, functions, sending, '/okta/telephony');
  const user = org.enroll(to, channel satisfies FactorType);
  const code = org.createCode(user, channel);
  const body = createTelephonyRequest(user, code, channel, clock.now());
  const attempts = await attempt(target, body, retry ? 2 : 1);
  const isTaken = isSuccess(attempts.at(-1));
  return { status: 200, body: { user: user.id, code, taken: isTaken, fallback: !isTaken, attempts } };
}

/** POST /sandbox/okta/verify `{"to","code"}`: the user types a code in, and the event hook tells how it went. */
export async function verifyCode(org: Org, clock: Clock, functions: Functions, call: Call): Promise<Answer> {
  const sending = readSending(call, ['url', 'authorization', 'to', 'code']);
  const { to, code } = sending;
  const user = typeof to === 'string' ? org.findByPhone(to) : undefined;
  if (user === undefined) throw new ControlError('"to" is the number of no user: send a code first.');
  if (typeof code !== 'string') throw new ControlError('"code" must be a string.');
  const target = readHookTarget(org, functions, sending, '/okta/events');
  const isRight = user.code !== undefined && user.code === code;
  if (isRight) user.code = undefined;
  const attempts = await attempt(target, createEventDelivery(user, isRight, clock.now()), 2);
  return { status: 200, body: { right: isRight, attempts } };
}

/** POST /sandbox/okta/challenge: the one request by which Okta checks that the event hook is its owner's. */
export async function challengeHook(org: Org, functions: Functions, call: Call): Promise<Answer> {
  const target = readHookTarget(org, functions, readSending(call, ['url', 'authorization']), '/okta/events');
  const challenge = createId('chl');
  const headers = { 'x-okta-verification-challenge': challenge };
  const made = await attemptDelivery(target, undefined, undefined, { timeoutMs: TIMEOUT_MS, headers });
  const { verification } = (made.body ?? {}) as { verification?: unknown };
  return {
    status: 200,
    body: { verified: made.status === 200 && verification === challenge, attempts: [made] },
  };
}

function readHookTarget(
  org: Org,
  { url }: Functions,
  sending: Record<string, unknown>,
  path: string,
): Target {
  return readTarget(sending, path, url, org.credentials.hookToken);
}

/** Again only after a time-out or a 5xx. */
async function attempt(target: Target, body: unknown, most: number): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  do {
    attempts.push(
      await attemptDelivery(target, 'application/json', JSON.stringify(body), { timeoutMs: TIMEOUT_MS }),
    );
  } while (attempts.length < most && (attempts.at(-1)?.status ?? 599) >= 500);
  return attempts;
}

/** Whether Okta takes the code as sent; otherwise it sends by its own provider. */
function isSuccess(made: Attempt | undefined): boolean {
  const { commands } = (made?.body ?? {}) as {
    commands?: { type?: unknown; value?: { status?: unknown }[] }[];
  };
  const [command] = Array.isArray(commands) ? commands : [];
  return (
    made?.status === 200 &&
    command?.type === 'com.okta.telephony.action' &&
    command.value?.[0]?.status === 'SUCCESSFUL'
  );
}
