import { attemptDelivery, type Attempt } from '../delivery';

export type DeliveryMethod = 'SMS' | 'VOICE';

interface DeliveryRequest {
  deliveryMethod: DeliveryMethod;
  method: 'POST';
  url: string;
  headers: Record<string, string>;
  /** With PingOne's variables: `${to}`, `${message}`, `${otp}` and others. */
  body: string;
  phoneNumberFormat: 'FULL';
}

/**
 * What the console stores of a Custom Provider.
 * https://developer.pingidentity.com/pingone-api/platform/notifications/phone-delivery-settings.html
 */
export interface PhoneDeliverySettings {
  provider: 'CUSTOM_PROVIDER';
  name: string;
  authentication: { method: 'BASIC'; username: string; password: string };
  requests: DeliveryRequest[];
  numbers: { type: 'PHONE_NUMBER'; number: string; capabilities: DeliveryMethod[] }[];
}

/** What stands for the variables in the requests and the template. */
export interface Notification {
  to: string;
  otp: string;
  username: string;
  locale: string;
}

interface Body {
  SMS: string;
  VOICE: string;
  /** The notification template, which becomes `${message}`. */
  template: string;
}

const RECOMMENDED = 'to=${to}&otp=${otp}&message=${message}&from=${from}&locale=${locale}';

/**
 * `studio` is that of Ping's guide, whose template renders JSON that is none: `{"OTP":012345, "username":jdoe}`.
 * https://docs.pingidentity.com/pingone/settings/p1_use_twilio_with_p1_to_support_twilio_studio_flows.html
 * `recommended` is that of docs/pingone.md.
 */
export const BODIES = {
  studio: {
    SMS: 'From=${from}&to=${to}&Parameter=${message}',
    VOICE: 'From=${from}&To=${to}&Parameters=${message}',
    template: '{"OTP":${otp}, "username":${user.username}}',
  },
  recommended: { SMS: RECOMMENDED, VOICE: RECOMMENDED, template: 'Your one-time passcode is ${otp}.' },
} as const satisfies Record<string, Body>;

/** The sender of an environment whose administrator has entered the two URLs of the functions. */
export class CustomProvider {
  body: keyof typeof BODIES = 'studio';
  readonly #functionsUrl: string;
  readonly #credentials: { username: string; password: string };

  constructor(functionsUrl: string, credentials: { username: string; password: string }) {
    this.#functionsUrl = functionsUrl;
    this.#credentials = credentials;
  }

  settings(): PhoneDeliverySettings {
    const request = (deliveryMethod: DeliveryMethod): DeliveryRequest => ({
      deliveryMethod,
      method: 'POST',
      url: new URL(`/pingone/${deliveryMethod.toLowerCase()}`, this.#functionsUrl).href,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: BODIES[this.body][deliveryMethod],
      phoneNumberFormat: 'FULL',
    });
    return {
      provider: 'CUSTOM_PROVIDER',
      name: 'verify-bridge',
      authentication: { method: 'BASIC', ...this.#credentials },
      requests: [request('SMS'), request('VOICE')],
      numbers: [{ type: 'PHONE_NUMBER', number: FROM, capabilities: ['SMS', 'VOICE'] }],
    };
  }

  /** One request. Nothing documents which answers PingOne takes for a success, nor that it tries again: INFERRED. */
  async send(by: DeliveryMethod, notification: Notification): Promise<Attempt & { delivered: boolean }> {
    const { authentication, requests } = this.settings();
    const request = requests.find(({ deliveryMethod }) => deliveryMethod === by);
    if (request === undefined) return { status: null, error: `No request for ${by}.`, delivered: false };
    const { username, password } = authentication;
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const body = renderBody(request.body, BODIES[this.body].template, notification);
    const made = await attemptDelivery(
      { url: request.url, authorization },
      request.headers['content-type'] ?? '',
      body,
    );
    return { ...made, delivered: made.status !== null && made.status >= 200 && made.status < 300 };
  }
}

/** The sender's number, which the console asks for and Verify needs none of. */
const FROM = '+12025550100';

/**
 * The form that is posted: first the template, then the request, whose values are form-encoded. INFERRED: how Ping
 * escapes them is not documented.
 */
export function renderBody(
  body: string,
  template: string,
  { to, otp, username, locale }: Notification,
): string {
  const values = { to, otp, locale, from: FROM, 'user.username': username };
  const message = filled(template, values, (value) => value);
  return filled(body, { ...values, message }, encodeURIComponent);
}

/** A variable that has no value stays as it is: what PingOne makes of it is not documented. */
function filled(text: string, values: Record<string, string>, escape: (value: string) => string): string {
  return text.replace(/\$\{([\w.]+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    return value === undefined ? whole : escape(value);
  });
}

/** E.164 of a device's number, `+1.4155552671` for one, with a voice number's extension: what FULL puts into `${to}`. */
export function readFullNumber(phone: string): string {
  const [number = '', ...extension] = phone.split(',');
  return [`+${number.replace(/\D/g, '')}`, ...extension].join(',');
}
