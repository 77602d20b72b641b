import { startCapture, type Capture } from '../support/capture';
import {
  createEventHook,
  createTelephonyHook,
  startOktaTenant,
  type OktaHook,
  type OktaTenant,
} from '../support/connect-okta';

/** `npm run connect:okta` in an org that has hooks of its own, and what it takes away. */

let tenant: OktaTenant;
beforeEach(async () => void (tenant = await startOktaTenant()));
afterEach(() => tenant.close());

async function make(kind: 'inlineHooks' | 'eventHooks', body: unknown): Promise<OktaHook> {
  const { status, body: hook } = await tenant.ask('POST', kind, body);
  expect(status).toBe(200);
  await tenant.takeWrites();
  return hook;
}

const stateOf = async (kind: 'inlineHooks' | 'eventHooks') =>
  Object.fromEntries((await tenant.hooks(kind)).map(({ name, status }) => [name, status]));

describe('the customer’s own telephony hook', () => {
  const ours = () => `verify-bridge ${new URL(tenant.bridge.url).host}`;
  beforeEach(() => make('inlineHooks', createTelephonyHook('Twilio')));

  test('is not overwritten without --replace', async () => {
    const { code, stderr } = await tenant.connect(['--yes']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('telephony hook: "Twilio", which calls flows.example.com, is'),
    ]);
    expect(await tenant.takeWrites()).toEqual([]);
    expect(await stateOf('inlineHooks')).toEqual({ Twilio: 'ACTIVE' });
  });

  test('is deactivated with --replace, and stays so when ours is removed', async () => {
    const plan = await tenant.connect(['--dry-run', '--replace']);
    expect(plan.stdout).toMatch(
      /deactivate "Twilio", which calls flows\.example\.com\n.*create "verify-bridge /,
    );
    expect(await tenant.takeWrites()).toEqual([]);
    expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0, stderr: '' });
    expect(await stateOf('inlineHooks')).toEqual({ Twilio: 'INACTIVE', [ours()]: 'ACTIVE' });

    await tenant.takeWrites();
    const removed = await tenant.connect(['--yes', '--remove']);
    expect(removed.code).toBe(0);
    expect(removed.stdout).toContain(
      'Okta then sends codes by its own provider. "Twilio" stays inactive until you activate it in the Admin Console\n',
    );
    expect(await tenant.takeWrites()).toEqual([
      'POST /api/v1/inlineHooks/:id/lifecycle/deactivate',
      'DELETE /api/v1/inlineHooks/:id',
      'POST /api/v1/eventHooks/:id/lifecycle/deactivate',
      'DELETE /api/v1/eventHooks/:id',
    ]);
    expect([await stateOf('inlineHooks'), await stateOf('eventHooks')]).toEqual([{ Twilio: 'INACTIVE' }, {}]);
  });

  test.each([
    ['/lifecycle/deactivate', { status: 500 }, /^Could not deactivate "Twilio"/],
    [
      '/api/v1/inlineHooks',
      { status: 400 },
      /"Twilio" is inactive now, .* To go back, activate it under Workflow/,
    ],
    ['/api/v1/eventHooks', { status: 500 }, /^Could not create "verify-bridge .*\/okta\/events/],
  ])('a fault at %s is told, and another run completes it', async (path, fault, expected) => {
    // The deactivation has the path of the creation in it, and comes first.
    if (path === '/api/v1/inlineHooks')
      await tenant.fault({ match: { method: 'POST', path: '/lifecycle/deactivate' }, delay_ms: 0 });
    await tenant.fault({ match: { method: 'POST', path }, ...fault });
    const { code, stderr } = await tenant.connect(['--yes', '--replace']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(expected)]);
    expect(await tenant.connect(['--yes', '--replace'])).toMatchObject({ code: 0, stderr: '' });
    expect(await stateOf('inlineHooks')).toEqual({ Twilio: 'INACTIVE', [ours()]: 'ACTIVE' });
  });

  test('that Okta does not give up is left as it is', async () => {
    const body = JSON.stringify({ errorCode: 'E0000226', errorSummary: 'secret words' });
    await tenant.fault({ match: { method: 'POST', path: '/lifecycle/deactivate' }, status: 400, body });
    const { code, stderr } = await tenant.connect(['--yes', '--replace']);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('the phone authenticator needs an active one (E0000226)'),
    ]);
    expect(await stateOf('inlineHooks')).toEqual({ Twilio: 'ACTIVE' });
  });
});

