import { inspectAction } from '../../../scripts/connect/auth0/action';
import { withoutMarker } from '../../../scripts/connect/auth0/action-code';
import { HOOK } from '../../../scripts/connect/auth0/delivery-provider';
import { inspectLogStream } from '../../../scripts/connect/auth0/log-stream';
import { findPhoneProvider, inspectPhoneProvider } from '../../../scripts/connect/auth0/phone-provider';
import type { Tenant, Trigger } from '../../../scripts/connect/auth0/tenant';
import { createSender } from '../../../scripts/connect/pingone/sender';
import { readSettings } from '../../../scripts/connect/pingone/settings';
import { createWebhook } from '../../../scripts/connect/pingone/webhook';
import { systemClock } from '../../../src/core/deadline';
import { matches, read } from '../docs/documents';
import { readConfiguration, resolve } from './configuration';

/**
 * infra/terraform makes what `npm run connect:auth0` and `npm run connect:pingone` make in an empty tenant, without the marks
 * by which each command knows its own, and without two settings of the whole tenant: docs/terraform.md says which.
 */

const bridge = new URL('https://acme.twil.io');
const [first, second] = ['a'.repeat(24), 'b'.repeat(24)];
const UUID = '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
const given = {
  bridge_url: bridge.origin,
  action_token: first,
  log_stream_token: second,
  delivery_methods: ['text', 'voice'],
  environment_id: UUID,
  username: 'pingone',
  password: first,
  name: 'verify-bridge',
};

type Values = Record<string, unknown>;

/** The arguments of a resource. */
async function find(folder: string, type: string, label: string): Promise<Values> {
  const configuration = await readConfiguration(folder);
  return resolve(configuration.resources[type]?.[label]?.[0], configuration, given) as Values;
}

/** In the names of an API: `delivery_method` is `deliveryMethod`. */
const camelCase = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camelCase);
  if (typeof value !== 'object' || value === null) return value;
  const rename = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [rename(name), camelCase(one)]));
};

describe('Auth0', () => {
  /** What the connector creates in a tenant that has nothing: the first step of each part creates. */
  async function connect(trigger: Trigger) {
    const made: Record<string, Values> = {};
    const create = (name: string) => (body: Values) => {
      made[name] = body;
      return Promise.resolve({ id: name });
    };
    const client = {
      actions: { list: () => Promise.resolve([]), create: create('action') },
      logStreams: { list: () => Promise.resolve([]), create: create('logStream') },
      branding: {
        phone: { providers: { list: () => Promise.resolve({}), create: create('phoneProvider') } },
      },
    } as unknown as Tenant['client'];
    const tokens = { actionToken: first, logStreamToken: second };
    const tenant: Tenant = {
      client,
      clock: systemClock,
      domain: 'acme.auth0.com',
      trigger,
      bridge,
      ...tokens,
    };
    const provider = await findPhoneProvider(tenant);
    const { part } = await inspectAction(tenant, provider);
    for (const { steps } of [part, await inspectLogStream(tenant), inspectPhoneProvider(tenant, provider)])
      await steps[0]?.apply();
    return made;
  }

  test.each(['custom-phone-provider', 'send-phone-message'] as const)('the Action of %s', async (trigger) => {
    const action = await find('auth0', 'auth0_action', trigger.replaceAll('-', '_'));
    const { action: { code, dependencies, ...made } = {} } = await connect(trigger);
    expect(made).toEqual({
      name: action['name'],
      supported_triggers: action['supported_triggers'],
      runtime: action['runtime'],
      secrets: action['secrets_wo'],
    });
    expect(action['code']).toBe(withoutMarker(String(code)));
    expect(dependencies).toEqual(action['dependencies'] ?? []);
  });

  test('the phone provider', async () => {
    const { name, disabled, configuration, credentials } = await find(
      'auth0',
      'auth0_phone_provider',
      'custom',
    );
    const { phoneProvider } = await connect('custom-phone-provider');
    expect([phoneProvider]).toEqual([
      {
        name,
        disabled,
        configuration: (configuration as Values[])[0],
        credentials: (credentials as Values[])[0],
      },
    ]);
  });

  test('the log stream', async () => {
    const { sink, status, ...rest } = await find('auth0', 'auth0_log_stream', 'feedback');
    const { logStream } = await connect('custom-phone-provider');
    const { httpCustomHeaders: mark, ...made } = logStream?.['sink'] as Values;
    expect({ ...logStream, sink: made }).toEqual({ ...rest, sink: camelCase((sink as Values[])[0]) });
    expect(mark).toEqual([{ header: 'X-Verify-Bridge', value: 'connect' }]);
    expect(status).toBe('active');
  });

  test('the block that docs/terraform.md has for MFA on an older tenant', () => {
    expect(matches(read('docs/terraform.md'), /^ +provider += "(.+)"$/gm)).toEqual([HOOK]);
  });
});

describe('PingOne', () => {
  const variables = {
    PINGONE_USERNAME: given.username,
    PINGONE_PASSWORD: `${first},${second}`,
    PINGONE_ENVIRONMENT_ID: UUID,
    PINGONE_REGION: 'eu',
    PINGONE_CLIENT_ID: UUID,
    PINGONE_CLIENT_SECRET: 'secret',
  };
  const wanted = { bridge, settings: readSettings(variables, []), fingerprint: '0123456789abcdef' };

  test('the sender', async () => {
    const sender = await find('pingone', 'pingone_phone_delivery_settings', 'sender');
    const { requests, ...made } = createSender(wanted, given.name) as { requests: { body: string }[] };
    const unmarked = requests.map((one) => ({
      ...one,
      body: one.body.replace(`&connection=${wanted.fingerprint}`, ''),
    }));
    expect({ provider: 'CUSTOM_PROVIDER', ...(camelCase(sender['provider_custom']) as Values) }).toEqual({
      ...made,
      requests: unmarked,
    });
    expect(requests.map(({ body }) => body)).not.toEqual(unmarked.map(({ body }) => body));
  });

  test('the webhook', async () => {
    const webhook = await find('pingone', 'pingone_webhook', 'feedback');
    const { httpEndpointUrl, httpEndpointHeaders, environmentId, ...rest } = camelCase(webhook) as Values;
    const { httpEndpoint, ...made } = createWebhook(wanted, given.name) as { httpEndpoint: Values };
    const { 'x-connection': mark, ...headers } = httpEndpoint['headers'] as Values;
    expect(rest).toEqual(made);
    expect({ url: httpEndpointUrl, headers: httpEndpointHeaders }).toEqual({ ...httpEndpoint, headers });
    expect([environmentId, mark]).toEqual([UUID, wanted.fingerprint]);
  });
});
