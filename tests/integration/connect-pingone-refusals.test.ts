import {
  adminEnvironmentId,
  environmentId,
  ownSender,
  ownWebhook,
  PingonePlatform,
  readerVariables,
  SENDERS,
} from '../support/pingone-platform';

/** What `npm run connect:pingone` says when PingOne refuses, and that nothing is changed then. */

let platform: PingonePlatform;

beforeEach(async () => {
  platform = await PingonePlatform.start();
});

afterEach(() => platform.close());

const role = `PingOne does not allow it: the credentials need the role Environment Admin in the environment ${environmentId}.`;
const refused = 'PingOne refuses PINGONE_CLIENT_ID and PINGONE_CLIENT_SECRET in the environment';
const other = '99999999-9999-4999-8999-999999999999';

test.each<[what: string, changes: Record<string, string>, message: string]>([
  ['a wrong client secret', { PINGONE_CLIENT_SECRET: 'not-the-secret-at-all' }, refused],
  ['an unknown client', { PINGONE_CLIENT_ID: other }, refused],
  ['another environment', { PINGONE_ENVIRONMENT_ID: other }, `${refused} ${other}`],
  ['the worker that reads devices', readerVariables, role],
  // It is for devices alone: it is not even tried.
  [
    'no client, but the worker of the deployment',
    {
      PINGONE_CLIENT_ID: '',
      PINGONE_CLIENT_SECRET: '',
      PINGONE_WORKER_CLIENT_ID: readerVariables.PINGONE_CLIENT_ID,
    },
    'PINGONE_CLIENT_ID is not set',
  ],
  ['a client ID that is none', { PINGONE_CLIENT_ID: 'abc' }, 'PINGONE_CLIENT_ID must be a UUID'],
  ['no password', { PINGONE_PASSWORD: '' }, 'PINGONE_PASSWORD is not set'],
  ['no region', { PINGONE_REGION: 'us' }, 'PINGONE_REGION must be com, eu, ca, com.au, sg or asia'],
  [
    'an API elsewhere',
    { PINGONE_API_BASE_URL: 'http://example.com' },
    'PINGONE_API_BASE_URL must be an http address',
  ],
])('%s', async (_what, changes, message) => {
  const { code, stderr } = await platform.connect([], changes);
  expect(stderr).toContain(message);
  expect([code, await platform.writes()]).toEqual([1, []]);
});

test('a worker application of another environment manages this one', async () => {
  await platform.close();
  platform = await PingonePlatform.start(adminEnvironmentId);
  expect((await platform.connect()).stderr).toContain('set PINGONE_ADMIN_ENVIRONMENT_ID to that one.');
  platform.variables['PINGONE_ADMIN_ENVIRONMENT_ID'] = adminEnvironmentId;
  expect(await platform.connect()).toMatchObject({ code: 0, stderr: '' });
  expect((await platform.kept()).senders).toHaveLength(1);
});

test.each([
  ['the token', { path: '/as/token' }],
  ['a list', { method: 'GET', path: '/subscriptions' }],
  ['a sender', { method: 'POST', path: '/phoneDeliverySettings' }],
])('429 is honoured for %s, and one that is too long is not waited for', async (_what, match) => {
  await platform.fault({ match, status: 429, retry_after: 0, times: 3 });
  expect(await platform.connect()).toMatchObject({ code: 0, stderr: '' });
  expect(await platform.writes()).toHaveLength(3);
  await platform.connect(['--remove']);
  await platform.fault({ match, status: 429, retry_after: 3600 });
  const { code, stderr } = await platform.connect();
  expect([code, stderr]).toEqual([1, expect.stringContaining('PingOne takes no more requests at present.')]);
});

test.each([
  [
    'a fault at the token',
    { match: { path: '/as/token' }, status: 503 },
    'PingOne has a fault at present (503).',
  ],
  ['a lost token', { match: { path: '/as/token' }, reset: true }, 'PingOne gave no whole answer.'],
  [
    'a fault at a list',
    { match: { path: '/subscriptions' }, status: 500 },
    'PingOne has a fault at present (500).',
  ],
  [
    'a token that is over',
    { match: { path: '/subscriptions' }, status: 401 },
    'PingOne takes the token no longer.',
  ],
  [
    'no such environment',
    { match: { path: '/v1/' }, status: 404 },
    'Compare PINGONE_ENVIRONMENT_ID and PINGONE_REGION',
  ],
  [
    'a refusal that nobody knows, whose text is not shown',
    {
      match: { method: 'POST', path: '/phoneDeliverySettings' },
      status: 400,
      body: JSON.stringify({
        code: 'INVALID_DATA',
        message: 'first-password-of-pingone is not good',
        details: [
          { code: 'INVALID_VALUE', target: 'requests[0].body', message: 'first-password-of-pingone' },
        ],
      }),
    },
    'Could not create "verify-bridge", which sends',
  ],
])('%s', async (_what, fault, message) => {
  await platform.fault(fault);
  const { code, stderr } = await platform.connect();
  expect(stderr).toContain(message);
  expect(code).toBe(1);
  if ('body' in fault)
    expect(stderr).toContain('with status 400 (INVALID_DATA, INVALID_VALUE, requests[0].body)');
});

test('no eleventh sender, no fifty-first webhook', async () => {
  for (let index = 0; index < 50; index += 1)
    await platform.add('subscriptions', ownWebhook(`SIEM ${index}`));
  expect((await platform.ask('POST', 'subscriptions', ownWebhook('one more'))).status).toBe(403);
  expect((await platform.connect()).stderr).toContain(
    'PingOne takes 50 webhooks, and the environment has as many.',
  );
  for (let index = 0; index < 10; index += 1) await platform.add(SENDERS, ownSender(`Sender ${index}`));
  expect((await platform.ask('POST', SENDERS, ownSender('one more'))).status).toBe(403);
  const { code, stderr } = await platform.connect(['--replace']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('PingOne takes 10 senders, and the environment has as many.'),
  ]);
  expect((await platform.writes()).filter((write) => write.startsWith('PUT'))).toEqual([]);
});
