import { ownSender, ownWebhook, PingonePlatform, SENDERS, type Item } from '../support/pingone-platform';

/** `npm run connect:pingone` in an environment in which others have made something, and `--remove`. */

let platform: PingonePlatform;

beforeEach(async () => {
  platform = await PingonePlatform.start();
});

afterEach(() => platform.close());

const NOTHING = /^PingOne environment "Sandbox": SANDBOX, region eu\.\nNothing to change\.\n$/;
const text = (pattern: RegExp) => expect.stringMatching(pattern) as string;

/** Refused without `--replace`, and nothing is written. */
async function expectConflict(message: string): Promise<void> {
  const before = await platform.writes();
  const ended = await platform.connect();
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('Nothing was changed:');
  expect(ended.stderr).toContain(message);
  expect(await platform.writes()).toEqual(before);
}

async function replace(): Promise<void> {
  expect(await platform.connect(['--replace'])).toMatchObject({ code: 0, stderr: '' });
  expect(await platform.connect()).toMatchObject({ code: 0, stdout: text(NOTHING) });
}

const chainOf = async () => (await platform.kept()).settings['smsProvidersFallbackChain'];

describe("the customer's own is taken with --replace alone", () => {
  test('a sender that somebody has made for this deployment by hand', async () => {
    const own = ownSender('Verify', `${platform.url}/pingone/sms`);
    const { id } = await platform.add(SENDERS, own);
    await platform.ask('PUT', 'notificationsSettings', { smsProvidersFallbackChain: [id] });
    await expectConflict('sender: "Verify" (Settings > Senders) was not made by npm run connect:pingone');
    await replace();
    const { senders } = await platform.kept();
    expect(senders).toMatchObject([
      {
        id,
        name: 'Verify',
        numbers: own.numbers,
        requests: [{ deliveryMethod: 'SMS' }, { deliveryMethod: 'VOICE' }],
      },
    ]);
    expect(await chainOf()).toEqual([id]);
  });

  test('a sender in use, once the webhook tells what becomes of its passcodes', async () => {
    const { id } = await platform.add(SENDERS, ownSender('Verify', `${platform.url}/pingone/sms`));
    await platform.ask('PUT', 'notificationsSettings', { smsProvidersFallbackChain: [id] });
    const before = await platform.kept();
    await platform.fault({ match: { method: 'POST', path: '/subscriptions' }, status: 503 });
    expect(await platform.connect(['--replace'])).toMatchObject({ code: 1 });
    expect((await platform.kept()).senders).toEqual(before.senders);
    await replace();
  });

  test('a webhook that somebody has made for this deployment by hand', async () => {
    const own = ownWebhook('Events', `${platform.url}/pingone/events`);
    const { id } = await platform.add('subscriptions', own);
    await expectConflict(
      'webhook: "Events" (Integrations > Webhooks) was not made by npm run connect:pingone',
    );
    await replace();
    expect((await platform.kept()).subscriptions).toMatchObject([{ id, name: 'Events', format: 'ACTIVITY' }]);
  });

  test('a sender that is in use because it is the only one', async () => {
    await platform.add(SENDERS, ownSender('Studio'));
    await expectConflict(
      'order: PingOne may send through "Studio" at present. verify-bridge would come first.',
    );
    await replace();
    const { senders } = await platform.kept();
    // Nothing came after the one that was in use, so nothing comes after ours.
    expect(await chainOf()).toEqual([senders[1]?.id]);
  });

  test('an order of senders, which then comes after ours', async () => {
    const { id } = await platform.add(SENDERS, { provider: 'CUSTOM_TWILIO', sid: 'AC1', authToken: 'x' });
    const chain = [id, 'PINGONE_TWILIO'];
    await platform.ask('PUT', 'notificationsSettings', { smsProvidersFallbackChain: chain });
    await expectConflict('order: PingOne sends through "CUSTOM_TWILIO", "PINGONE_TWILIO" at present.');
    const dry = await platform.connect(['--replace', '--dry-run']);
    expect(dry.stdout).toContain(', before "CUSTOM_TWILIO", "PINGONE_TWILIO"\n');
    await replace();
    expect(await chainOf()).toEqual([(await platform.kept()).senders[1]?.id, ...chain]);
  });
});

test('an order in which the sender is not the first, and a policy that names it, are right', async () => {
  await platform.connect();
  const [ours] = (await platform.kept()).senders;
  const studio = await platform.add(SENDERS, ownSender('Studio'));
  await platform.ask('PUT', 'notificationsSettings', { smsProvidersFallbackChain: [studio.id, ours?.id] });
  expect((await platform.connect()).stdout).toMatch(NOTHING);
  await platform.ask('PUT', 'notificationsSettings', { smsProvidersFallbackChain: [studio.id] });
  await platform.add('notificationsPolicies', policy('Pilot', ours));
  expect((await platform.connect()).stdout).toMatch(NOTHING);
});

const policy = (name: string, sender: Item | undefined) => ({
  name,
  quotas: [],
  providerConfiguration: {
    conditions: [{ deliveryMethods: ['SMS', 'VOICE'], fallbackChain: [{ id: sender?.id }] }],
  },
});

