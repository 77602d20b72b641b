import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderAddresses, renderNext } from '../../../scripts/deploy/addresses';
import { readFlags, USAGE } from '../../../scripts/deploy/flags';
import type { Connector } from '../../../scripts/connect/connector';
import { providers } from '../../../src/identity-providers/registry';
import { deployable } from '../../support/deployable';

const origin = 'https://acme-1234-dev.twil.io';
const connectors = ['auth0', 'okta', 'logto'].map((name) => ({ name }) as Connector);
const auth0 = {
  AUTH0_ACTION_TOKEN: deployable['AUTH0_ACTION_TOKEN'],
  AUTH0_LOG_STREAM_TOKEN: deployable['AUTH0_LOG_STREAM_TOKEN'],
};

test('the addresses of the providers that are set up, and of no other', () => {
  expect(renderAddresses(origin, auth0, providers)).toBe(
    [
      `Deployed: ${origin}/`,
      '',
      'For Auth0, with AUTH0_ACTION_TOKEN and AUTH0_LOG_STREAM_TOKEN:',
      `  ${origin}/auth0/send`,
      `  ${origin}/auth0/log-stream`,
      '',
      `For monitors: ${origin}/health`,
      `The test page, with CONSOLE_PASSWORD: ${origin}/`,
    ].join('\n'),
  );
});

test('a route that a provider does without, if it is set up', () => {
  const gateway = { ...auth0, AUTH0_GATEWAY_SECRET: 'Hj4-gateway-Mx7Wq2Zt' };
  expect(renderAddresses(origin, gateway, providers)).toContain(`  ${origin}/auth0/sms-gateway\n`);
});

test('the usage names every flag that is taken, and each of these is taken', () => {
  const named = [...USAGE.matchAll(/ --([a-z-]+)/g)].map(([, name = '']) => name);
  for (const name of new Set(named)) {
    const isSwitch = /^(production|load-system-env|override-existing-project|force)$/.test(name);
    expect(readFlags([`--${name}`, ...(isSwitch ? [] : ['x'])])).toHaveProperty([name]);
  }
  expect(named).toEqual(expect.arrayContaining(['production', 'to', 'edge', 'output-format']));
  expect(() => readFlags(['--functions-folder', 'src'])).toThrow(
    /--functions-folder.*\nSee npm run deploy -- --help/s,
  );
});

test('the demo, if it is on', () => {
  expect(renderAddresses(origin, { DEMO_SIGN_IN: 'on' }, providers)).toContain(
    `Its redirect URI in PingOne:\n  ${origin}/auth/callback`,
  );
});

test.each<[what: string, env: Record<string, string | undefined>, file: string, commands: string[]]>([
  ['one provider', auth0, '.env', [`npm run connect:auth0 -- ${origin}`]],
  [
    'two, and another file',
    { ...auth0, OKTA_HOOK_TOKEN: deployable['OKTA_HOOK_TOKEN'] },
    '.env.prod',
    [
      `npm run connect:auth0 -- --env .env.prod ${origin}`,
      `npm run connect:okta -- --env .env.prod ${origin}`,
    ],
  ],
  ['none that has such a command', {}, '.env', []],
])('what comes next with %s', (_what, env, file, commands) => {
  const all = renderNext(origin, env, providers, connectors, file).split('\n  ');
  expect(all.slice(0, -1)).toEqual(['Next:', ...commands]);
  expect(all.at(-1)).toMatch(/^npm run doctor -- .*https:/);
});

test('the credentials that go with another file of variables, if they are there', () => {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-next-'));
  writeFileSync(join(folder, '.env.connect.prod'), '');
  const next = (file: string) => renderNext(origin, auth0, providers, connectors, join(folder, file));
  expect(next('.env.prod')).toContain(`${origin} --credentials ${folder}/.env.connect.prod\n`);
  expect(next('.env.stage')).not.toContain('--credentials');
  rmSync(folder, { recursive: true });
});
