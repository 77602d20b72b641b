import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACTION_TOKENS,
  createForeignAction,
  createForeignStream,
  startAuth0Tenant,
  STREAM_TOKENS,
  type Auth0Tenant,
} from '../support/connect-auth0';

/** What somebody else has made in a tenant with the Unified Phone Experience, and `npm run connect:auth0`. */

let tenant: Auth0Tenant;
beforeEach(async () => (tenant = await startAuth0Tenant()));
afterEach(() => tenant.close());

const writes = async () => (await tenant.takeWrites()).map(({ method, path }) => `${method} ${path}`);
const OTHER = 'https://staging-9876.twil.io';
const OWN_SECRETS = ['BRIDGE_URL', 'BRIDGE_TOKEN'];

/** As `npm run connect:auth0` writes it, for another deployment. */
const codeOf = (origin: string) =>
  `// verify-bridge for ${origin}, secrets 0123456789abcdef. Made by npm run connect:auth0.\nexports.x = 1;\n`;

test.each([
  ['of somebody else', 'exports.x = 1;\n', 'which is not of verify-bridge.'],
  ['of another deployment', codeOf(OTHER), `which is for ${OTHER}.`],
])('the Action %s is replaced only if that is asked for', async (_, code, why) => {
  const id = await createForeignAction(tenant, 'custom-phone-provider', code);
  await writes();
  const refused = await tenant.connect(['--yes']);
  expect([refused.code, await writes()]).toEqual([1, []]);
  expect(refused.stderr).toContain(
    `action: custom-phone-provider takes one Action alone, and the tenant has "Text by Acme", ${why}\n`,
  );
  // Nor is it taken away.
  expect((await tenant.connect(['--yes', '--remove'])).stdout).toContain('Nothing to remove.');

  const replaced = await tenant.connect(['--yes', '--replace']);
  expect(replaced.code).toBe(0);
  expect(replaced.stdout).toMatch(
    /update "Text by Acme": the code, .*; its other secrets \(1\) and dependencies \(1\) go for good\n/,
  );
  const [action, ...others] = (await tenant.state()).actions;
  expect(others).toEqual([]);
  expect(action).toMatchObject({ id, name: 'Text by Acme', version: { number: 2 }, dependencies: [] });
  expect(action?.secrets.map(({ name }) => name)).toEqual(['BRIDGE_URL', 'BRIDGE_TOKEN']);
});

test('what was made by hand or with Terraform is taken over with --replace, and stays when that is removed', async () => {
  const id = await createForeignAction(
    tenant,
    'custom-phone-provider',
    '/** An older one: it hands each passcode to verify-bridge. */',
  );
  const custom = { name: 'custom', configuration: { delivery_methods: ['text'] }, credentials: {} };
  await tenant.ask('POST', '/branding/phone/providers', custom);
  // The name and the address are those of infra/terraform, too.
  const headers = [{ header: 'x-team', value: 'blue' }];
  const sink = { httpEndpoint: `${tenant.bridge.url}/auth0/log-stream`, httpCustomHeaders: headers };
  await tenant.ask('POST', '/log-streams', { name: 'verify-bridge', type: 'http', sink });
  const before = await tenant.state();
  await writes();
  const nothing = { code: 0, stdout: expect.stringContaining('Nothing to remove.') as string };
  expect(await tenant.connect(['--yes', '--remove'])).toMatchObject(nothing);
  expect(await tenant.connect(['--yes'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(
      /"Text by Acme", which was made by hand from the file .*\n {2}log stream: "verify-bridge" leads to this deployment, was not made by this command, and differs in the token/,
    ) as string,
  });
  expect(await writes()).toEqual([]);
  expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0 });
  expect(await writes()).toEqual([
    'PATCH /actions/actions/:id',
    'POST /actions/actions/:id/deploy',
    'PATCH /log-streams/:id',
  ]);

  // From now on the command keeps both as they should be, and --remove leaves them all the same.
  const change = { AUTH0_ACTION_TOKEN: ACTION_TOKENS[1], AUTH0_LOG_STREAM_TOKEN: STREAM_TOKENS[1] };
  expect(await tenant.connect(['--yes'], change)).toMatchObject({ code: 0 });
  await writes();
  expect(await tenant.connect(['--yes', '--remove'], change)).toMatchObject(nothing);
  expect(await writes()).toEqual([]);
  const { actions, provider, log_streams: streams } = await tenant.state();
  expect(actions).toMatchObject([{ id, version: { number: 3 } }]);
  expect(actions[0]?.code).toMatch(/^.* Taken over by npm run connect:auth0: /);
  expect(provider).toEqual(before.provider);
  const mark = { header: 'X-Verify-Bridge', value: 'taken over' };
  expect(streams).toMatchObject([{ id: before.log_streams[0]?.['id'], name: 'verify-bridge' }]);
  expect(streams[0]?.['sink']).toMatchObject({
    httpAuthorization: STREAM_TOKENS[1],
    httpCustomHeaders: [...headers, mark],
  });
});

