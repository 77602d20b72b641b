// @ts-check
/**
 * Auth0 Action, trigger send-phone-message: hands each passcode to verify-bridge, which delivers it. Its secrets:
 * BRIDGE_URL, the origin of the deployment, and BRIDGE_TOKEN, the deployment's AUTH0_ACTION_TOKEN.
 * https://auth0.com/docs/actions/reference/send-phone-message/send-phone-message-event-object
 *
 * @typedef {{ action: string, message_type: string, recipient: string, code: string }} Otp
 * @typedef {{ message_options: Otp, request?: { ip?: string, language?: string }, tenant?: { id?: string },
 *   client?: { client_id?: string }, secrets: Record<string, string | undefined> }} Event
 * @typedef {{ reason: string, retryable: boolean }} Failure
 */

/** @type {(event: Event) => Promise<void>} */
exports.onExecuteSendPhoneMessage = async (event) => {
  const { action, message_type, recipient, code } = event.message_options;
  const failure = await send(event, 'message_options', { action, message_type, recipient, code });
  // This trigger has no drop and no retry. Auth0 logs the message of the error: "Guardian - Error on
  // send-phone-message-hook: …".
  if (failure) throw new Error(failure.reason);
};

// From here on the two Actions are the same: Auth0 runs each file alone.

/** Auth0 wants less than 10 s of an Action's call; the bridge answers within 8 s. */
const TIMEOUT_MS = 9000;
/** Auth0 cuts a reason at 1024 characters. */
const REASON_LENGTH = 1023;
const ORIGIN = /^(https:\/\/[\w.:[\]-]+|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?)\/?$/i;
/** Seven digits or more, in any of the ways that phone numbers are written. */
const PHONE_NUMBER = /\d([\s().-]*\d){6,}/g;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Errors that come only before there is a connection. Others, such as ETIMEDOUT, do where `syscall` says so. */
const UNREACHED = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT'];
const MAYBE_SENT = 'The message may have been sent, so it is not sent again.';

/**
 * Posts what the bridge needs and nothing more: no user, no text, no place. Gives back nothing once it is sent.
 * @type {(event: Partial<Event>, name: string, otp: Otp) => Promise<Failure | undefined>}
 */
async function send({ secrets, request, tenant, client }, name, otp) {
  const origin = (secrets?.BRIDGE_URL ?? '').trim();
  if (!ORIGIN.test(origin) || !URL.canParse(origin)) {
    const expected = "the https origin of the bridge's deployment, such as https://name-1234.twil.io";
    return { reason: `Not sent: the Action's secret BRIDGE_URL must be ${expected}.`, retryable: false };
  }
  const token = (secrets?.BRIDGE_TOKEN ?? '').trim();
  if (!/^[!-+\--~]{16,}$/.test(token)) {
    const expected = 'one value of AUTH0_ACTION_TOKEN: 16 or more characters, no comma, no space';
    return { reason: `Not sent: the Action's secret BRIDGE_TOKEN must be ${expected}.`, retryable: false };
  }
  const event = {
    [name]: otp,
    request: { ip: request?.ip, language: request?.language },
    tenant: { id: tenant?.id },
    client: { client_id: client?.client_id },
  };
  try {
    const response = await fetch(new URL('/auth0/send', origin), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event }),
      redirect: 'manual', // To follow one would hand the passcode to somebody else.
      signal: AbortSignal.timeout(TIMEOUT_MS), // It ends the reading of the body, too.
    });
    // The status says it all: a body that is late or cut off must not make a failure of it.
    if (response.status === 201) return undefined;
    return refusal(response, await response.text(), token, otp);
  } catch (error) {
    return noAnswer(error);
  }
}

/**
 * The bridge's problem says itself whether another try is in order. Any other answer is not the bridge's. With
 * 504 Twilio ended a Function that may have sent, and nothing says that 500, 502 and 503 come only before it ran. What
 * Twilio answers with 429 it has not processed: https://www.twilio.com/docs/api/errors/20429
 * @type {(response: Response, text: string, token: string, otp: Otp) => Failure}
 */
function refusal({ status, headers }, text, token, otp) {
  const { title, detail, code, retryable } = parse(text);
  if (typeof code !== 'string' || !/^[a-z_]{1,40}$/.test(code)) {
    const otherwise = status >= 500 ? MAYBE_SENT : 'Is BRIDGE_URL the origin of the deployment?';
    const meaning = status === 429 ? 'Too many requests: it was not processed.' : otherwise;
    return { reason: `Status ${status}, and not from the bridge. ${meaning}`, retryable: status === 429 };
  }
  const reference = headers.get('x-correlation-id') ?? '';
  const passcode = String(otp.code);
  const tail = hide(UUID.test(reference) ? ` (${code}, reference ${reference})` : ` (${code})`, passcode);
  const words = [title, detail].filter((one) => typeof one === 'string').join('. ');
  const head = hide(words, token, String(otp.recipient), PHONE_NUMBER, passcode);
  return { reason: head.slice(0, REASON_LENGTH - tail.length) + tail, retryable: retryable === true };
}

/** @type {(text: string, ...secrets: any[]) => string} */
function hide(text, ...secrets) {
  return secrets.filter(Boolean).reduce((rest, one) => rest.replaceAll(one, '[hidden]'), text);
}

/** @type {(text: string) => any} */
function parse(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

/** @type {(error: any) => Failure} */
function noAnswer({ name, cause }) {
  /** @type {any[]} one for each address that was tried */
  const causes = cause?.errors ?? [cause];
  const retryable = causes.every((one) => UNREACHED.includes(one?.code) || one?.syscall === 'connect');
  const known = retryable
    ? 'Not sent: no connection to BRIDGE_URL.'
    : `No answer from the bridge. ${MAYBE_SENT}`;
  return { reason: `${known} (${cause?.code ?? name})`, retryable };
}
