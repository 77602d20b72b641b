import {
  ADMIN_TOKEN,
  createEventHook,
  createTelephonyHook,
  startOktaTenant,
  type OktaTenant,
} from '../support/connect-okta';

/** The stand-in of the API that manages Okta's hooks checks what it is sent, and returns no secret. */

let tenant: OktaTenant;
beforeAll(async () => void (tenant = await startOktaTenant()));
afterAll(() => tenant.close());

interface OktaError {
  errorCode: string;
  errorSummary: string;
  errorLink: string;
  errorId: string;
  errorCauses: { errorSummary: string }[];
}

const telephony = createTelephonyHook('Checked');
const event = createEventHook('Checked', 'https://bridge.example.com/okta/events');

/** A copy of `body` with the value at `path` set, or taken away. */
function change(body: object, path: string, value?: unknown): unknown {
  const copy = structuredClone(body) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const owner = keys.reduce((one, key) => one[key] as Record<string, unknown>, copy);
  if (value === undefined) delete owner[last];
  else owner[last] = value;
  return copy;
}

const uri = 'channel.config.uri';

test.each<[string, 'inlineHooks' | 'eventHooks', object, string, unknown]>([
  ['a property that is not known', 'inlineHooks', telephony, 'colour', 'red'],
  ['no name', 'inlineHooks', telephony, 'name', undefined],
  ['a name of the wrong type', 'inlineHooks', telephony, 'name', 1],
  ['a name that is too long', 'inlineHooks', telephony, 'name', 'x'.repeat(256)],
  ['no type', 'inlineHooks', telephony, 'type', undefined],
  ['a type that is none', 'inlineHooks', telephony, 'type', 'com.okta.telephony'],
  ['another version', 'inlineHooks', telephony, 'version', '2.0.0'],
  ['an address without TLS', 'inlineHooks', telephony, uri, 'http://bridge.example.com/'],
  ['an address on loopback by name alone', 'inlineHooks', telephony, uri, 'http://127.0.0.1.example.com/'],
  ['an address with a blank', 'inlineHooks', telephony, uri, 'https://bridge.example.com/a b'],
  ['no authentication', 'inlineHooks', telephony, 'channel.config.authScheme', undefined],
  ['headers that are no list', 'inlineHooks', telephony, 'channel.config.headers', { key: 'x' }],
  ['no channel', 'eventHooks', event, 'channel', undefined],
  ['no events', 'eventHooks', event, 'events', undefined],
  ['events of another type', 'eventHooks', event, 'events.type', 'EVENT'],
  ['events that are none', 'eventHooks', event, 'events.items', ['Everything']],
  ['an authentication by another type', 'eventHooks', event, 'channel.config.authScheme.type', 'BASIC'],
])('%s is refused, by name', async (_, kind, body, path, value) => {
  const { status, body: error } = await tenant.ask<OktaError>('POST', kind, change(body, path, value));
  expect([status, error]).toEqual([
    400,
    {
      errorCode: 'E0000001',
      errorSummary: `Api validation failed: ${kind.slice(0, -1)}`,
      errorLink: 'E0000001',
      errorId: expect.stringMatching(/^oae/) as string,
      errorCauses: [{ errorSummary: expect.stringContaining(path.split('.').at(-1) ?? '') as string }],
    },
  ]);
  expect(await tenant.hooks(kind)).toEqual([]);
});

test('a body that is not JSON, a hook that is not there, a path and a method that are none', async () => {
  const headers = { authorization: `SSWS ${ADMIN_TOKEN}` };
  const url = `${tenant.sandboxUrl}/api/v1/inlineHooks`;
  const torn = await fetch(url, { method: 'POST', headers, body: '{' });
  expect([torn.status, torn.headers.get('x-sandbox')]).toEqual([400, 'verify-bridge stand-in, not Okta']);
  expect(await torn.json()).toMatchObject({ errorCode: 'E0000003' });
  const answers = [
    await tenant.ask<OktaError>('GET', 'inlineHooks/cal1'),
    await tenant.ask<OktaError>('POST', 'eventHooks/who1/lifecycle/verify'),
    await tenant.ask<OktaError>('GET', 'nothing'),
    await tenant.ask<OktaError>('PATCH', 'inlineHooks/cal1', {}),
  ];
  expect(answers.map(({ status, body }) => [status, body.errorCode])).toEqual([
    [404, 'E0000007'],
    [404, 'E0000007'],
    [404, 'E0000007'],
    [405, 'E0000022'],
  ]);
});

test('a hook is active once it is made, deleted only when it is not, and never tells its secret', async () => {
  const { body: made } = await tenant.ask('POST', 'inlineHooks', telephony);
  expect(made).toMatchObject({ status: 'ACTIVE', channel: { config: { headers: [] } } });
  expect(made.channel.config.authScheme).toEqual({ type: 'HEADER', key: 'x-key' });
  const second = await tenant.ask<OktaError>('POST', 'inlineHooks', { ...telephony, name: 'Second' });
  expect([second.status, second.body.errorCode]).toEqual([400, 'E0000001']);
  const path = `inlineHooks/${made.id}`;
  expect((await tenant.ask('DELETE', path)).status).toBe(403);
  expect((await tenant.ask('POST', `${path}/lifecycle/deactivate`)).body.status).toBe('INACTIVE');
  const { body: other } = await tenant.ask('POST', 'inlineHooks', { ...telephony, name: 'Second' });
  expect((await tenant.ask('POST', `${path}/lifecycle/activate`)).status).toBe(400);
  expect((await tenant.ask('PUT', `inlineHooks/${other.id}`, telephony)).status).toBe(400);
  expect((await tenant.ask('GET', 'inlineHooks?type=com.okta.import.transform')).body).toEqual([]);
  await tenant.ask('POST', `inlineHooks/${other.id}/lifecycle/deactivate`);
  for (const id of [made.id, other.id])
    expect((await tenant.ask('DELETE', `inlineHooks/${id}`)).status).toBe(204);
  expect(await tenant.hooks('inlineHooks')).toEqual([]);
});

test('an event hook is verified by its address alone, and again after another channel', async () => {
  const { body: hook } = await tenant.ask('POST', 'eventHooks', event);
  expect(hook.verificationStatus).toBe('UNVERIFIED');
  const path = `eventHooks/${hook.id}`;
  // It is not on this machine, so nobody is called.
  const failed = await tenant.ask<OktaError>('POST', `${path}/lifecycle/verify`);
  expect([failed.status, failed.body.errorCauses]).toEqual([
    400,
    [{ errorSummary: 'Unable to verify event hook. Hook Checked execution failed' }],
  ]);
  const own = createEventHook('Checked', `${tenant.bridge.url}/okta/events`);
  await tenant.ask('PUT', path, own);
  expect((await tenant.ask('POST', `${path}/lifecycle/verify`)).body.verificationStatus).toBe('VERIFIED');
  const renamed = await tenant.ask('PUT', path, { ...own, name: 'Renamed' });
  expect(renamed.body).toMatchObject({ name: 'Renamed', verificationStatus: 'VERIFIED' });
  const moved = await tenant.ask(
    'PUT',
    path,
    change(own, 'channel.config.headers', [{ key: 'a', value: 'b' }]),
  );
  expect(moved.body.verificationStatus).toBe('UNVERIFIED');
});
