import { environmentId, PingonePlatform } from '../support/pingone-platform';

/** What `npm run connect:pingone` makes of answers that are JSON, and not what PingOne documents. */

let platform: PingonePlatform;

beforeEach(async () => {
  platform = await PingonePlatform.start();
});

afterEach(() => platform.close());

describe('JSON of another form', () => {
  const odd = 'What answers in the place of PingOne is something else. Check the network, a proxy, and ';

  test.each([
    ['no page', 'phoneDeliverySettings', '{"message":"maintenance"}'],
    ['a list alone', 'subscriptions', '[]'],
    ['a page of something else', 'notificationsPolicies', '{"_embedded":{"users":[]},"size":1}'],
    ['a page with no list in it', 'subscriptions', '{"_embedded":{"subscriptions":{}},"size":0}'],
    ['a list of no objects', 'subscriptions', '{"_embedded":{"subscriptions":["x"]}}'],
  ])('is no empty list: %s', async (_what, path, body) => {
    await platform.connect();
    const before = await platform.writes();
    await platform.fault({ match: { method: 'GET', path }, status: 200, body });
    const { code, stderr } = await platform.connect();
    expect([code, stderr]).toEqual([1, expect.stringContaining(odd)]);
    expect(await platform.writes()).toEqual(before);
  });

  test.each([
    ['its size', '{"_links":{},"count":0,"size":0}'],
    ['its count', '{"_embedded":{},"count":0}'],
  ])('an empty list may have no more than %s', async (_what, body) => {
    for (const path of ['phoneDeliverySettings', 'subscriptions', 'notificationsPolicies'])
      await platform.fault({ match: { method: 'GET', path }, status: 200, body });
    expect(await platform.connect()).toMatchObject({ code: 0, stderr: '' });
    expect((await platform.kept()).senders).toHaveLength(1);
  });

  test('a sender without an id is not put into the order', async () => {
    await platform.fault({
      match: { method: 'POST', path: '/phoneDeliverySettings' },
      status: 201,
      body: '{}',
    });
    const { code, stderr } = await platform.connect();
    expect([code, stderr]).toEqual([1, expect.stringContaining(odd)]);
    expect(await platform.writes()).toEqual(['POST subscriptions']);
  });

  test("no character of the environment's name and type controls a terminal", async () => {
    const body = JSON.stringify({ name: 'Acme\u009b2J\u202e', type: 'SAND\u009b2JBOX\u202e' });
    await platform.fault({
      match: { method: 'GET', path: `/v1/environments/${environmentId}` },
      status: 200,
      body,
    });
    const { stdout } = await platform.connect(['--dry-run']);
    expect(stdout).toMatch(/^PingOne environment "Acme\?2J\?": "SAND\?2JBOX\?", region eu\.\n/);
  });
});
