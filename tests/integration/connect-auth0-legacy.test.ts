import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createForeignAction, DOMAIN, startAuth0Tenant, type Auth0Tenant } from '../support/connect-auth0';

/** `npm run connect:auth0` for a tenant without the Unified Phone Experience, and for what somebody else has made. */

let tenant: Auth0Tenant;
const start = async (isUnified: boolean) => (tenant = await startAuth0Tenant(isUnified));
afterEach(() => tenant.close());

const writes = async () => (await tenant.takeWrites()).map(({ method, path }) => `${method} ${path}`);
const OTHER = 'https://staging-9876.twil.io';

/** As `npm run connect:auth0` writes it, for another deployment. */
const codeOf = (origin: string) =>
  `// verify-bridge for ${origin}, secrets 0123456789abcdef. Made by npm run connect:auth0.\nexports.x = 1;\n`;

const FLOW = '/actions/triggers/send-phone-message/bindings';
const bind = (...ids: string[]) =>
  tenant.ask('PATCH', FLOW, { bindings: ids.map((value) => ({ ref: { type: 'action_id', value } })) });

describe('send-phone-message', () => {
  beforeEach(() => start(false));

  test('the first run makes everything, step by step; the second changes nothing; --remove undoes it', async () => {
    const faults = [
      { match: { method: 'POST', path: '/actions/actions' }, status: 503 },
      { match: { method: 'POST', path: '/deploy' }, status: 503 },
      { match: { method: 'POST', path: '/log-streams' }, status: 503 },
      { match: { method: 'PATCH', path: '/bindings' }, status: 503 },
      { match: { method: 'PUT', path: '/selected-provider' }, status: 503 },
      { match: { method: 'PUT', path: '/message-types' }, status: 503 },
    ];
    for (const fault of faults) {
      await tenant.fault(fault);
      expect((await tenant.connect(['--yes'])).code).toBe(1);
    }
    const last = await tenant.connect(['--yes']);
    expect(last).toMatchObject({ code: 0, stderr: '' });
    expect(last.stdout).toContain(
      `Auth0 tenant ${DOMAIN}: no Unified Phone Experience, so MFA alone.\nTo do:\n  phone provider  offer`,
    );
    const made = await tenant.takeWrites();
    expect(made.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /actions/actions',
      'POST /actions/actions/:id/deploy',
      'POST /log-streams',
      `PATCH ${FLOW}`,
      'PUT /guardian/factors/phone/selected-provider',
      'PUT /guardian/factors/phone/message-types',
    ]);
    expect(made[0]?.body).toMatchObject({
      supported_triggers: [{ id: 'send-phone-message', version: 'v2' }],
    });
    expect(made.slice(4).map(({ body }) => body)).toEqual([
      { provider: 'phone-message-hook' },
      { message_types: ['sms'] },
    ]);
    expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');

    expect((await tenant.connect(['--yes', '--remove'])).code).toBe(0);
    const rest = await tenant.state();
    expect(rest).toMatchObject({ actions: [], bindings: [], log_streams: [], selected_provider: 'auth0' });
    expect((await tenant.connect(['--yes', '--remove'])).stdout).toContain('Nothing to remove.');
  });

  test("the customer's own Action in the flow may send, too: ours is put beside it only if that is asked for", async () => {
    const own = await createForeignAction(tenant, 'send-phone-message');
    await bind(own);
    await tenant.ask('PUT', '/guardian/factors/phone/selected-provider', { provider: 'phone-message-hook' });
    await tenant.ask('PUT', '/guardian/factors/phone/message-types', { message_types: ['voice'] });
    await writes();
    const refused = await tenant.connect(['--yes']);
    expect([refused.code, await writes()]).toEqual([1, []]);
    expect(refused.stderr).toContain(
      'trigger: "Text by Acme" is in the flow send-phone-message: if it sends, too, each passcode is sent twice.',
    );
    const { stdout } = await tenant.connect(['--yes', '--replace']);
    expect(stdout).toContain(
      'put "verify-bridge" in the flow send-phone-message, beside "Text by Acme", which runs as well\n',
    );
    const bound = { bindings: ['Text by Acme', 'verify-bridge'], message_types: ['voice'] };
    expect(await tenant.state()).toMatchObject(bound);
    // From now on both are there because somebody wants it.
    expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');

    await tenant.connect(['--yes', '--remove']);
    expect(await tenant.state()).toMatchObject({
      actions: [{ name: 'Text by Acme' }],
      bindings: ['Text by Acme'],
      selected_provider: 'phone-message-hook',
    });
  });

  test('a Twilio account of the tenant, or the Action of another deployment, is replaced only if that is asked for', async () => {
    await bind(await createForeignAction(tenant, 'send-phone-message', codeOf(OTHER)));
    await tenant.ask('PUT', '/guardian/factors/phone/selected-provider', { provider: 'twilio' });
    await writes();
    const refused = await tenant.connect(['--yes']);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('trigger: "Text by Acme" of another deployment is in the flow');
    expect(refused.stderr).toContain('phone provider: MFA sends by a Twilio account of its own');
    expect(await writes()).toEqual([]);

    expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0 });
    expect(await tenant.state()).toMatchObject({
      actions: [{ name: 'Text by Acme' }, { name: 'verify-bridge' }],
      bindings: ['verify-bridge'],
      selected_provider: 'phone-message-hook',
    });
  });
});

