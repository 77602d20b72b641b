import { createForeignAction, DOMAIN, startAuth0Tenant, type Auth0Tenant } from '../support/connect-auth0';

/** `npm run connect:auth0` for a tenant without the Unified Phone Experience. */

let tenant: Auth0Tenant;
beforeEach(async () => (tenant = await startAuth0Tenant(false)));
afterEach(() => tenant.close());

const writes = async () => (await tenant.takeWrites()).map(({ method, path }) => `${method} ${path}`);
const OTHER = 'https://staging-9876.twil.io';

/** As `npm run connect:auth0` writes it, for another deployment. */
const codeOf = (origin: string) =>
  `// verify-bridge for ${origin}, secrets 0123456789abcdef. Made by npm run connect:auth0.\nexports.x = 1;\n`;

const FLOW = '/actions/triggers/send-phone-message/bindings';
const bind = (...ids: string[]) =>
  tenant.ask('PATCH', FLOW, { bindings: ids.map((value) => ({ ref: { type: 'action_id', value } })) });

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

test('names that are taken, whatever has them, are no dead end', async () => {
  const names = ['verify-bridge', 'Verify-Bridge 127.0.0.1'];
  const triggers = ['custom-phone-provider', 'send-phone-message'];
  for (const [index, name] of names.entries()) {
    await tenant.ask('POST', '/actions/actions', { name, supported_triggers: [{ id: triggers[index] }] });
    const sink = { httpEndpoint: 'https://siem.example.com' };
    await tenant.ask('POST', '/log-streams', { name, type: 'http', sink });
  }
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0, stderr: '' });
  const { actions, log_streams: streams } = await tenant.state();
  const all = [...names, 'verify-bridge 127.0.0.1 2'];
  expect([actions, streams].map((list) => list.map(({ name }) => name))).toEqual([all, all]);
  expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');
});
