// @ts-check
/**
 * Auth0 Action for a TEST tenant, of either trigger: custom-phone-provider or send-phone-message. It sends no message. It
 * tells the echo route of a deployment which form the event has: docs/live.md. Its secrets: ECHO_URL, with
 * `?echo_status=503` where a refusal is tried, and ECHO_TOKEN.
 *
 * @typedef {{ secrets: Record<string, string | undefined>, [name: string]: any }} Event
 */

/** @type {(event: Event, api: any) => Promise<void>} */
exports.onExecuteCustomPhoneProvider = async (event, api) => {
  const status = await observe(event);
  // Asked for, so that the time until the next try can be seen.
  if (status === 429 || status >= 500) api.notification.retry(`The echo route answered ${status}.`);
  else api.notification.drop(`Observed, and not sent (${status}).`);
};

/** @type {(event: Event) => Promise<void>} */
exports.onExecuteSendPhoneMessage = async (event) => {
  throw new Error(`Observed, and not sent (${await observe(event)}).`);
};

/** Auth0 wants less than 10 s of an Action's call. */
const TIMEOUT_MS = 9000;
/** The parts of an event that say something of the message. No user, no client and no connection is among them. */
const PARTS = ['notification', 'message_options'];
/** Values that are the same for everybody. */
const WORDS = ['delivery_method', 'message_type', 'action', 'locale'];

/**
 * Masks before it sends: the content of the event does not leave Auth0.
 * @type {(event: Event) => Promise<number>} the status; 0 if there is no answer
 */
async function observe(event) {
  // Each part has its place, so that the order can be seen.
  const entries = Object.entries(event).filter(([name]) => name !== 'secrets');
  const shape = entries.map(([name, part]) => [name, PARTS.includes(name) ? mask(name, part) : {}]);
  try {
    const token = (event.secrets.ECHO_TOKEN ?? '').trim();
    const response = await fetch(new URL((event.secrets.ECHO_URL ?? '').trim()), {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event: Object.fromEntries(shape) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return response.status;
  } catch {
    return 0;
  }
}

/** @type {(name: string, value: any) => any} */
function mask(name, value) {
  if (typeof value === 'string') return WORDS.includes(name) ? value : maskText(value);
  if (typeof value === 'number') return 0;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => mask(name, one));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mask(key, one)]));
}

/** @type {(text: string) => string} */
const maskText = (text) =>
  text
    .replace(/\p{Nd}/gu, '0')
    .replace(/[A-Z]/g, 'A')
    .replace(/[a-z]|[^\0-\x7f]/gu, 'a');