describe('custom-phone-provider', () => {
  beforeEach(() => start(true));

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

  test('what was pasted by hand from our file, and a stream that was made by hand, are taken over with --replace', async () => {
    await createForeignAction(
      tenant,
      'custom-phone-provider',
      '/** An older one: it hands each passcode to verify-bridge. */',
    );
    const address = `${tenant.bridge.url}/auth0/log-stream`;
    await tenant.ask('POST', '/log-streams', {
      name: 'By hand',
      type: 'http',
      sink: { httpEndpoint: address },
    });
    await tenant.ask('POST', '/log-streams', {
      name: 'verify-bridge',
      type: 'http',
      sink: { httpEndpoint: `${OTHER}/auth0/log-stream` },
    });
    await writes();
    expect(await tenant.connect(['--yes'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /"Text by Acme", which was made by hand from the file .*\n {2}log stream: "By hand" leads to this deployment, was not made by this command, and differs in the token/,
      ) as string,
    });
    expect(await writes()).toEqual([]);
    expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0 });
    expect(await writes()).toEqual([
      'PATCH /actions/actions/:id',
      'POST /actions/actions/:id/deploy',
      'PATCH /log-streams/:id',
      'POST /branding/phone/providers',
    ]);
    // The stream of the other deployment, and the one with a name of its own, are not ours to delete.
    expect((await tenant.connect(['--yes', '--remove'])).code).toBe(0);
    const { actions, log_streams: streams } = await tenant.state();
    expect([actions, streams.map(({ name }) => name)]).toEqual([[], ['By hand', 'verify-bridge']]);
  });

  test('our file, deployed by hand or with Terraform, works, and its secrets cannot be seen', async () => {
    const source = readFileSync(join(__dirname, '../../actions/custom-phone-provider.js'), 'utf8');
    await createForeignAction(tenant, 'custom-phone-provider', source, []);
    const refused = await tenant.connect(['--yes']);
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('"Text by Acme", which was made by hand') as string,
    });
    const checks = await tenant.diagnose();
    expect(checks.find(({ name }) => name === 'auth0 action')).toMatchObject({
      state: 'warning',
      found:
        '"Text by Acme" is deployed, and was made by hand or with Terraform: its secrets cannot be seen.',
    });
    // Nobody has made it the provider.
    expect(checks.find(({ name }) => name === 'auth0 phone provider')).toMatchObject({ state: 'failed' });
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
});
