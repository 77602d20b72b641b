/**
 * What the providers document of the resources that infra/terraform uses: all arguments of each level, as far as a level
 * is used, which of them are required, and the values that a list of choices has.
 */
export interface Argument {
  isRequired: boolean;
  /** The only values. */
  values?: readonly string[];
  /** The arguments of a block or an object, or of each in a list of them. */
  members?: Schema;
}
export type Schema = Readonly<Record<string, Argument>>;

const required = (more: Omit<Argument, 'isRequired'> = {}): Argument => ({ isRequired: true, ...more });
const optional = (more: Omit<Argument, 'isRequired'> = {}): Argument => ({ isRequired: false, ...more });
const choice = (...values: string[]) => ({ values });
const block = (members: Schema) => ({ members });

/**
 * docs/resources/{action,phone_provider,trigger_action,log_stream}.md of v1.55.0:
 * https://github.com/auth0/terraform-provider-auth0/tree/a00b69214a6c1daef76cf89d25ece690c7f9db22/docs/resources
 * The versions of the triggers: docs/guides/action_triggers.md, and for custom-phone-provider phone_provider.md.
 */
const auth0: Record<string, Schema> = {
  auth0_action: {
    code: required(),
    name: required(),
    supported_triggers: required(
      block({
        id: required(choice('custom-phone-provider', 'send-phone-message')),
        version: required(choice('v1', 'v2')),
      }),
    ),
    dependencies: optional(block({ name: required(), version: required() })),
    deploy: optional(),
    modules: optional(block({ module_id: required(), module_version_id: required() })),
    runtime: optional(choice('node12', 'node16', 'node18', 'node22')),
    secrets: optional(block({ name: required(), value: required() })),
    secrets_wo: optional(block({ name: required(), value: required() })),
    secrets_wo_version: optional(),
    timeouts: optional(block({ create: optional() })),
  },
  auth0_phone_provider: {
    configuration: required(
      block({ delivery_methods: required(), default_from: optional(), mssid: optional(), sid: optional() }),
    ),
    credentials: required(block({ auth_token: optional() })),
    name: required(choice('twilio', 'custom')),
    disabled: optional(),
  },
  auth0_trigger_action: {
    action_id: required(),
    trigger: required(choice('custom-phone-provider', 'send-phone-message')),
    display_name: optional(),
  },
  auth0_log_stream: {
    name: required(),
    type: required(
      choice('eventbridge', 'eventgrid', 'http', 'datadog', 'splunk', 'sumo', 'mixpanel', 'segment'),
    ),
    sink: required(
      block({
        http_authorization: optional(),
        http_content_format: optional(choice('JSONLINES', 'JSONARRAY', 'JSONOBJECT')),
        http_content_type: optional(),
        http_custom_headers: optional(),
        http_endpoint: optional(),
      }),
    ),
    filters: optional(
      block({
        type: required(choice('category')),
        name: required(choice('auth.login.success', 'user.notification', 'other')),
      }),
    ),
    is_priority: optional(),
    pii_config: optional(block({ log_fields: required(), algorithm: optional(), method: optional() })),
    start_from: optional(),
    status: optional(choice('active', 'paused', 'suspended')),
  },
};

/**
 * docs/resources/{phone_delivery_settings,webhook}.md of v1.21.0:
 * https://github.com/pingidentity/terraform-provider-pingone/tree/cef5208af78019b95a0146818839f63237659b4e/docs/resources
 */
const pingone: Record<string, Schema> = {
  pingone_phone_delivery_settings: {
    environment_id: required(),
    provider_custom_syniverse: optional(),
    provider_custom_twilio: optional(),
    provider_custom: optional(
      block({
        name: required(),
        authentication: required(
          block({
            method: required(choice('BASIC', 'BEARER')),
            auth_token: optional(),
            password: optional(),
            username: optional(),
          }),
        ),
        requests: required(
          block({
            delivery_method: required(choice('SMS', 'VOICE')),
            method: required(choice('GET', 'POST')),
            url: required(),
            after_tag: optional(),
            before_tag: optional(),
            body: optional(),
            headers: optional(),
            phone_number_format: optional(choice('FULL', 'NUMBER_ONLY')),
          }),
        ),
        numbers: optional(),
      }),
    ),
  },
  pingone_webhook: {
    environment_id: required(),
    name: required(),
    filter_options: required(
      block({
        included_action_types: required(),
        included_application_ids: optional(),
        included_population_ids: optional(),
        included_tags: optional(choice('adminIdentityEvent')),
        ip_address_exposed: optional(),
        useragent_exposed: optional(),
      }),
    ),
    connection_details_headers: optional(),
    connection_details_url: optional(),
    enabled: optional(),
    format: optional(choice('ACTIVITY', 'NEWRELIC', 'SPLUNK')),
    http_endpoint_headers: optional(),
    http_endpoint_url: optional(),
    payload_options: optional(
      block({
        maximum_payload_limit: optional(
          block({ size: optional(), type: optional(choice('EVENTS_PER_PAYLOAD', 'KB_PER_PAYLOAD')) }),
        ),
        payload_format: optional(
          block({
            https: optional(
              block({ format: optional(choice('JSON_ARRAY', 'ND_JSON')), pretty_print: optional() }),
            ),
            tcp: optional(),
          }),
        ),
      }),
    ),
    protocol: optional(choice('HTTPS', 'TCP_IP')),
    tls_client_auth_key_pair_id: optional(),
    verify_tls_certificates: optional(),
  },
};

export const schemas: Readonly<Record<string, Schema>> = { ...auth0, ...pingone };

/** Arguments that Terraform itself has for every resource. */
const META = ['count', 'depends_on', 'for_each', 'lifecycle', 'provider'];

/** What the documented schema says against a resource, each with the path to it. */
export function findFaults(schema: Schema, body: Record<string, unknown>, path = ''): string[] {
  const missing = Object.keys(schema)
    .filter((name) => schema[name]?.isRequired && !(name in body))
    .map((name) => `${path}${name} is missing`);
  const wrong = Object.entries(body).flatMap(([name, value]) => {
    const argument = schema[name];
    if (argument === undefined) return META.includes(name) ? [] : [`${path}${name} is unknown`];
    const all: unknown[] = Array.isArray(value) ? value : [value];
    return all.flatMap((one) => {
      if (argument.members !== undefined)
        return findFaults(argument.members, one as Record<string, unknown>, `${path}${name}.`);
      const isAllowed = argument.values?.includes(String(one)) ?? true;
      return isAllowed ? [] : [`${path}${name} has a value that is none of its choices`];
    });
  });
  return [...missing, ...wrong];
}
