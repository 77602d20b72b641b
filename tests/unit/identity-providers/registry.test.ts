import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseForm } from 'node:querystring';
import { transformSync } from 'esbuild';
import { listProviders, renderRegistry } from '../../../scripts/registry';
import { profiles } from '../../../src/identity-providers/profiles';
import type { WireBody } from '../../../src/identity-providers/provider-profile';
import { providers } from '../../../src/identity-providers/registry';
import { eventRoutesByProvider, routesByCaller } from '../../../src/identity-providers/routes';

/** What the registry lists is whole: names, routes, functions and samples fit together. */

const root = join(__dirname, '../../..');
const folder = join(root, 'src/identity-providers');

test.each(Object.entries(renderRegistry(listProviders(folder))))('%s is up to date', (file, text) => {
  expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
});

test('a name with a hyphen is a variable without one', () => {
  const { 'registry.ts': text } = renderRegistry(['my-idp']);
  expect(text).toContain("import { provider as myIdp } from './my-idp/provider';");
  expect(text).toContain('[myIdp]');
});

test.each([[[]], [['1kosmos']], [['a-1', 'b--c', 'd-e-f']]])('the lists of %j are TypeScript', (names) => {
  for (const text of Object.values(renderRegistry(names)))
    expect(() => transformSync(text, { loader: 'ts' })).not.toThrow();
});

test('the lists have the same profiles, each by its own folder', () => {
  expect(providers.map(({ profile }) => profile)).toEqual(profiles);
  expect(profiles.map(({ name }) => name)).toEqual(listProviders(folder));
});

const routes = providers.flatMap(({ profile: { name }, otpRoutes, eventRoute }) =>
  [...otpRoutes, eventRoute].flatMap((route) => (route === undefined ? [] : [{ name, ...route }])),
);

test.each(routes)('$path has a function, and the name of its provider', ({ name, path, idp }) => {
  expect(idp).toBe(name);
  expect(name).toMatch(/^[a-z0-9-]{1,32}$/);
  expect(existsSync(join(root, `src/functions/${path}.ts`))).toBe(true);
});

test('no two routes have one path, and no two callers one name', () => {
  const paths = routes.map(({ path }) => path);
  const names = profiles.flatMap(({ callers }) => callers.map(({ name }) => name));
  expect([new Set(paths).size, new Set(names).size]).toEqual([paths.length, names.length]);
  expect(Object.keys(routesByCaller)).toEqual(names);
});

const callers = profiles.flatMap((profile) =>
  profile.callers.map((caller) => ({ idp: profile.name, ...caller })),
);
const parse = ({ contentType, body }: WireBody) =>
  contentType === 'application/json' ? (JSON.parse(body) as Record<string, unknown>) : { ...parseForm(body) };

describe.each(callers)('the sample $name', ({ idp, name, channel, renderRequest, renderEvents }) => {
  test('is read by its own route as the number, the code and the channel', () => {
    const request = routesByCaller[name]?.parseRequest(parse(renderRequest('+14155552671', '012345')));
    expect(request).toMatchObject({
      ok: true,
      value: { to: '+14155552671', passcode: '012345', channel, tags: { idp } },
    });
  });

  test('is followed by events of which one is a success, now, with an id, if there are events', () => {
    const route = eventRoutesByProvider[idp];
    expect(renderEvents === undefined).toBe(route === undefined);
    if (route === undefined || renderEvents === undefined) return;
    const date = '2026-01-02T03:04:05.678Z';
    const events = route.readEvents({ ...(renderEvents('+14155552671', date) as object) });
    const outcomes = events.ok ? events.value.map((event) => route.parseEvent(event)) : [];
    expect(outcomes).toEqual([
      expect.objectContaining({
        kind: 'success',
        at: Date.parse(date),
        eventId: expect.stringMatching(/./) as string,
      }),
    ]);
  });
});

test.each(profiles)(
  'what to enter at $title names its routes, and no value of a secret',
  ({ name, setup }) => {
    const own = routes.filter(({ idp }) => idp === name).map(({ path }) => `{origin}/${path}`);
    const values = setup.flatMap(({ value }) => value ?? []);
    expect(values).toEqual(expect.arrayContaining(own));
    for (const { value, hint } of setup) expect(value ?? hint).toMatch(/./);
  },
);
