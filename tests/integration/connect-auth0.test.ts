import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACTION_TOKENS,
  CLIENT_ID,
  createForeignAction,
  DOMAIN,
  startAuth0Tenant,
  STREAM_TOKENS,
  type Auth0Tenant,
  type TenantState,
} from '../support/connect-auth0';

/** `npm run connect:auth0` as a process, for a tenant with the Unified Phone Experience. */

const root = join(__dirname, '../..');
const source = readFileSync(join(root, 'actions/custom-phone-provider.js'), 'utf8');
const EXAMPLE = 'https://acme-1234.twil.io';
const DEPLOY = 'POST /actions/actions/:id/deploy';

let tenant: Auth0Tenant;

beforeEach(async () => (tenant = await startAuth0Tenant()));
afterEach(() => tenant.close());

const writes = async () => (await tenant.takeWrites()).map(({ method, path }) => `${method} ${path}`);
const withoutFirstLine = (code = '') => code.slice(code.indexOf('\n') + 1);
const secretsOf = ({ actions }: TenantState) =>
  Object.fromEntries((actions[0]?.secrets ?? []).map(({ name, value }) => [name, value]));

test('the first run makes everything, as docs/auth0.md shows it; the second changes nothing', async () => {
  const dry = await tenant.connect(['--dry-run']);
  expect([dry.code, await writes()]).toEqual([0, []]);
  expect(dry.stdout).toMatch(/Nothing was changed \(--dry-run\)\.\n$/);

  const first = await tenant.connect(['--yes']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const guide = readFileSync(join(root, 'docs/auth0.md'), 'utf8');
  const [, shown] = /```\n(Auth0 tenant [^]*?)```/.exec(guide) ?? [];
  expect(first.stdout.replaceAll(tenant.bridge.url, EXAMPLE)).toBe(shown);

  const [create, deploy, stream, provider, ...others] = await tenant.takeWrites();
  expect(others).toEqual([]);
  expect(create).toEqual({
    method: 'POST',
    path: '/actions/actions',
    body: {
      name: 'verify-bridge',
      supported_triggers: [{ id: 'custom-phone-provider', version: 'v1' }],
      code: expect.stringMatching(/^\/\/ verify-bridge for http:\S+, secrets [0-9a-f]{16}\. .*\n/) as string,
      runtime: 'node22',
      dependencies: [],
      secrets: [
        { name: 'BRIDGE_URL', value: tenant.bridge.url },
        { name: 'BRIDGE_TOKEN', value: ACTION_TOKENS[0] },
      ],
    },
  });
  expect(withoutFirstLine(String(create?.body?.['code']))).toBe(source);
  expect(`${deploy?.method} ${deploy?.path}`).toBe(DEPLOY);
  expect(provider).toEqual({
    method: 'POST',
    path: '/branding/phone/providers',
    body: {
      name: 'custom',
      disabled: false,
      configuration: { delivery_methods: ['text', 'voice'] },
      credentials: {},
    },
  });
  const [json = ''] = /\{\n {2}"name": "verify-bridge"[^]*?\n\}/.exec(guide) ?? [];
  const body = json
    .replace('https://<your domain>.twil.io', tenant.bridge.url)
    .replace('<AUTH0_LOG_STREAM_TOKEN>', STREAM_TOKENS[0]);
  const byHand = JSON.parse(body) as { sink: object };
  const mark = [{ header: 'X-Verify-Bridge', value: 'connect' }];
  const marked = { ...byHand, sink: { ...byHand.sink, httpCustomHeaders: mark } };
  expect(stream).toEqual({ method: 'POST', path: '/log-streams', body: marked });
  const { actions } = await tenant.state();
  expect(actions).toMatchObject([{ version: { number: 1, deployed: true, code: create?.body?.['code'] } }]);

  const second = await tenant.connect(['--yes']);
  expect(second).toEqual({
    code: 0,
    stderr: '',
    stdout: `Auth0 tenant ${DOMAIN}: Unified Phone Experience.\nNothing to change.\n`,
  });
  expect(await writes()).toEqual([]);
});

test('a secret that has changed changes one thing; of two values the first counts', async () => {
  await tenant.connect(['--yes']);
  await writes();
  const action = { AUTH0_ACTION_TOKEN: [...ACTION_TOKENS].reverse().join() };
  const { stdout } = await tenant.connect(['--yes'], action);
  expect(stdout).toContain('update "verify-bridge": the secrets BRIDGE_URL and BRIDGE_TOKEN\n');
  expect(await writes()).toEqual(['PATCH /actions/actions/:id', DEPLOY]);
  expect(secretsOf(await tenant.state())).toEqual({
    BRIDGE_URL: tenant.bridge.url,
    BRIDGE_TOKEN: ACTION_TOKENS[1],
  });

  const both = { ...action, AUTH0_LOG_STREAM_TOKEN: `Bearer ${STREAM_TOKENS[1]}` };
  expect((await tenant.connect(['--yes'], both)).stdout).toContain('update "verify-bridge": the token\n');
  const [write, ...others] = await tenant.takeWrites();
  expect(others).toEqual([]);
  expect(write).toMatchObject({
    method: 'PATCH',
    path: '/log-streams/:id',
    body: { sink: { httpAuthorization: STREAM_TOKENS[1], httpContentFormat: 'JSONARRAY' } },
  });
  expect(Object.keys(write?.body ?? {})).toEqual(['sink']);
  expect((await tenant.connect(['--yes'], both)).stdout).toContain('Nothing to change.');
});

test('a run that fails at a write is completed by the next ones, and nothing is made twice', async () => {
  const steps = [
    ['actions/actions', 'create "verify-bridge" for custom-phone-provider'],
    ['/deploy', 'deploy it'],
    ['/log-streams', 'create "verify-bridge" to '],
    ['/phone/providers', 'make the Action the phone provider'],
  ] as const;
  for (const [path, text] of steps) {
    await tenant.fault({ match: { method: 'POST', path }, status: 503 });
    const ended = await tenant.connect(['--yes']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain(`Could not ${text}`);
    expect(ended.stderr).toContain('Auth0 has a fault at present (503)');
    // Passcodes go the new way only when all else is in its place.
    expect((await tenant.state()).provider).toBeNull();
  }
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0 });
  expect(await writes()).toEqual([
    ...['POST /actions/actions', DEPLOY, 'POST /log-streams', 'POST /branding/phone/providers'],
  ]);
  expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');
});

