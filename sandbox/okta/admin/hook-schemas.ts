import { choice, list, object, type Schema } from '../../schema';

/**
 * What Okta takes, by its OpenAPI document (2026.06.3): github.com/okta/okta-management-openapi-spec
 *
 * INFERRED: that a property which is not in it is refused. Okta has been seen to take two that are not, and to ignore them:
 * `status`, and the `type` of a hook that is replaced (the recorded tests of github.com/okta/terraform-provider-okta).
 */
const text: Schema = { type: 'string' };
const nullable: Schema = { type: 'string', isNullable: true };
const ignored = { status: choice('ACTIVE', 'INACTIVE') };

/** Okta takes https alone. The stand-in also takes http on the loopback interface, where the functions of this machine are. */
const uri: Schema = {
  type: 'string',
  pattern: /^(?=\S{1,1024}$)(https:\/\/|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$))/,
};

const config = object(
  {
    uri,
    method: choice('POST'),
    headers: list(object({ key: text, value: text }), Infinity),
    authScheme: object({ type: choice('HEADER'), key: text, value: text }, ['type', 'key', 'value']),
  },
  // "When you create a telephony inline hook, you must include the authScheme parameter": okta-developer-docs, pull 3019.
  ['uri', 'authScheme'],
);

const channel = object({ type: choice('HTTP'), version: choice('1.0.0'), config }, [
  'type',
  'version',
  'config',
]);

const name: Schema = { type: 'string', pattern: /^.{1,255}$/ };
const type = choice(
  'com.okta.import.transform',
  'com.okta.oauth2.tokens.transform',
  'com.okta.saml.tokens.transform',
  'com.okta.telephony.provider',
  'com.okta.user.credential.password.import',
  'com.okta.user.pre-registration',
);
const inline = { name, type, version: choice('1.0.0'), channel, ...ignored };

export const newInlineHook = object(inline, ['name', 'type', 'version', 'channel']);
export const replacedInlineHook = object(inline, ['name', 'version', 'channel']);

const filter = object({
  type: choice('EXPRESSION_LANGUAGE'),
  eventFilterMap: list(
    object({ event: text, condition: object({ expression: text, version: nullable }) }),
    Infinity,
  ),
});

const events = object(
  {
    type: choice('EVENT_TYPE'),
    items: list({ type: 'string', pattern: /^[a-z_]+(\.[a-z_]+)+$/ }, Infinity),
    filter,
  },
  ['type', 'items'],
);

export const eventHook = object({ name: text, description: nullable, events, channel, ...ignored }, [
  'name',
  'events',
  'channel',
]);
