import { choice, flag, list, object, open, type Schema } from '../../schema';

/**
 * The bodies that the Management API takes, as the typings of the npm package auth0 7.1.0 describe them; which strings are
 * too long comes from https://auth0.com/docs/customize/actions/limitations.
 */

const text: Schema = { type: 'string', most: 4096 };
const name: Schema = { type: 'string', pattern: /^\S(.*\S)?$/, most: 255 };
const trigger = open({
  id: choice('post-login', 'custom-phone-provider', 'send-phone-message'),
  version: text,
});
const action = {
  name,
  supported_triggers: list(trigger, 1),
  code: { type: 'string', most: 100_000 },
  dependencies: list(open({ name: text, version: text }), 10),
  runtime: choice('node12', 'node16', 'node18', 'node18-actions', 'node22'),
  secrets: list(open({ name: text, value: text }), 30),
  modules: list(open({})),
} satisfies Record<string, Schema>;

export const newAction = object({ ...action, deploy: flag }, ['name', 'supported_triggers']);
export const changedAction = object(action);

const ref = open({ type: choice('binding_id', 'action_id', 'action_name'), value: text });
export const bindings = object({
  bindings: list(
    object({ ref, display_name: text, secrets: list(open({ name: text, value: text }), 30) }, ['ref']),
  ),
});

const methods = list(choice('text', 'voice'));
export const customConfiguration = object({ delivery_methods: methods }, ['delivery_methods']);
export const twilioConfiguration = object(
  { sid: text, delivery_methods: methods, default_from: text, mssid: text },
  ['sid', 'delivery_methods'],
);
const provider = {
  name: choice('twilio', 'custom'),
  disabled: flag,
  // Which of the two depends on the name: see phone-settings.ts.
  configuration: open({}),
  credentials: object({ auth_token: text }),
};
export const newProvider = object(provider, ['name', 'credentials']);
export const changedProvider = object(provider);

export const selectedProvider = object({ provider: choice('auth0', 'twilio', 'phone-message-hook') }, [
  'provider',
]);
export const messageTypes = object({ message_types: list(choice('sms', 'voice')) }, ['message_types']);

const CATEGORIES = [
  ...['auth.login.fail', 'auth.login.notification', 'auth.login.success', 'auth.logout.fail'],
  ...['auth.logout.success', 'auth.signup.fail', 'auth.signup.success', 'auth.silent_auth.fail'],
  ...['auth.silent_auth.success', 'auth.token_exchange.fail', 'auth.token_exchange.success'],
  ...['management.fail', 'management.success', 'scim.event', 'system.notification', 'user.fail'],
  ...['user.notification', 'user.success', 'actions', 'other'],
];
const sink = object(
  {
    // Auth0 takes https alone. The stand-in also takes what listens on this machine, for it sends nothing there.
    httpEndpoint: { type: 'string', pattern: /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/ },
    httpAuthorization: text,
    httpContentType: text,
    httpContentFormat: choice('JSONARRAY', 'JSONLINES', 'JSONOBJECT'),
    httpCustomHeaders: list(open({ header: text, value: text })),
  },
  ['httpEndpoint'],
);
const stream = {
  name: text,
  isPriority: flag,
  filters: list(open({ type: choice('category'), name: choice(...CATEGORIES) })),
  pii_config: object(
    {
      log_fields: list(choice('first_name', 'last_name', 'username', 'email', 'phone', 'address')),
      method: choice('mask', 'hash'),
      algorithm: choice('xxhash'),
    },
    ['log_fields'],
  ),
  sink,
} satisfies Record<string, Schema>;
/** Of the eight types of log streams the stand-in has one. */
export const newStream = object({ ...stream, type: choice('http'), startFrom: text }, ['type', 'sink']);
export const changedStream = object({ ...stream, status: choice('active', 'paused', 'suspended') });