test('two deployments in one environment do not take each other’s things', async () => {
  await platform.connect();
  const first = await platform.kept();
  const other = platform.url.replace('127.0.0.1', 'localhost');
  const host = new URL(other).host;
  const { code, stdout } = await platform.connect(['--replace'], {}, other);
  expect([code, stdout]).toEqual([0, text(new RegExp(`create "verify-bridge \\(${host}\\)"`))]);
  const { senders, subscriptions } = await platform.kept();
  expect(senders.map(({ name }) => name)).toEqual(['verify-bridge', `verify-bridge (${host})`]);
  expect([senders[0], subscriptions[0]]).toEqual([first.senders[0], first.subscriptions[0]]);
  expect(await chainOf()).toEqual([senders[1]?.id, senders[0]?.id]);

  expect(await platform.connect(['--remove'], {}, other)).toMatchObject({ code: 0 });
  expect((await platform.kept()).senders).toEqual(first.senders);
  expect(await chainOf()).toEqual([first.senders[0]?.id]);
});

describe('--remove', () => {
  test('takes away what was made, and nothing else; then there is nothing', async () => {
    const studio = await platform.add(SENDERS, ownSender('Studio'));
    await platform.add('subscriptions', ownWebhook('SIEM'));
    await platform.ask('PUT', 'notificationsSettings', { smsProvidersFallbackChain: [studio.id] });
    const before = await platform.kept();
    await platform.connect(['--replace']);

    const dry = await platform.connect(['--remove', '--dry-run']);
    expect(dry.stdout).toContain('Nothing was changed (--dry-run).');
    expect((await platform.kept()).senders).toHaveLength(2);
    const removed = await platform.connect(['--remove']);
    expect(removed).toMatchObject({
      code: 0,
      stderr: '',
      stdout: text(/no passcode comes this way any more/),
    });
    const { senders, subscriptions, settings } = await platform.kept();
    expect({ senders, subscriptions, settings }).toMatchObject({
      senders: before.senders,
      subscriptions: before.subscriptions,
      settings: before.settings,
    });
    const writes = await platform.writes();
    expect(await platform.connect(['--remove'])).toMatchObject({
      code: 0,
      stdout: text(/\nNothing to remove\.\n$/),
    });
    expect(await platform.writes()).toEqual(writes);
  });

  test.each([
    ['the order', { method: 'PUT', path: '/notificationsSettings' }],
    ['the webhook', { method: 'DELETE', path: '/subscriptions/' }],
    ['the sender', { method: 'DELETE', path: '/phoneDeliverySettings/' }],
  ])('that ends half-way, at %s, is completed by the next one', async (_what, match) => {
    await platform.connect();
    await platform.fault({ match, status: 503 });
    expect(await platform.connect(['--remove'])).toMatchObject({ code: 1 });
    expect(await platform.connect(['--remove'])).toMatchObject({ code: 0 });
    expect(await platform.kept()).toMatchObject({ senders: [], subscriptions: [] });
    expect(await chainOf()).toEqual([]);
  });

  test('is refused while a notification policy names the sender', async () => {
    await platform.connect();
    const [ours] = (await platform.kept()).senders;
    await platform.add('notificationsPolicies', policy('Pilot', ours));
    const before = await platform.writes();
    const { code, stderr } = await platform.connect(['--remove']);
    expect([code, stderr]).toEqual([
      1,
      text(/The notification policy "Pilot" names the sender "verify-bridge"\. Take it out there first\./),
    ]);
    expect(await platform.writes()).toEqual(before);
  });

  test('leaves what was taken over: the sender is only taken out of the order', async () => {
    const own = ownSender('Our sender', `${platform.url}/pingone/sms`);
    const sender = await platform.add(SENDERS, own);
    const webhook = await platform.add(
      'subscriptions',
      ownWebhook('Our hook', `${platform.url}/pingone/events`),
    );
    await replace();
    expect(await chainOf()).toEqual([sender.id]);
    // A second password does not make them ours.
    platform.variables['PINGONE_PASSWORD'] = 'second-password-of-pingone';
    expect(await platform.connect()).toMatchObject({ code: 0, stderr: '' });

    const { code, stdout } = await platform.connect(['--remove']);
    expect([code, stdout]).toEqual([
      0,
      text(
        /take "Our sender" out of the environment's order of senders: the sender stays, for somebody else made it\n/,
      ),
    ]);
    expect(stdout).not.toContain('delete');
    const { senders, subscriptions } = await platform.kept();
    expect(senders).toMatchObject([{ id: sender.id, numbers: own.numbers }]);
    expect(subscriptions).toMatchObject([{ id: webhook.id, name: 'Our hook' }]);
    expect(await chainOf()).toEqual([]);
    expect((await platform.connect(['--remove'])).stdout).toContain('\nNothing to remove.\n');
  });

  test('leaves what was made by hand', async () => {
    await platform.add(SENDERS, ownSender('verify-bridge', `${platform.url}/pingone/sms`));
    expect((await platform.connect(['--remove'])).stdout).toContain('Nothing to remove.');
  });
});
