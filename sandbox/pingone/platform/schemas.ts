import { choice, flag, list, object, type Schema } from '../../schema';
import type { Detail } from './details';

const text: Schema = { type: 'string', pattern: /./ };
/** `{"id": "…"}` */
const reference = object({ id: text }, ['id']);

/**
 * Bodies that the Platform API takes: pingone-management.yml of patrickcping/pingone-go-sdk-v2. What an answer has besides
 * (`id`, `_links`, `environment`, the dates) is taken, too, and is of no effect, unless a comment says otherwise.
 */
const OF_ANSWERS: Record<string, Schema> = {
  id: text,
  _links: object({ self: object({ href: text }) }),
  environment: reference,
  createdAt: text,
  updatedAt: text,
};

const number = object(
  {
    number: text,
    type: choice('SHORT_CODE', 'TOLL_FREE', 'PHONE_NUMBER'),
    selected: flag,
    available: flag,
    capabilities: list(choice('SMS', 'VOICE')),
    supportedCountries: list(text),
  },
  ['number', 'type'],
);

const request = object(
  {
    deliveryMethod: choice('SMS', 'VOICE'),
    method: choice('GET', 'POST'),
    // http on the loopback interface, too: the deployment is there.
    url: { type: 'string', pattern: /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1):)/ },
    headers: { type: 'map' },
    body: text,
    phoneNumberFormat: choice('FULL', 'NUMBER_ONLY'),
    beforeTag: text,
    afterTag: text,
  },
  ['deliveryMethod', 'method', 'url', 'phoneNumberFormat'],
);

/** https://developer.pingidentity.com/pingone-api/platform/notifications/phone-delivery-settings.html */
export const customProvider = object(
  {
    ...OF_ANSWERS,
    provider: choice('CUSTOM_PROVIDER'),
    name: text,
    default: flag,
    authentication: object(
      { method: choice('BASIC', 'BEARER'), username: text, password: text, authToken: text },
      ['method'],
    ),
    requests: list(request),
    // The page calls it required. The tests of Ping's Terraform provider make a sender without it in a live environment.
    numbers: list(number),
  },
  ['provider', 'name', 'authentication', 'requests'],
);

/** Ping's account at Twilio is another kind of sender; the stand-in has it for the sake of there being one. */
export const customTwilio = object(
  { ...OF_ANSWERS, provider: choice('CUSTOM_TWILIO'), sid: text, authToken: text, numbers: list(number) },
  ['provider', 'sid', 'authToken'],
);

/** What its members need of each other. */
export function findSenderDetails(sender: Record<string, unknown>): Detail[] {
  const authentication = Object(sender['authentication'] ?? {}) as Record<string, unknown>;
  const needed = authentication['method'] === 'BASIC' ? ['username', 'password'] : ['authToken'];
  const missing = needed.filter((name) => authentication[name] === undefined);
  const requests = sender['requests'] as Record<string, unknown>[];
  // Ping's documents call both mandatory, and its Terraform provider asks for this order. That the API asks for it is INFERRED.
  const wrong = requests.flatMap(({ method, body, url }, index) => {
    const [name, text] = method === 'POST' ? ['body', body] : ['url', url];
    const isRight = typeof text === 'string' && /\$\{to\}.*\$\{message\}/.test(text);
    return isRight ? [] : [`requests[${index}].${name}`];
  });
  return [
    ...missing.map((name) => required(`authentication.${name}`)),
    ...wrong.map((target) => ({
      code: 'INVALID_VALUE',
      target,
      message: 'It needs ${to} before ${message}.',
    })),
  ];
}

const required = (target: string): Detail => ({ code: 'REQUIRED_VALUE', target, message: 'It is required.' });

/** https://developer.pingidentity.com/pingone-api/platform/subscriptions-webhooks.html */
export const subscription = object(
  {
    ...OF_ANSWERS,
    name: text,
    enabled: flag,
    format: choice('ACTIVITY', 'SPLUNK', 'NEWRELIC'),
    protocol: choice('HTTPS'),
    verifyTlsCertificates: flag,
    httpEndpoint: object(
      {
        url: { type: 'string', pattern: /^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1):)/ },
        headers: { type: 'map' },
      },
      ['url'],
    ),
    filterOptions: object(
      {
        includedActionTypes: { type: 'array', items: text, least: 1 },
        includedApplications: list(reference, 10),
        includedPopulations: list(reference, 10),
        includedTags: list(choice('adminIdentityEvent')),
        ipAddressExposed: flag,
        userAgentExposed: flag,
      },
      ['includedActionTypes'],
    ),
    payloadOptions: object({
      maximumPayloadLimit: object({
        type: choice('EVENTS_PER_PAYLOAD', 'KB_PER_PAYLOAD'),
        // So many kilobytes; events at most 500.
        size: { type: 'integer', least: 1, most: 4096 },
      }),
      payloadFormat: object({
        https: object({ format: choice('JSON_ARRAY', 'ND_JSON'), prettyPrint: flag }),
      }),
    }),
    tlsClientAuthKeyPair: reference,
  },
  // `connectionDetails`, which an answer has, says the same as httpEndpoint: both together are refused. INFERRED from the
  // Terraform provider, which takes one of them.
  ['name', 'enabled', 'verifyTlsCertificates', 'httpEndpoint', 'filterOptions', 'format'],
);

/** https://developer.pingidentity.com/pingone-api/platform/notifications/notifications-policies.html, as far as a sender needs it. */
export const notificationsPolicy = object(
  {
    ...OF_ANSWERS,
    name: text,
    default: flag,
    quotas: list(
      object({ type: text, deliveryMethods: list(text), total: { type: 'integer', least: 0, most: 50 } }),
    ),
    providerConfiguration: object({
      conditions: list(
        object({
          deliveryMethods: list(choice('SMS', 'VOICE')),
          countries: list(text),
          fallbackChain: list(reference),
        }),
      ),
    }),
  },
  ['name', 'quotas'],
);

const address = object({ name: text, address: text });

/** https://developer.pingidentity.com/pingone-api/platform/notifications/notifications-settings.html */
export const notificationsSettings = object({
  ...OF_ANSWERS,
  deliveryMode: choice('ALL', 'WHITELIST'),
  restrictions: object({
    smsVoiceQuota: object({ daily: { type: 'integer', least: 0, most: 50 } }, ['daily']),
  }),
  smsProvidersFallbackChain: list(text),
  emailProviderFallbackChain: list(text),
  from: address,
  replyTo: address,
  whitelist: list(object({ user: reference })),
});
