import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector, Part } from '../../../scripts/connect/connector';
import { checkTenants } from '../../../scripts/doctor/tenants';
import { Failure } from '../../../scripts/setup/failure';
import { readRequired } from '../../../src/config/reader';

const bridge = new URL('https://acme-1234-dev.twil.io');
const step = {
  text: 'switch it on',
  apply: () => {
    throw new Error('A doctor changes nothing.');
  },
};

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'verify-bridge-tenants-'))));
afterEach(() => rmSync(folder, { recursive: true }));

/** @param parts what the tenant has, or why it cannot be opened */
async function check(
  parts: Part[] | Failure,
  credentials: Record<string, string>,
  mode = 0o600,
  text = 'ACME_TOKEN=x\n',
) {
  const acme: Connector = {
    name: 'acme',
    title: 'Acme',
    credentials: [{ name: 'ACME_ADMIN_ID', question: '', isSecret: false }],
    readSettings(env, problems) {
      readRequired('ACME_ADMIN_ID', /./, 'is not set')(env, problems);
      readRequired('ACME_TOKEN', /./, 'is not set')(env, problems);
    },
    listEndpoints: () => [],
    open: () =>
      parts instanceof Failure
        ? Promise.reject(parts)
        : Promise.resolve({
            description: 'Acme tenant 7.',
            inspect: () => Promise.resolve(parts),
            planRemoval: () => Promise.resolve([]),
          }),
  };
  const [env, file] = [join(folder, '.env'), join(folder, '.env.connect')];
  writeFileSync(env, text);
  const lines = Object.entries(credentials).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode });
  const checks = await checkTenants([acme], { bridge, envFile: env, credentialsFile: file });
  return checks.map(({ state, name, found, advice }) =>
    [state, name, found, advice].filter(Boolean).join(' | ').replaceAll(folder, ''),
  );
}

const given = { ACME_ADMIN_ID: '7' };

test('without credentials, that is said of a provider whom the deployment serves', async () => {
  expect(await check([], {})).toEqual([
    'warning | acme | not looked at: its credentials are not given (ACME_ADMIN_ID). | docs/connect.md#the-credentials',
  ]);
  expect(await check([], {}, 0o600, '')).toEqual([]);
});

test('each part, as the command sees it', async () => {
  const parts: Part[] = [
    { name: 'sender', found: 'It is active.', steps: [] },
    { name: 'webhook', found: 'It is paused.', steps: [step] },
    { name: 'flow', found: 'It was made by hand.', steps: [step], works: true },
    { name: 'route', found: 'Made by hand.', steps: [step], conflict: 'Made by hand. Twice.', works: true },
    { name: 'hook', found: 'There is another.', steps: [step], conflict: 'Somebody else made it.' },
  ];
  expect(await check(parts, given)).toEqual([
    'ok | acme | Acme tenant 7.',
    'ok | acme sender | It is active.',
    `failed | acme webhook | It is paused. To do: switch it on. | npm run connect:acme -- ${bridge.origin} --credentials /.env.connect`,
    `warning | acme flow | It was made by hand. | nothing, if it is meant so; or npm run connect:acme -- ${bridge.origin} --credentials /.env.connect --dry-run --replace`,
    `warning | acme route | Made by hand. | nothing, if it is meant so; or npm run connect:acme -- ${bridge.origin} --credentials /.env.connect --dry-run --replace`,
    `failed | acme hook | Somebody else made it. | npm run connect:acme -- ${bridge.origin} --credentials /.env.connect --dry-run --replace`,
  ]);
});

test('credentials that are refused say themselves what to do, on one line', async () => {
  expect(await check(new Failure('Acme refuses them.\nSee docs.'), given)).toEqual([
    'failed | acme | Acme refuses them. See docs.',
  ]);
});

test('what is missing beside the credentials is a warning, by name', async () => {
  expect(await check([], given, 0o600, '')).toEqual([
    'warning | acme | not looked at: ACME_TOKEN is not set. | docs/acme.md#connect-by-command',
  ]);
});

test('a file that others may read is a warning', async () => {
  expect((await check([], given, 0o644))[0]).toMatch(
    /^warning \| credentials \| Others on this machine.* chmod 600/,
  );
});