test('an answer that was lost after the write is no second Action', async () => {
  await tenant.fault({ match: { method: 'POST', path: '/actions/actions' }, cut: true });
  const lost = await tenant.connect(['--yes']);
  expect(lost).toMatchObject({ code: 1, stderr: expect.stringContaining('gave no whole answer') as string });
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0 });
  expect((await tenant.state()).actions).toMatchObject([{ version: { number: 1 } }]);
});

test('what was changed by hand is put right, field by field', async () => {
  await tenant.connect(['--yes']);
  const { actions, log_streams: streams } = await tenant.state();
  const [action, stream] = [actions[0]?.id ?? '', String(streams[0]?.['id'])];
  await tenant.ask('PATCH', `/actions/actions/${action}`, {
    code: (actions[0]?.code ?? '').replace('9000', '90'),
    runtime: 'node18',
  });
  const headers = [
    { header: 'x-team', value: 'blue' },
    { header: 'X-Verify-Bridge', value: 'connect' },
  ];
  await tenant.ask('PATCH', `/log-streams/${stream}`, {
    status: 'paused',
    filters: [],
    pii_config: { log_fields: ['email', 'phone'], method: 'mask' },
    sink: { ...(streams[0]?.['sink'] as object), httpContentFormat: 'JSONLINES', httpCustomHeaders: headers },
  });
  await writes();
  const { stdout } = await tenant.connect(['--yes']);
  for (const text of [
    'update "verify-bridge": the code and the runtime (node22)',
    'update "verify-bridge": the format (JSON Array), the filters (other, user.notification, auth.login.success) and the obfuscation of phone and user name (none)',
    'resume "verify-bridge", which is paused',
  ])
    expect(stdout).toContain(text);
  const after = await tenant.state();
  expect(after.actions[0]?.version).toMatchObject({ number: 2, code: actions[0]?.code });
  expect(after.log_streams).toMatchObject([
    {
      status: 'active',
      pii_config: { log_fields: ['email'], method: 'mask' },
      sink: { httpContentFormat: 'JSONARRAY', httpCustomHeaders: headers },
    },
  ]);
  expect((await tenant.takeWrites())[0]?.body).not.toHaveProperty('secrets');
  expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');
});

test('--remove takes away what was made, and nothing else; a second one finds nothing', async () => {
  const sink = { httpEndpoint: 'https://siem.example.com/auth0' };
  await tenant.ask('POST', '/log-streams', { name: 'SIEM', type: 'http', sink });
  await createForeignAction(tenant, 'post-login');
  const before = await tenant.state();
  await tenant.connect(['--yes']);
  await writes();
  const { stdout } = await tenant.connect(['--yes', '--remove']);
  expect(stdout).toContain('no text message and no call leaves the tenant until it has another');
  expect(await writes()).toEqual([
    'DELETE /log-streams/:id',
    'DELETE /branding/phone/providers/:id',
    'DELETE /actions/actions/:id',
  ]);
  expect(await tenant.state()).toEqual({ ...before, writes: expect.anything() as unknown });
  const again = await tenant.connect(['--yes', '--remove']);
  expect(again.stdout).toMatch(/Nothing to remove\.\n$/);
  expect(await writes()).toEqual([]);
  expect(again.stdout).not.toContain(CLIENT_ID);
});
