import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { provider } from '../../../src/identity-providers/auth0/provider';
import { jsonBlocks, matches, read, root } from '../docs/documents';
import { readConfiguration, resolve, type Configuration } from './configuration';

/** infra/terraform/auth0 makes what docs/auth0.md describes. */

const given = {
  bridge_url: 'https://acme.twil.io',
  action_token: 'a token of the Action',
  log_stream_token: 'a token of the log stream',
  delivery_methods: ['text', 'voice'],
  name: 'verify-bridge',
};

let configuration: Configuration;
beforeAll(async () => (configuration = await readConfiguration('auth0')));

const find = (type: string, label: string): Record<string, unknown> => {
  const body = configuration.resources[type]?.[label];
  return resolve(body?.[0], configuration, given) as Record<string, unknown>;
};

test('there is nothing else than the two Actions, what makes Auth0 call them, and the log stream', () => {
  const all = Object.entries(configuration.resources).flatMap(([type, labels]) =>
    Object.keys(labels).map((label) => `${type}.${label}`),
  );
  expect(all).toEqual([
    'auth0_action.custom_phone_provider',
    'auth0_action.send_phone_message',
    'auth0_log_stream.feedback',
    'auth0_phone_provider.custom',
    'auth0_trigger_action.send_phone_message',
  ]);
});

describe.each([
  [
    'custom_phone_provider',
    'custom-phone-provider',
    'v1',
    'onExecuteCustomPhoneProvider',
    '${var.unified ? 1 : 0}',
  ],
  ['send_phone_message', 'send-phone-message', 'v2', 'onExecuteSendPhoneMessage', '${var.unified ? 0 : 1}'],
])('the Action %s', (label, trigger, version, handler, count) => {
  test('is the file of its trigger, deployed on Node 22, with the secrets that the file reads', () => {
    const code = readFileSync(join(root, `actions/${trigger}.js`), 'utf8');
    expect(code).toContain(`exports.${handler} =`);
    const secrets = [...new Set(matches(code, /\bsecrets\?\.([A-Z_]+)/g))];
    const values: Record<string, string> = { BRIDGE_URL: given.bridge_url, BRIDGE_TOKEN: given.action_token };
    expect(find('auth0_action', label)).toEqual({
      count,
      name: 'verify-bridge',
      code,
      runtime: `node${read('.nvmrc').trim()}`,
      deploy: true,
      supported_triggers: [{ id: trigger, version }],
      secrets_wo: secrets.map((name) => ({ name, value: values[name] })),
      secrets_wo_version: expect.anything() as unknown,
    });
  });
});

test('a changed address or token changes the number with which the secrets are written again', () => {
  for (const label of ['custom_phone_provider', 'send_phone_message'])
    expect(configuration.resources['auth0_action']?.[label]?.[0]['secrets_wo_version']).toBe(
      '${local.secrets_version}',
    );
  const hashed = 'sha256("${var.bridge_url} ${var.action_token}")';
  expect(configuration.locals).toEqual({ secrets_version: `\${parseint(substr(${hashed}, 0, 8), 16)}` });
});

test('the phone provider is there with the Unified Phone Experience alone, and after its Action', () => {
  expect(find('auth0_phone_provider', 'custom')).toEqual({
    count: '${var.unified ? 1 : 0}',
    name: 'custom',
    disabled: false,
    configuration: [{ delivery_methods: ['text', 'voice'] }],
    credentials: [{}],
    depends_on: ['${auth0_action.custom_phone_provider}'],
  });
  expect(configuration.variables['delivery_methods']?.[0]['default']).toEqual(['text', 'voice']);
});

test('the flow of an older tenant gets its Action, and keeps the others', () => {
  expect(find('auth0_trigger_action', 'send_phone_message')).toEqual({
    count: '${var.unified ? 0 : 1}',
    trigger: 'send-phone-message',
    action_id: '${auth0_action.send_phone_message[0].id}',
  });
});

test('the log stream is the one of docs/auth0.md, and active', () => {
  const { filters, sink, status, ...rest } = find('auth0_log_stream', 'feedback');
  const documented = jsonBlocks(read('docs/auth0.md')).find((block) => 'sink' in block);
  const filled = JSON.stringify(documented)
    .replace('https://<your domain>.twil.io', given.bridge_url)
    .replace('<AUTH0_LOG_STREAM_TOKEN>', given.log_stream_token);
  const [{ http_endpoint, http_authorization, http_content_type, http_content_format, ...others } = {}] =
    sink as Record<string, unknown>[];
  expect(others).toEqual({});
  expect({
    ...rest,
    filters,
    sink: {
      httpEndpoint: http_endpoint,
      httpAuthorization: http_authorization,
      httpContentType: http_content_type,
      httpContentFormat: http_content_format,
    },
  }).toEqual(JSON.parse(filled));
  expect(status).toBe('active');
  expect(http_endpoint).toBe(`${given.bridge_url}/${provider.eventRoute?.path}`);
});

test('it puts out the ids of the Action that is there, and of the log stream', () => {
  const actions = ['custom_phone_provider', 'send_phone_message'].map(
    (label) => `auth0_action.${label}[0].id`,
  );
  const values = Object.entries(configuration.outputs).map(([name, [{ value }]]) => [name, value]);
  expect(values).toEqual([
    ['action_id', `\${var.unified ? ${actions.join(' : ')}}`],
    ['log_stream_id', '${auth0_log_stream.feedback.id}'],
  ]);
});
