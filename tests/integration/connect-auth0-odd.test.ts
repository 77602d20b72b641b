import { createForeignStream, startAuth0Tenant, type Auth0Tenant } from '../support/connect-auth0';

/** What `npm run connect:auth0` makes of names and answers that nobody expects. */

let tenant: Auth0Tenant;
beforeEach(async () => (tenant = await startAuth0Tenant()));
afterEach(() => tenant.close());

/** U+009B begins a sequence that controls a terminal, U+202E turns what follows around. */
const ODD = 'Evil \u009b2J \u009d0;x\u009c \u202e \u007f';
const CONTROLS = /[\u007f-\u009f\u202e]/;

test('a name or a word in an answer controls no terminal', async () => {
  await tenant.ask('POST', '/actions/actions', {
    name: ODD,
    supported_triggers: [{ id: 'custom-phone-provider' }],
  });
  const sink = { httpEndpoint: `${tenant.bridge.url}/auth0/log-stream` };
  const stream = { id: 'lst_1', name: ODD, type: 'http', status: ODD, sink };
  await tenant.fault({ match: { path: '/log-streams' }, status: 200, body: JSON.stringify([stream]) });
  const providers = JSON.stringify({ providers: [{ id: 'pro_1', name: ODD }] });
  await tenant.fault({ match: { path: '/phone/providers' }, status: 200, body: providers });
  const { code, stdout, stderr } = await tenant.connect(['--yes']);
  expect([code, stderr.match(/Evil \?2J/g)?.length]).toEqual([1, 4]);
  expect(stdout + stderr).not.toMatch(CONTROLS);
});

test('an answer of another form is no tenant in which there is nothing', async () => {
  const answers: [path: string, body: unknown][] = [
    ['/tenants/settings', 'secret-of-somebody-else'],
    ['/tenants/settings', []],
    ['/tenants/settings', null],
    ['/tenants/settings', { phone_consolidated_experience: 'secret-of-somebody-else' }],
    ['/tenants/settings', { phone_consolidated_experience: null }],
    ['/actions/actions', { actions: 'secret-of-somebody-else' }],
    ['/phone/providers', { providers: { a: 'secret-of-somebody-else' } }],
    ['/log-streams', { secret: 'secret-of-somebody-else' }],
    ['/log-streams', 'secret-of-somebody-else'],
    ['/log-streams', [null]],
  ];
  for (const [path, body] of answers) {
    await tenant.fault({ match: { path }, status: 200, body: JSON.stringify(body) });
    expect({ path, body, ...(await tenant.connect(['--yes'])) }).toMatchObject({
      path,
      body,
      code: 1,
      stderr: expect.stringMatching(
        /^What answers in the place of Auth0 is something else\. .*\n$/,
      ) as string,
    });
  }
  expect(await tenant.takeWrites()).toEqual([]);
});

test('a prioritised stream to this deployment is none: an ordinary one is made beside it', async () => {
  await createForeignStream(tenant, { name: 'Urgent', isPriority: true });
  await tenant.takeWrites();
  const { code, stdout } = await tenant.connect(['--yes']);
  expect([code, stdout]).toEqual([0, expect.stringMatching(/log stream +create "verify-bridge"/)]);
  const { log_streams: streams } = await tenant.state();
  expect(streams.map(({ name, isPriority }) => [name, isPriority])).toEqual([
    ['Urgent', true],
    ['verify-bridge', false],
  ]);
});

test('dependencies that somebody added to the Action are taken out again', async () => {
  await tenant.connect(['--yes']);
  const { actions } = await tenant.state();
  const path = `/actions/actions/${actions[0]?.id}`;
  await tenant.ask('PATCH', path, { dependencies: [{ name: 'twilio', version: '5.0.0' }] });
  for (let looks = 0; looks < 3; looks += 1) await tenant.ask('GET', path);
  await tenant.ask('POST', `${path}/deploy`);
  await tenant.ask('GET', path);
  await tenant.takeWrites();
  const { code, stdout } = await tenant.connect(['--yes']);
  expect([code, stdout]).toEqual([
    0,
    expect.stringMatching(/update "verify-bridge": the dependencies \(none\)/),
  ]);
  expect((await tenant.state()).actions).toMatchObject([{ dependencies: [] }]);
});
