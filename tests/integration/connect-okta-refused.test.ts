import { READ_ONLY_TOKEN, startOktaTenant, type OktaTenant } from '../support/connect-okta';

/** What `npm run connect:okta` says when Okta, or the deployment, refuses. */

let tenant: OktaTenant;
beforeEach(async () => void (tenant = await startOktaTenant()));
afterEach(() => tenant.close());

test.each([
  [
    'nobody’s token',
    { OKTA_ADMIN_API_TOKEN: '00nobody' },
    /^Okta refuses OKTA_ADMIN_API_TOKEN\. A token ends after 30 days/,
  ],
  [
    'the token of the read-only administrator',
    { OKTA_ADMIN_API_TOKEN: READ_ONLY_TOKEN },
    /^Okta does not allow it: the credentials need the role Super Administrator, or a custom one with okta\.inlinehooks\.manage/,
  ],
  ['no token', { OKTA_ADMIN_API_TOKEN: '' }, /OKTA_ADMIN_API_TOKEN is not set: docs\/okta\.md/],
  ['no org', { OKTA_ORG_URL: '' }, /OKTA_ORG_URL is not set/],
  [
    'another secret than the deployment has',
    { OKTA_HOOK_TOKEN: 'not-of-this-deployment' },
    /\/okta\/telephony refuses the value of OKTA_HOOK_TOKEN/,
  ],
])('%s: nothing is changed', async (_, changes, expected) => {
  const { code, stdout, stderr } = await tenant.connect(['--yes'], changes);
  expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(expected)]);
  expect(await tenant.takeWrites()).toEqual([]);
});

test('a role that may read hooks and not manage them is told what it lacks', async () => {
  await tenant.fault({ match: { method: 'POST', path: '/api/v1/inlineHooks' }, status: 403 });
  const { code, stderr } = await tenant.connect(['--yes']);
  expect([code, stderr]).toEqual([
    1,
    expect.stringMatching(/^Could not create .*\nOkta does not allow it: .*okta\.eventhooks\.manage/),
  ]);
});

describe('a rate limit', () => {
  test('is waited for, as long as X-Rate-Limit-Reset says', async () => {
    await tenant.fault({ match: { path: '/api/v1/' }, status: 429, retry_after: 0, times: 3 });
    expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0, stderr: '' });
    expect((await tenant.connect(['--yes'])).stdout).toContain('Nothing to change.');
  });

  test('that ends in an hour is not waited for', async () => {
    await tenant.fault({ match: { method: 'POST', path: '/api/v1/' }, status: 429, retry_after: 3600 });
    const { code, stderr } = await tenant.connect(['--yes']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('Okta takes no more requests at present.')]);
    expect(await tenant.takeWrites()).toEqual(['POST /api/v1/eventHooks']);
  });
});