test('hooks that are nobody’s business are left alone', async () => {
  const inline = { ...createTelephonyHook('Claims'), type: 'com.okta.oauth2.tokens.transform' };
  await make('inlineHooks', inline);
  await make('eventHooks', createEventHook('Audit', 'https://audit.example.com/okta'));
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0, stderr: '' });
  expect(await tenant.connect(['--yes', '--remove'])).toMatchObject({ code: 0, stderr: '' });
  expect([await stateOf('inlineHooks'), await stateOf('eventHooks')]).toEqual([
    { Claims: 'ACTIVE' },
    { Audit: 'ACTIVE' },
  ]);
  await tenant.takeWrites();
  expect((await tenant.connect(['--yes', '--remove'])).stdout).toMatch(/\nNothing to remove\.\n$/);
  expect(await tenant.takeWrites()).toEqual([]);
});

test('an event hook made by hand for this deployment is in the way, until --replace', async () => {
  await make('eventHooks', createEventHook('By hand', `${tenant.bridge.url}/okta/events`));
  const refused = await tenant.connect(['--yes']);
  expect([refused.code, refused.stderr]).toEqual([
    1,
    expect.stringContaining('event hook: "By hand" calls '),
  ]);
  expect(await tenant.takeWrites()).toEqual([]);
  expect((await tenant.connect(['--yes', '--replace'])).code).toBe(0);
  expect(await stateOf('eventHooks')).toMatchObject({ 'By hand': 'INACTIVE' });
  // Ours is verified before the other one goes.
  expect((await tenant.takeWrites()).slice(1)).toEqual([
    'POST /api/v1/eventHooks/:id/lifecycle/verify',
    'POST /api/v1/eventHooks/:id/lifecycle/deactivate',
    'POST /api/v1/inlineHooks',
  ]);
});

/** A deployment that takes the secret, and answers a challenge if `answers` says so. */
async function startDeployment(answers: () => boolean): Promise<Capture> {
  const deployment = await startCapture();
  deployment.answer((response) => {
    const { path, headers } = deployment.posted.at(-1) ?? {};
    const verification = headers?.['x-okta-verification-challenge'];
    if (path !== '/health' && headers?.['authorization'] === undefined)
      return response.writeHead(401).end(JSON.stringify({ code: 'unauthenticated' }));
    const isAnswered = path === '/health' || (verification !== undefined && answers());
    return response.writeHead(isAnswered ? 200 : 400).end(JSON.stringify({ status: 'ok', verification }));
  });
  return deployment;
}

test('two deployments share an org: each has its event hook, and one sends', async () => {
  const production = await startDeployment(() => true);
  try {
    await tenant.connect(['--yes'], {}, production.url);
    const { code, stderr } = await tenant.connect(['--yes']);
    const host = new URL(production.url).host;
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(
        `"verify-bridge ${host}", which calls another deployment of verify-bridge, ${host}, is`,
      ),
    ]);
    expect((await tenant.connect(['--yes', '--replace'])).code).toBe(0);
    await tenant.connect(['--yes', '--remove']);
    // What is left is production's.
    expect(await stateOf('inlineHooks')).toEqual({ [`verify-bridge ${host}`]: 'INACTIVE' });
    expect(await stateOf('eventHooks')).toEqual({ [`verify-bridge ${host}`]: 'ACTIVE' });
  } finally {
    await production.close();
  }
});

test('codes go the new way only when Okta has verified the event hook, which the next run completes', async () => {
  let isAnswering = false;
  const deployment = await startDeployment(() => isAnswering);
  try {
    const failed = await tenant.connect(['--yes'], {}, deployment.url);
    expect([failed.code, failed.stderr]).toEqual([
      1,
      expect.stringContaining(`${deployment.url}/okta/events did not answer Okta's challenge within 3 s.`),
    ]);
    const challenges = deployment.posted.filter(
      ({ headers }) => headers['x-okta-verification-challenge'] !== undefined,
    );
    // Okta tries once more.
    expect(challenges).toHaveLength(2);
    expect(await stateOf('inlineHooks')).toEqual({});
    isAnswering = true;
    await tenant.takeWrites();
    const { code, stdout } = await tenant.connect(['--yes'], {}, deployment.url);
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /To do:\n {2}event hook {6}have Okta verify it: .*\n {2}telephony hook {2}create .*\nDone/,
      ),
    ]);
    expect(await tenant.takeWrites()).toEqual([
      'POST /api/v1/eventHooks/:id/lifecycle/verify',
      'POST /api/v1/inlineHooks',
    ]);
  } finally {
    await deployment.close();
  }
});

test.each([
  ['/lifecycle/deactivate', 'POST'],
  ['/api/v1/inlineHooks/', 'DELETE'],
  ['/api/v1/eventHooks/', 'DELETE'],
])('a removal that fails at %s (%s) is completed by another', async (path, method) => {
  await tenant.connect(['--yes']);
  await tenant.fault({ match: { path, method }, status: 500 });
  expect((await tenant.connect(['--yes', '--remove'])).code).toBe(1);
  expect((await tenant.connect(['--yes', '--remove'])).code).toBe(0);
  expect([await stateOf('inlineHooks'), await stateOf('eventHooks')]).toEqual([{}, {}]);
});
