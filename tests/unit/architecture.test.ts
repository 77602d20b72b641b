import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { transformSync } from 'esbuild';

/** The house keeps its shape: arrows point one way, functions stay short, and nothing heavy is loaded at the top. */

const root = join(__dirname, '../..');
const src = join(root, 'src');

const files = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile() && file.name.endsWith('.ts'))
  .map((file) => relative(src, join(file.parentPath, file.name)));

const sourceOf = (file: string): string => readFileSync(join(src, file), 'utf8');

/** All that a file imports, types too: relative paths as paths below src. */
function importsOf(file: string): string[] {
  const found = [...sourceOf(file).matchAll(/(?:from|import|require\()\s*\(?'([^']+)'/g)].map(
    ([, name = '']) => name,
  );
  return found.map((name) => (name.startsWith('.') ? relative(src, join(src, dirname(file), name)) : name));
}

/** `core/deliver` -> `core`, `config` -> `config`. */
const roomOf = (path: string): string => path.replace(/\.ts$/, '').split('/')[0] ?? '';

const MAY_IMPORT: Record<string, string[]> = {
  functions: ['endpoints', 'status', 'http', 'identity-providers', 'core', 'apis', 'config', 'demo', 'live'],
  // The form of a call, for the live check alone.
  live: ['http', 'core', 'config'],
  endpoints: ['http', 'identity-providers', 'core', 'apis', 'config'],
  status: ['identity-providers', 'core', 'config', 'demo'],
  http: ['core'],
  // Only its provider.ts and settings.ts: see below.
  'identity-providers': ['core', 'http', 'apis', 'config'],
  apis: ['core'],
  config: ['core'],
  demo: ['core', 'http', 'config', 'identity-providers'],
  core: [],
  assets: ['core', 'identity-providers'],
};

test('there is something to look at', () => {
  expect(files).toEqual(expect.arrayContaining(['functions/pingone/sms.ts', 'core/deliver.ts', 'config.ts']));
});

test.each(files)('%s imports along the arrows', (file) => {
  const room = roomOf(file);
  const outside = importsOf(file)
    .filter((name) => files.includes(`${name}.ts`) || name.startsWith('..'))
    .map(roomOf)
    .filter((other) => other !== room);
  expect(MAY_IMPORT).toHaveProperty([room]);
  expect(outside.filter((other) => !MAY_IMPORT[room]?.includes(other))).toEqual([]);
});

test.each(files.filter((file) => /^(core|identity-providers)\//.test(file)))(
  '%s does no I/O of its own',
  (file) => {
    const allowed = ['p-limit', 'node:net'];
    const packages = importsOf(file).filter((name) => !files.includes(`${name}.ts`));
    expect(packages.filter((name) => !allowed.includes(name))).toEqual([]);
    const isClock = file === 'core/deadline.ts';
    if (!isClock)
      expect(sourceOf(file)).not.toMatch(
        /\bDate\.now\(|new Date\(\)|setTimeout\(|process\.|console\.|fetch\(/,
      );
  },
);

test.each(files.filter((file) => !file.startsWith('assets/')))('%s needs no browser', (file) => {
  expect(sourceOf(file)).not.toMatch(
    /(?<!const )\b(document|window|location|history|sessionStorage|navigator)\./,
  );
});

test.each(files.filter((file) => file.startsWith('assets/')))('%s reads nothing as HTML or code', (file) => {
  expect(sourceOf(file)).not.toMatch(
    /(inner|outer)HTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc/,
  );
});

test.each(files)('%s needs no Twilio code to be loaded', (file) => {
  const { code } = transformSync(sourceOf(file), {
    loader: 'ts',
    tsconfigRaw: '{"compilerOptions":{"verbatimModuleSyntax":true}}',
  });
  expect(code).not.toMatch(/from ["'](twilio|@twilio)/);
});

describe('an identity provider', () => {
  const ofProviders = files.filter((file) => /^identity-providers\/[^/]+\//.test(file));

  test.each(ofProviders)('%s knows nothing of another provider', (file) => {
    const own = file.split('/')[1] ?? '';
    const others = importsOf(file).filter(
      (name) => /^(identity-providers|apis)\/[^/]+\//.test(name) && name.split('/')[1] !== own,
    );
    expect(others).toEqual([]);
  });

  test.each(ofProviders.filter((file) => !/\/(provider|settings)\.ts$/.test(file)))(
    '%s is free of settings, HTTP and APIs',
    (file) => {
      const outside = importsOf(file).map(roomOf);
      expect(outside.filter((room) => ['http', 'apis', 'config'].includes(room))).toEqual([]);
    },
  );

  test('only the generated lists, which functions of one provider do not import, name providers', () => {
    const namers = files
      .filter((file) => !/^(identity-providers|apis)\/[^/]+\//.test(file))
      .filter((file) => importsOf(file).some((name) => /^identity-providers\/[^/]+\//.test(name)))
      .filter((file) => !file.startsWith('functions/'));
    // The sign-in demo is one with PingOne.
    expect(namers.sort()).toEqual([
      'demo/settings.ts',
      'identity-providers/profiles.ts',
      'identity-providers/registry.ts',
    ]);
  });
});

test.each(files.filter((file) => file.startsWith('functions/')))('%s reads like a sentence', (file) => {
  expect(sourceOf(file).split('\n').length).toBeLessThanOrEqual(35);
});

test.each(files)('%s holds one noun', (file) => {
  expect(sourceOf(file).split('\n').length).toBeLessThanOrEqual(200);
});
