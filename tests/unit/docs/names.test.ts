import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { listFunctions } from '../../../scripts/build';
import { readConfiguration, readTwilioSettings } from '../../../src/config';
import { providers } from '../../../src/identity-providers/registry';
import { listVariables } from '../../../src/status/configuration';
import { connectors } from '../../../scripts/connect/registry';
import { everything, matches, read, root, rows, section, sourcesUnder, unique } from './documents';

/** Whatever a document names is there: variables, paths, scripts, fields. */

const configured = listVariables({}, providers).map(({ name }) => name);

describe('variables', () => {
  const inActions = matches(sourcesUnder('actions'), /secrets\??\.([A-Z_]+)/g);
  const inRecipes = matches(sourcesUnder('integrations'), /\benv\.([A-Z_]+)/g);
  const inScripts = matches(sourcesUnder('scripts'), /(?:env\[|readFreePort\()'([A-Z_]+)'/g);
  const inTests = matches(sourcesUnder('tests/support'), /env\['([A-Z0-9_]+)'\]/g);
  const ofConnectors = connectors.map(({ credentials }) => credentials.map(({ name }) => name));
  const tabled = rows(read('docs/configuration.md'), /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/).map(
    ([name = '']) => name,
  );
  const exampled = matches(read('.env.example'), /^([A-Z][A-Z0-9_]+)=$/gm);

  /** Words of others: values in PingOne's API, and parts of its event types; Okta's factors. */
  const FOREIGN = [
    'CALL_FACTOR',
    'CHECK_FAILED',
    'CHECK_INVALID',
    'CHECK_SUCCESS',
    'CUSTOM_PROVIDER',
    'EVENTS_PER_PAYLOAD',
    'JSON_ARRAY',
    'ND_JSON',
    'NUMBER_ONLY',
    'PINGONE_REGION_CODE',
    'PINGONE_TWILIO',
    'SMS_FACTOR',
    'V1_0',
  ];

  test('every one that a document names is read, or is a word of others', () => {
    const named = unique(matches(everything, /\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b/g));
    const known = [
      ...configured,
      ...ofConnectors.flat(),
      ...inActions,
      ...inRecipes,
      ...inScripts,
      ...inTests,
    ];
    expect(named.filter((name) => !known.includes(name))).toEqual(FOREIGN);
  });

  test('docs/configuration.md and .env.example list what the functions read, each variable once', () => {
    expect([...tabled].sort()).toEqual(unique(configured));
    expect([...exampled].sort()).toEqual(unique(configured));
  });

  test('docs/connect.md lists what manages each provider, and no deployment has it', () => {
    const listed = rows(section('docs/connect.md', '## The credentials'), /^(Auth0|Okta|PingOne)$/).map(
      ([title = '', names = '']) => [title, names.split(', ')],
    );
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries(connectors.map(({ title }, n) => [title, ofConnectors[n]])),
    );
    expect(ofConnectors.flat().filter((name) => configured.includes(name))).toEqual([]);
  });

  test('the functions read no variable that only the sources name', () => {
    const folders = providers.map(({ profile: { name } }) => `src/identity-providers/${name}`);
    const readers = [
      'src/config.ts',
      'src/config/policy.ts',
      'src/config/verify-api.ts',
      'src/demo/settings.ts',
      ...folders.map((path) => `${path}/settings.ts`),
    ];
    const named = matches(readers.map(read).join('\n'), /'([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)'/g);
    // The runtime sets the domain itself.
    expect(unique(named).filter((name) => name !== 'DOMAIN_NAME')).toEqual(unique(configured));
  });

  test('README.md stays short enough to be read: 8 kB', () => {
    expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(8_000);
  });

  test('.env.example describes each in a block; required is what every send needs', () => {
    const [, ...blocks] = read('.env.example').trim().split('\n\n');
    const shape =
      /^# description: .{20,}\n# format: .+\n# link: \S+\n# required: (true|false)\n([A-Z][A-Z0-9_]+)=$/;
    expect(blocks.filter((block) => !shape.test(block))).toEqual([]);
    const required = blocks
      .filter((block) => block.includes('required: true'))
      .map((b) => shape.exec(b)?.[2]);
    const missing = readConfiguration({}, readTwilioSettings);
    expect(required).toEqual(missing.ok ? [] : missing.problem.errors?.map(({ field }) => field));
  });

  test('the secrets that rotate, and what each secret opens, are those of the readers', () => {
    const secrets = matches(sourcesUnder('src'), /readSecret\('([A-Z0-9_]+)'/g);
    const [rotating = ''] = section('docs/operations.md', '## Rotate a secret').split('may hold two values');
    expect(unique(matches(rotating, /`([A-Z0-9_]+)`/g))).toEqual(unique(secrets));
    const opened = rows(section('docs/security.md', '## What each secret opens'), /^[A-Z]/).map(
      ([who = '']) => who,
    );
    const others = [
      'PINGONE_WORKER_CLIENT_SECRET',
      'PINGONE_APP_SECRET',
      'AUTH_TOKEN',
      'OKTA_API_TOKEN',
      'ZITADEL_API_TOKEN',
      'SUPABASE_HOOK_SECRET',
    ];
    expect([...secrets, ...others].filter((name) => !opened.join(' ').includes(name))).toEqual([]);
    const keys = opened.flatMap((who) => matches(who, /([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)/g));
    expect(unique(keys)).toHaveLength(keys.length);
  });
});

describe('paths', () => {
  test('every one is of a function, an asset or the sandbox', () => {
    const assets = readdirSync(join(root, 'src/assets'), { recursive: true, encoding: 'utf8' });
    const ours = [...listFunctions(), ...assets].map((name) => `/${name}`);
    const sandbox = matches(sourcesUnder('sandbox'), /path: '(\/sandbox\/[\w/-]+)'/g);
    const pages = matches(sourcesUnder('sandbox/auth0'), /'(\/auth0\/\w+)'/g);
    const inSpans = matches(everything, /`(?:GET |POST )?(\/[a-z][\w./-]*)(?:#\w+)?`/g);
    const inUrls = matches(everything, /(?:\.twil\.io|localhost:300[01]|127\.0\.0\.1:300[01])(\/[\w./-]+)/g);
    const named = unique([...inSpans, ...inUrls, ...matches(everything, /^(?:GET|POST) (\/\S+)$/gm)]);
    expect(named.filter((path) => ![...ours, ...sandbox, ...pages].includes(path))).toEqual([]);
    // And every function that somebody calls is in a document.
    expect(ours.slice(0, listFunctions().length).filter((path) => !named.includes(path))).toEqual([]);
  });

  test('docs/operations.md lists the functions of the test page, and all of them', () => {
    const listed = matches(section('docs/operations.md', '## The test page'), /`\/(console\/[\w-]+)`/g);
    expect(unique(listed)).toEqual(listFunctions().filter((name) => name.startsWith('console/')));
  });
});

test('the table of the README has every provider, its page, and whether it gives feedback', () => {
  const table = rows(section('README.md', '## Connect your provider'), /^\[/);
  const said = table.map(([provider = '', , feedback = '']) => [provider, /^(none|by your)/.test(feedback)]);
  const registered = providers.map(({ profile: { title, name }, eventRoute }) => [
    `[${title}](docs/${name}.md)`,
    eventRoute === undefined,
  ]);
  expect(said).toEqual(expect.arrayContaining(registered));
  const recipes = readdirSync(join(root, 'integrations')).map((name) => `docs/${name}.md`);
  const pages = said.map(([provider]) => /\((.*)\)/.exec(String(provider))?.[1]);
  expect(pages).toEqual(expect.arrayContaining(recipes));
  expect(pages).toHaveLength(registered.length + recipes.length);
});

test('every npm script is in package.json, and so is the file that it runs', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = unique(matches(everything, /(?:`|^\s*|&& )npm (?:run )?([a-z][\w:]*)/gm)).filter(
    (name) => !['ci', 'install'].includes(name),
  );
  expect(named).toEqual(expect.arrayContaining(['build', 'deploy', 'screenshots', 'start', 'test']));
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
  const files = named.flatMap((name) => matches(scripts[name] ?? '', /\btsx (\S+)/g));
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('every name_of_a_field is one of the code, or a word of others', () => {
  const modules = ['auth0', 'pingone'].map((name) => read(`infra/terraform/${name}/variables.tf`));
  const code = [...['src', 'actions', 'scripts', 'sandbox'].map(sourcesUnder), ...modules].join('\n');
  const spans = unique(matches(everything, /[`"]([a-z0-9]+(?:_[a-z0-9]+)+)[`"]/g));
  expect(spans.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([
    'auth0_log_stream',
    'device_pairing',
    'gateway_url',
    'login_code',
    'pingone_phone_delivery_settings',
    'secret_base64_encoded',
    'strong_authentication',
    'template_data',
    'template_type',
  ]);
});
