import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listFunctions } from '../../scripts/build';
import { providers } from '../../src/identity-providers/registry';

/** What is deployed is small, and has nothing in it that it does not use. */

const bundle = (name: string) => join(__dirname, `../../dist/functions/${name}.js`);
const source = (name: string) => readFileSync(bundle(name), 'utf8');

const routes = providers.flatMap(({ otpRoutes, eventRoute }) =>
  [...otpRoutes, eventRoute].flatMap((route) => route ?? []),
);

test.each(routes.map(({ path }) => path))('%s is at most 250 kB', (path) => {
  expect(statSync(bundle(path)).size).toBeLessThanOrEqual(250_000);
});

test.each(routes)('$path has code of no provider but $idp', ({ path, idp }) => {
  const folders = [...source(path).matchAll(/^\/\/ src\/identity-providers\/([^/\n]+)\//gm)];
  expect([...new Set(folders.map(([, folder]) => folder))]).toEqual([idp]);
});

test.each(providers.flatMap(({ otpRoutes }) => otpRoutes))(
  '$path has no code of the feedback',
  ({ path }) => {
    expect(source(path)).not.toMatch(/^\/\/ src\/(core\/feedback|endpoints\/events|apis\/pingone)/m);
  },
);

test.each(listFunctions())("%s has neither the SDK's HTTP client nor the whole SDK", (name) => {
  const modules = [...source(name).matchAll(/"(node_modules\/[^"]+)"\(exports/g)].map(([, path]) => path);
  expect(
    modules.filter((path) => /axios|RequestClient|twilio\/lib\/(index|rest\/Twilio)\b/.test(path ?? '')),
  ).toEqual([]);
});
