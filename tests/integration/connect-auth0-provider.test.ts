import { startAuth0Tenant, type Auth0Tenant } from '../support/connect-auth0';

/** The phone provider that a tenant has already: which messages it delivers, and whether it does, is its owner's choice. */

let tenant: Auth0Tenant;
beforeAll(async () => {
  tenant = await startAuth0Tenant();
  await tenant.connect(['--yes']);
});
afterAll(() => tenant.close());

/** Changes the provider, and says what the command, the doctor and the tenant make of it. */
async function change(body: Record<string, unknown>) {
  const { provider } = await tenant.state();
  await tenant.ask('PATCH', `/branding/phone/providers/${String(provider?.['id'])}`, body);
  await tenant.takeWrites();
}
const writes = async () => (await tenant.takeWrites()).map(({ method, body }) => ({ method, body }));
const examine = async () =>
  (await tenant.diagnose()).find(({ name }) => name === 'auth0 phone provider') ?? { state: '', found: '' };
const methods = (...delivery_methods: string[]) => ({ configuration: { delivery_methods } });

test.each([
  [['text'], 'The Action sends text messages.'],
  [['voice'], 'The Action sends calls. Passwordless needs text messages, too.'],
])('the methods %j stay', async (chosen, found) => {
  await change(methods(...chosen));
  expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');
  expect(await examine()).toMatchObject({ state: 'ok', found });
});

test('a provider that is switched off is switched on only if that is asked for, with the methods that it has', async () => {
  await change({ disabled: true, ...methods('text') });
  const refused = await tenant.connect(['--yes']);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(
    'phone provider: The phone provider is switched off, so that no text message',
  );
  expect(await writes()).toEqual([]);
  expect(await examine()).toMatchObject({ state: 'failed' });

  const { stdout } = await tenant.connect(['--yes', '--replace']);
  expect(stdout).toContain('  phone provider  switch it on, for text messages\n');
  expect(await writes()).toEqual([{ method: 'PATCH', body: { disabled: false } }]);
  expect((await tenant.state()).provider).toMatchObject({ disabled: false, ...methods('text') });
});

test('a provider without any method gets both', async () => {
  await change(methods());
  const { stdout } = await tenant.connect(['--yes']);
  expect(stdout).toContain('  phone provider  let it deliver, for text messages and calls\n');
  expect(await writes()).toEqual([{ method: 'PATCH', body: methods('text', 'voice') }]);
});

test('a Twilio account is replaced with --replace, and what it offers stays', async () => {
  const id = String((await tenant.state()).provider?.['id']);
  await tenant.ask('DELETE', `/branding/phone/providers/${id}`);
  await tenant.ask('POST', '/branding/phone/providers', {
    name: 'twilio',
    disabled: true,
    configuration: { sid: 'AC1', default_from: '+14155550100', delivery_methods: ['text'] },
    credentials: { auth_token: 'secret-of-somebody-else' },
  });
  expect((await tenant.connect(['--yes'])).stderr).toContain(
    'account of its own (twilio), which is switched off.',
  );
  const { stdout } = await tenant.connect(['--yes', '--replace']);
  expect(stdout).toContain(
    'replace the provider twilio by the Action, and switch it on, for text messages; its account and its token go for good\n',
  );
  expect(stdout).toContain('update "verify-bridge": the note on the phone provider, in its first line\n');

  expect((await tenant.state()).provider).toMatchObject({
    name: 'custom',
    disabled: false,
    ...methods('text'),
  });
  // The next run knows it still, and --remove leaves it.
  expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');
  const removed = await tenant.connect(['--yes', '--remove']);
  expect(removed.stdout).toContain(
    'delete the Action "verify-bridge": the phone provider, which was there before, stays, and no text message',
  );
  expect(removed.stdout).not.toContain('delete the phone provider');
  expect(await tenant.state()).toMatchObject({ actions: [], provider: { name: 'custom' } });
});

test('a provider "custom" that was there before the Action stays; one that the command makes later does not', async () => {
  const provider = { id: (await tenant.state()).provider?.['id'], name: 'custom' };
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0 });
  const { stdout } = await tenant.connect(['--yes', '--remove']);
  expect(stdout).not.toContain('delete the phone provider');
  expect(await tenant.state()).toMatchObject({ actions: [], provider });

  await tenant.connect(['--yes']);
  await tenant.ask('DELETE', `/branding/phone/providers/${String(provider.id)}`);
  expect((await tenant.connect(['--yes'])).stdout).toMatch(
    /the note on .*\n(.*\n)*.*make the Action the phone provider/,
  );
  expect((await tenant.connect(['--yes', '--remove'])).stdout).toContain('delete the phone provider');
  expect(await tenant.state()).toMatchObject({ actions: [], provider: null });
});
