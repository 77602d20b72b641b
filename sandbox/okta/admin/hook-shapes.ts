import { oneOf, text, type Shape } from './shape';

/**
 * What Okta takes, by its OpenAPI document (2026.06.3): github.com/okta/okta-management-openapi-spec
 *
 * INFERRED: that a property which is not in it is refused. Okta has been seen to take two that are not, and to ignore them:
 * `status`, and the `type` of a hook that is replaced (the recorded tests of github.com/okta/terraform-provider-okta).
 */
const nullable: Shape = { kind: 'text', isNullable: true };
const ignored = { status: oneOf('ACTIVE', 'INACTIVE') };

/** Okta takes https alone. The stand-in also takes http on the loopback interface, where the functions of this machine are. */
const uri: Shape = {
  kind: 'text',
  pattern: /^(?=\S{1,1024}$)(https:\/\/|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$))/,
};

const config: Shape = {
  kind: 'record',
  fields: {
    uri,
    method: oneOf('POST'),
    headers: { kind: 'list', of: { kind: 'record', fields: { key: text, value: text } } },
    authScheme: {
      kind: 'record',
      fields: { type: oneOf('HEADER'), key: text, value: text },
      required: ['type', 'key', 'value'],
    },
  },
  // "When you create a telephony inline hook, you must include the authScheme parameter": okta-developer-docs, pull 3019.
  required: ['uri', 'authScheme'],
};

const channel: Shape = {
  kind: 'record',
  fields: { type: oneOf('HTTP'), version: oneOf('1.0.0'), config },
  required: ['type', 'version', 'config'],
};

const name: Shape = { kind: 'text', pattern: /^.{1,255}$/ };
const inline = { name, version: oneOf('1.0.0'), channel, ...ignored };
const inlineType = oneOf(
  'com.okta.import.transform',
  'com.okta.oauth2.tokens.transform',
  'com.okta.saml.tokens.transform',
  'com.okta.telephony.provider',
  'com.okta.user.credential.password.import',
  'com.okta.user.pre-registration',
);

export const newInlineHook: Shape = {
  kind: 'record',
  fields: { ...inline, type: inlineType },
  required: ['name', 'type', 'version', 'channel'],
};

export const replacedInlineHook: Shape = {
  kind: 'record',
  fields: { ...inline, type: inlineType },
  required: ['name', 'version', 'channel'],
};

const filter: Shape = {
  kind: 'record',
  fields: {
    type: oneOf('EXPRESSION_LANGUAGE'),
    eventFilterMap: {
      kind: 'list',
      of: {
        kind: 'record',
        fields: {
          event: text,
          condition: { kind: 'record', fields: { expression: text, version: nullable } },
        },
      },
    },
  },
};

export const eventHook: Shape = {
  kind: 'record',
  fields: {
    name: text,
    description: nullable,
    events: {
      kind: 'record',
      fields: {
        type: oneOf('EVENT_TYPE'),
        items: { kind: 'list', of: { kind: 'text', pattern: /^[a-z_]+(\.[a-z_]+)+$/ } },
        filter,
      },
      required: ['type', 'items'],
    },
    channel,
    ...ignored,
  },
  required: ['name', 'events', 'channel'],
};
