import { startAuth0Tenant, type Auth0Tenant } from '../support/connect-auth0';

/** `npm run connect:auth0` where Auth0, or the deployment, says no: it says why, and nothing is changed. */

let tenant: Auth0Tenant;
beforeAll(async () => (tenant = await startAuth0Tenant()));
afterAll(() => tenant.close());
afterEach(() => tenant.change({ scopes: 'all', fails_to_build: false }));

const writes = async () => (await tenant.takeWrites()).map(({ method, path }) => `${method} ${path}`);
const READ = ['read:tenant_settings', 'read:actions', 'read:phone_providers', 'read:log_streams'];

describe('nothing is changed', () => {
  test.each<[string, Record<string, string>, number, RegExp]>([
    [
      'a wrong client secret',
      { AUTH0_CLIENT_SECRET: 'wrong-wrong-wrong' },
      1,
      /^Auth0 refuses AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET\. .*manage\.auth0\.com/,
    ],
    [
      'another tenant, or a custom domain',
      { AUTH0_DOMAIN: 'login.acme.com' },
      1,
      /not authorised for the Management API of login\.acme\.com\..*no custom domain/,
    ],
    ['an address for the domain', { AUTH0_DOMAIN: 'https://acme.eu.auth0.com/' }, 1, /AUTH0_DOMAIN must be/],
    ['no client id', { AUTH0_CLIENT_ID: '' }, 1, /AUTH0_CLIENT_ID is not set/],
    [
      'a stand-in elsewhere',
      { AUTH0_API_BASE_URL: 'https://evil.example.com' },
      1,
      /AUTH0_API_BASE_URL must be an http address on the loopback/,
    ],
    [
      'no connection',
      { AUTH0_API_BASE_URL: 'http://127.0.0.1:9' },
      1,
      /No whole answer came from acme\.eu\.auth0\.com\. Check AUTH0_DOMAIN/,
    ],
    [
      'a token that the deployment does not have',
      { AUTH0_ACTION_TOKEN: 'not-deployed-not-deployed' },
      1,
      /\/auth0\/send refuses the value of AUTH0_ACTION_TOKEN/,
    ],
    [
      'a token of the stream that the deployment does not have',
      { AUTH0_LOG_STREAM_TOKEN: 'not-deployed-not-deployed' },
      1,
      /\/auth0\/log-stream refuses the value of AUTH0_LOG_STREAM_TOKEN/,
    ],
  ])('%s', async (_, changes, code, message) => {
    const ended = await tenant.connect(['--yes'], changes);
    expect(ended).toMatchObject({ code, stderr: expect.stringMatching(message) as string });
    expect(await writes()).toEqual([]);
  });

  test.each<[string, string[] | null, RegExp]>([
    ['an application that is not authorised', null, /not authorised for the Management API of acme/],
    ['no scope for the settings', READ.slice(1), /lacks these scopes .*: read:tenant_settings\./],
    [
      'no scope to read, and none to write',
      READ.slice(0, 3),
      /lacks these scopes .*: create:actions, update:actions, create:phone_providers, .*read:log_streams, create:log_streams, update:log_streams\./,
    ],
    [
      'the scope of the last step',
      [...READ, 'create:actions', 'create:log_streams'],
      /^Could not create "verify-bridge" .*\n.*lacks these scopes of the Management API: create:phone_providers\. .*Nothing was changed\.$/m,
    ],
  ])('%s', async (_, scopes, message) => {
    await tenant.change({ scopes });
    const ended = await tenant.connect(['--yes']);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(message) as string });
    expect(await writes()).toEqual([]);
  });

  test('to look needs no scope to write', async () => {
    await tenant.change({ scopes: READ });
    expect(await tenant.connect(['--dry-run'])).toMatchObject({ code: 0 });
  });
});

