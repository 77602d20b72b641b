import {
  createEventHook,
  createTelephonyHook,
  startOktaTenant,
  type OktaTenant,
} from '../support/connect-okta';

/** `npm run connect:okta` in an org in which the names of its hooks are taken. */

let tenant: OktaTenant;
let name: string;

beforeEach(async () => {
  tenant = await startOktaTenant();
  name = `verify-bridge ${new URL(tenant.bridge.url).host}`;
});

afterEach(() => tenant.close());

const stateOf = async (kind: 'inlineHooks' | 'eventHooks') =>
  (await tenant.hooks(kind)).map((hook) => [hook.name, hook.status]);

const expectConnected = async () =>
  expect((await tenant.connect(['--yes'])).stdout).toMatch(/\nNothing to change\.\n$/);

test('hooks without their mark are deactivated with --replace, and ours come up under other names', async () => {
  await tenant.connect(['--yes']);
  for (const kind of ['inlineHooks', 'eventHooks'] as const)
    for (const { id, channel } of await tenant.hooks(kind)) {
      const { uri } = channel.config;
      const body = kind === 'inlineHooks' ? createTelephonyHook(name, uri) : createEventHook(name, uri);
      expect((await tenant.ask('PUT', `${kind}/${id}`, body)).status).toBe(200);
    }
  expect((await tenant.connect(['--yes'])).stderr).toContain('was not made by this command');
  expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0, stderr: '' });
  const state = [
    [name, 'INACTIVE'],
    [`${name} 2`, 'ACTIVE'],
  ];
  expect([await stateOf('inlineHooks'), await stateOf('eventHooks')]).toEqual([state, state]);
  await expectConnected();
});

test.each([
  ['an inactive one', 'com.okta.telephony.provider'],
  ['one of another type', 'com.okta.import.transform'],
])('%s with the name of ours is left alone', async (_, type) => {
  const { body } = await tenant.ask('POST', 'inlineHooks', { ...createTelephonyHook(name), type });
  await tenant.ask('POST', `inlineHooks/${body.id}/lifecycle/deactivate`);
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0, stderr: '' });
  expect(await stateOf('inlineHooks')).toEqual([
    [name, 'INACTIVE'],
    [`${name} 2`, 'ACTIVE'],
  ]);
  await expectConnected();
  await tenant.connect(['--yes', '--remove']);
  expect(await stateOf('inlineHooks')).toEqual([[name, 'INACTIVE']]);
});

test('a name does nothing to a terminal', async () => {
  // C1 control characters, and one that turns the direction of text.
  await tenant.ask('POST', 'inlineHooks', createTelephonyHook('Flow \u009b2J\u202e'));
  const { stderr } = await tenant.connect(['--yes']);
  expect(stderr).toContain('"Flow ?2J?"');
  expect(stderr).not.toMatch(/[\u0080-\u009f\u202e]/);
});
