import { provider } from '../../../src/identity-providers/pingone/provider';
import { jsonBlocks, read } from '../docs/documents';
import { readConfiguration, resolve, type Configuration } from './configuration';

/** infra/terraform/pingone makes what docs/pingone.md describes. */

const given = {
  environment_id: '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  bridge_url: 'https://acme.twil.io',
  username: 'pingone',
  password: 'a password of the sender',
  name: 'verify-bridge',
};

let configuration: Configuration;
beforeAll(async () => (configuration = await readConfiguration('pingone')));

const find = (type: string, label: string): Record<string, unknown> => {
  const body = configuration.resources[type]?.[label];
  return resolve(body?.[0], configuration, given) as Record<string, unknown>;
};

/** The body of the API that docs/pingone.md has, for the deployment and the credentials given above. */
function findDocumented(key: string): unknown {
  const block = jsonBlocks(read('docs/pingone.md')).find((one) => key in one);
  const basic = Buffer.from(`${given.username}:${given.password}`).toString('base64');
  const text = JSON.stringify(block)
    .replaceAll('https://<your domain>.twil.io', given.bridge_url)
    .replace('<user name>', given.username)
    .replace('<password>', given.password)
    .replace('<base64>', basic);
  expect(text).not.toMatch(/<[a-z]/);
  return JSON.parse(text);
}

test('there is nothing else than the sender and the webhook', () => {
  const types = Object.entries(configuration.resources);
  expect(types.map(([type, labels]) => [type, Object.keys(labels)])).toEqual([
    ['pingone_phone_delivery_settings', ['sender']],
    ['pingone_webhook', ['feedback']],
  ]);
});

test('the sender is the Custom Provider of docs/pingone.md', () => {
  const { environment_id, provider_custom, ...others } = find('pingone_phone_delivery_settings', 'sender');
  const { requests, ...rest } = provider_custom as { requests: Record<string, unknown>[] };
  expect({ environment_id, ...others }).toEqual({ environment_id: given.environment_id });
  const asApi = requests.map(({ delivery_method, phone_number_format, ...request }) => ({
    ...request,
    deliveryMethod: delivery_method,
    phoneNumberFormat: phone_number_format,
  }));
  expect({ provider: 'CUSTOM_PROVIDER', ...rest, requests: asApi }).toEqual(findDocumented('requests'));
  expect(requests.map(({ url }) => url)).toEqual(
    provider.otpRoutes.map(({ path }) => `${given.bridge_url}/${path}`),
  );
});

test('each body has to before message on one line, as the provider requires', () => {
  const { provider_custom } = find('pingone_phone_delivery_settings', 'sender');
  const { requests } = provider_custom as { requests: { body: string; headers: object }[] };
  expect(requests).toHaveLength(2);
  for (const { body } of requests) expect(body).toMatch(/^to=\$\{to\}&\S*message=\$\{message\}\S*$/);
});

test('the webhook is the one of docs/pingone.md', () => {
  const webhook = find('pingone_webhook', 'feedback');
  const { environment_id, verify_tls_certificates, http_endpoint_url, http_endpoint_headers, ...rest } =
    webhook;
  const { filter_options, payload_options, ...same } = rest as {
    filter_options: { included_action_types: string[] };
    payload_options: Record<
      'maximum_payload_limit' | 'payload_format',
      Record<string, Record<string, unknown>>
    >;
  };
  const { included_action_types, ...noOtherFilter } = filter_options;
  const { https: { pretty_print, ...https } = {}, ...noOtherFormat } = payload_options.payload_format;
  expect([environment_id, noOtherFilter, noOtherFormat]).toEqual([given.environment_id, {}, {}]);
  expect({
    ...same,
    verifyTlsCertificates: verify_tls_certificates,
    httpEndpoint: { url: http_endpoint_url, headers: http_endpoint_headers },
    filterOptions: { includedActionTypes: included_action_types },
    payloadOptions: {
      maximumPayloadLimit: payload_options.maximum_payload_limit,
      payloadFormat: { https: { ...https, prettyPrint: pretty_print } },
    },
  }).toEqual(findDocumented('filterOptions'));
  expect(http_endpoint_url).toBe(`${given.bridge_url}/${provider.eventRoute?.path}`);
});

test('it puts out the ids of the sender and of the webhook', () => {
  const values = Object.entries(configuration.outputs).map(([name, [{ value }]]) => [name, value]);
  expect(values).toEqual([
    ['sender_id', '${pingone_phone_delivery_settings.sender.id}'],
    ['webhook_id', '${pingone_webhook.feedback.id}'],
  ]);
});