test('a 429 is asked again after the time that it names; one that names a long time is not waited for', async () => {
  for (const path of ['/oauth/token', '/tenants/settings', '/actions/actions', '/deploy', '/log-streams'])
    await tenant.fault({ match: { path }, status: 429, retry_after: 0 });
  // Without Retry-After, X-RateLimit-Reset counts, which is now.
  await tenant.fault({ match: { method: 'POST', path: '/phone/providers' }, status: 429 });
  expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0 });
  expect(await writes()).toHaveLength(4);

  for (const path of ['/oauth/token', '/log-streams']) {
    await tenant.fault({ match: { path }, status: 429, retry_after: 3600 });
    const ended = await tenant.connect(['--yes']);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('Auth0 takes no more requests at present.');
  }
});

test('a fault of Auth0 is one, and its text is not printed', async () => {
  await tenant.fault({ match: { path: '/log-streams' }, status: 500, message: 'secret-of-somebody-else' });
  const ended = await tenant.connect(['--yes']);
  expect(ended.stderr).toContain('Auth0 has a fault at present (500). What was done stays.');
  await tenant.fault({ match: { path: '/log-streams' }, status: 418, body: '{"errorCode":"tea\\u001b[2J"}' });
  expect((await tenant.connect(['--yes'])).stderr).toBe(
    'Auth0 refused the request with status 418. What was done stays. Run the command again.\n',
  );
  await tenant.fault({ match: { path: '/log-streams' }, status: 400, body: '{"errorCode":"invalid_body"}' });
  expect((await tenant.connect(['--yes'])).stderr).toBe(
    'Auth0 refused the request with status 400 (invalid_body). What was done stays. Run the command again.\n',
  );
  await tenant.fault({ match: { path: '/log-streams' }, status: 401, body: '{}' });
  expect((await tenant.connect(['--yes'])).stderr).toMatch(
    /^Auth0 refuses the credentials\. Check AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET: docs\/auth0\.md#connect-by-command\./,
  );
  await tenant.fault({ match: { path: '/log-streams' }, status: 302, body: '{}' });
  expect((await tenant.connect(['--yes'])).stderr).toMatch(
    /^What answers in the place of Auth0 is something else\. Check the network, a proxy, and/,
  );
  expect(await writes()).toEqual([]);
});

test('what answers in the place of the token endpoint is named, and not printed', async () => {
  const match = { path: '/oauth/token' };
  await tenant.fault({ match, status: 200, body: '<html>secret-of-somebody-else' });
  expect((await tenant.connect(['--yes'])).stderr).toMatch(
    /^No whole answer came from acme\.eu\.auth0\.com\./,
  );
  await tenant.fault({ match, status: 200, body: '{"token":"secret-of-somebody-else"}' });
  expect((await tenant.connect(['--yes'])).stderr).toMatch(
    /^No whole answer came from acme\.eu\.auth0\.com\./,
  );
  await tenant.fault({ match, status: 302, body: '{}' });
  expect((await tenant.connect(['--yes'])).stderr).toMatch(
    /^No whole answer came from acme\.eu\.auth0\.com\./,
  );
  await tenant.fault({ match, status: 503, body: '{}' });
  expect((await tenant.connect(['--yes'])).stderr).toMatch(/^Auth0 has a fault at present \(503\)\./);
  expect(await writes()).toEqual([]);
});

test('a build that fails is named, and the next run builds it again', async () => {
  await tenant.connect(['--yes', '--remove']);
  await tenant.change({ fails_to_build: true });
  await tenant.takeWrites();
  const failed = await tenant.connect(['--yes']);
  expect(failed.stderr).toMatch(/^Could not deploy it\.\nAuth0 could not build the Action\./);
  expect(await writes()).toEqual(['POST /actions/actions']);
  await tenant.change({ fails_to_build: false });
  const again = await tenant.connect(['--yes']);
  expect(again.stdout).toContain('update "verify-bridge": the build, which failed\n');
  expect((await tenant.state()).actions).toMatchObject([{ version: { number: 1, deployed: true } }]);
});