test("somebody else's stream that is right serves, and stays", async () => {
  await createForeignStream(tenant, { name: 'verify-bridge' });
  const { log_streams: streams } = await tenant.state();
  expect((await tenant.connect(['--yes'])).stdout).not.toContain('log stream');
  expect((await tenant.connect(['--yes', '--remove'])).stdout).toContain('delete the Action');
  expect(await tenant.state()).toMatchObject({ actions: [], provider: null, log_streams: streams });
});

test('our file, deployed by hand or with Terraform, works, and the values of its secrets cannot be seen', async () => {
  const source = readFileSync(join(__dirname, '../../actions/custom-phone-provider.js'), 'utf8');
  await createForeignAction(tenant, 'custom-phone-provider', source, [], OWN_SECRETS);
  await tenant.connect(['--dry-run']);
  const checks = await tenant.diagnose();
  expect(checks.find(({ name }) => name === 'auth0 action')).toMatchObject({
    state: 'warning',
    found:
      '"Text by Acme" is deployed, and was made by hand or with Terraform: the values of its secrets cannot be seen.',
  });
  // Nobody has made it the provider.
  expect(checks.find(({ name }) => name === 'auth0 phone provider')).toMatchObject({ state: 'failed' });

  // It is no reason to keep the rest from being made, which --remove then leaves with it.
  const { actions } = await tenant.state();
  await writes();
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0 });
  expect(await writes()).toEqual(['POST /log-streams', 'POST /branding/phone/providers']);
  expect((await tenant.state()).actions).toEqual(actions);
  expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0 });
  expect((await tenant.state()).actions[0]?.code).toContain('Taken over by npm run connect:auth0: ');
});

test.each<[string, string[], Record<string, unknown>, string]>([
  ['without secrets', [], {}, 'the secret BRIDGE_URL (not there) and the secret BRIDGE_TOKEN (not there)'],
  ['without one of them', ['BRIDGE_URL', 'OTHER'], {}, 'the secret BRIDGE_TOKEN (not there)'],
  ['with an older runtime', OWN_SECRETS, { runtime: 'node18' }, 'the runtime (node22)'],
  [
    'whose deployed version has none',
    [],
    { secrets: OWN_SECRETS.map((name) => ({ name, value: 'x' })) },
    'what is deployed',
  ],
])('our file %s does not work, and is in the way', async (_, secrets, change, what) => {
  const source = readFileSync(join(__dirname, '../../actions/custom-phone-provider.js'), 'utf8');
  const id = await createForeignAction(tenant, 'custom-phone-provider', source, [], secrets);
  if (Object.keys(change).length > 0) await tenant.ask('PATCH', `/actions/actions/${id}`, change);
  await writes();
  const refused = await tenant.connect(['--yes']);
  expect([refused.code, await writes()]).toEqual([1, []]);
  expect(refused.stderr).toContain(`or with Terraform. It differs in ${what}.\n`);
  const checks = await tenant.diagnose();
  expect(checks.find(({ name }) => name === 'auth0 action')).toMatchObject({
    state: 'failed',
    found: expect.stringContaining(`It differs in ${what}.`) as string,
  });
});

test("a second deployment's stream gets a name of its own; the tenant's Twilio account stays", async () => {
  await tenant.ask('POST', '/branding/phone/providers', {
    name: 'twilio',
    configuration: { sid: 'AC1', default_from: '+14155550100', delivery_methods: ['text'] },
    credentials: { auth_token: 'secret-of-somebody-else' },
  });
  const sink = { httpEndpoint: `${OTHER}/auth0/log-stream` };
  await tenant.ask('POST', '/log-streams', { name: 'verify-bridge', type: 'http', sink });
  await writes();
  const refused = await tenant.connect(['--yes']);
  expect(refused.stderr).toContain('phone provider: The tenant sends by an account of its own (twilio).');
  expect([refused.code, await writes()]).toEqual([1, []]);

  expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0 });
  const { provider, log_streams: streams } = await tenant.state();
  expect(provider).toMatchObject({ name: 'custom', disabled: false });
  expect(streams.map(({ name }) => name)).toEqual(['verify-bridge', 'verify-bridge 127.0.0.1']);
});
