import { ownSender, ownWebhook, PingonePlatform, SENDERS } from '../support/pingone-platform';

/** `npm run connect:pingone` in an environment in which its names are taken. */

let platform: PingonePlatform;

beforeEach(async () => {
  platform = await PingonePlatform.start();
});

afterEach(() => platform.close());

test.each([1, 2, 3])('senders and webhooks for something else with %i of our names stay', async (count) => {
  const host = new URL(platform.url).host;
  const names = [
    'verify-bridge',
    `verify-bridge (${host})`,
    `verify-bridge (${host}) 2`,
    `verify-bridge (${host}) 3`,
  ];
  for (const name of names.slice(0, count)) {
    await platform.add(SENDERS, ownSender(name));
    await platform.add('subscriptions', ownWebhook(name));
  }
  const before = await platform.kept();
  expect((await platform.connect()).stderr).toMatch(
    /Nothing was changed:\n {2}order: PingOne may send through "verify-bridge"/,
  );
  expect(await platform.connect(['--replace'])).toMatchObject({ code: 0, stderr: '' });
  expect((await platform.connect()).stdout).toContain('\nNothing to change.\n');
  const { senders, subscriptions, settings } = await platform.kept();
  for (const kept of [senders, subscriptions])
    expect(kept.map(({ name }) => name)).toEqual(names.slice(0, count + 1));
  expect(senders.slice(0, count)).toEqual(before.senders);
  expect(subscriptions.slice(0, count)).toEqual(before.subscriptions);
  expect(settings['smsProvidersFallbackChain']).toEqual([senders[count]?.id]);
});

test('a second deployment, whose name somebody has taken as well, is connected', async () => {
  await platform.connect();
  const other = platform.url.replace('127.0.0.1', 'localhost');
  const name = `verify-bridge (${new URL(other).host})`;
  await platform.add(SENDERS, ownSender(name));
  expect(await platform.connect(['--replace'], {}, other)).toMatchObject({ code: 0, stderr: '' });
  const { senders } = await platform.kept();
  expect(senders.map((sender) => sender.name)).toEqual(['verify-bridge', name, `${name} 2`]);
});
