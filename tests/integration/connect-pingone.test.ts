import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePair, PingonePlatform, SENDERS } from '../support/pingone-platform';

/** `npm run connect:pingone` as a process, in an environment that has nothing else in it. */

const root = join(__dirname, '../..');

let platform: PingonePlatform;

beforeEach(async () => {
  platform = await PingonePlatform.start();
});

afterEach(() => platform.close());

/** What makes everything. */
const ALL = ['POST subscriptions', `POST ${SENDERS}`, 'PUT notificationsSettings'];
const NOTHING = {
  code: 0,
  stderr: '',
  stdout: 'PingOne environment "Sandbox": SANDBOX, region eu.\nNothing to change.\n',
};
const text = (pattern: RegExp) => expect.stringMatching(pattern) as string;

test('the first run makes everything, as docs/pingone.md shows it; the second changes nothing', async () => {
  const first = await platform.connect();
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const [, shown] =
    /```\n(PingOne environment [^]*?)```/.exec(readFileSync(join(root, 'docs/pingone.md'), 'utf8')) ?? [];
  const address = 'https://verify-bridge-1234-dev.twil.io';
  const printed = first.stdout
    .replaceAll(platform.url, address)
    .replace('"Sandbox": SANDBOX', '"Acme": PRODUCTION');
  expect(printed).toBe(shown);

  const { senders, subscriptions, settings, writes } = await platform.kept();
  const request = (deliveryMethod: string, path: string) => ({
    deliveryMethod,
    method: 'POST',
    url: `${platform.url}/pingone/${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: text(
      /^to=\$\{to\}&otp=\$\{otp\}&message=\$\{message\}&from=\$\{from\}&locale=\$\{locale\}&connection=[0-9a-f]{16}$/,
    ),
    phoneNumberFormat: 'FULL',
  });
  expect(writes.map(({ body }) => body)).toEqual([
    {
      name: 'verify-bridge',
      enabled: true,
      format: 'ACTIVITY',
      protocol: 'HTTPS',
      verifyTlsCertificates: true,
      httpEndpoint: {
        url: `${platform.url}/pingone/events`,
        headers: {
          Authorization: `Basic ${encodePair('pingone', 'first-password-of-pingone')}`,
          'x-connection': text(/^[0-9a-f]{16}$/),
        },
      },
      filterOptions: { includedActionTypes: ['OTP.CHECK_SUCCESS', 'DEVICE.ACTIVATED'] },
      payloadOptions: {
        maximumPayloadLimit: { type: 'EVENTS_PER_PAYLOAD', size: 100 },
        payloadFormat: { https: { format: 'JSON_ARRAY', prettyPrint: false } },
      },
    },
    {
      provider: 'CUSTOM_PROVIDER',
      name: 'verify-bridge',
      authentication: { method: 'BASIC', username: 'pingone', password: 'first-password-of-pingone' },
      requests: [request('SMS', 'sms'), request('VOICE', 'voice')],
    },
    { ...settings, smsProvidersFallbackChain: [senders[0]?.id] },
  ]);
  expect([senders.length, subscriptions.length, await platform.writes()]).toEqual([1, 1, ALL]);

  expect(await platform.connect()).toEqual(NOTHING);
  expect(await platform.writes()).toEqual(ALL);
});

test('--dry-run shows the same plan and writes nothing', async () => {
  const dry = await platform.connect(['--dry-run']);
  expect(dry).toMatchObject({
    code: 0,
    stdout: text(/ {2}sender {3}create [^]*\nNothing was changed \(--dry-run\)\.\n$/),
  });
  expect(await platform.writes()).toEqual([]);
});

test('another password changes the sender and the webhook, where it is, and nothing more; the first of two counts', async () => {
  await platform.connect();
  const before = await platform.kept();
  const changes = { PINGONE_PASSWORD: 'second-password-of-pingone,first-password-of-pingone' };
  const { code, stdout } = await platform.connect([], changes);
  expect([code, stdout]).toEqual([
    0,
    text(
      /To do:\n {2}webhook {2}update "verify-bridge": the password\n {2}sender {3}update "verify-bridge": the password\nDone\./,
    ),
  ]);
  const { senders, subscriptions, writes, settings } = await platform.kept();
  expect(writes.slice(3).map(({ method, path }) => `${method} ${path.split('/').at(-2)}`)).toEqual([
    'PUT subscriptions',
    'PUT phoneDeliverySettings',
  ]);
  expect(senders).toMatchObject([{ authentication: { password: 'second-password-of-pingone' } }]);
  expect(subscriptions).toMatchObject([
    {
      httpEndpoint: {
        headers: { Authorization: `Basic ${encodePair('pingone', 'second-password-of-pingone')}` },
      },
    },
  ]);
  expect([senders[0]?.id, settings]).toEqual([before.senders[0]?.id, before.settings]);
  // The rotation ends: the old value goes, and PingOne needs nothing.
  expect(await platform.connect([], { PINGONE_PASSWORD: 'second-password-of-pingone' })).toEqual(NOTHING);
  expect(await platform.connect([], changes)).toEqual(NOTHING);
});

const WRITES = [
  ['the sender', { method: 'POST', path: '/phoneDeliverySettings' }, 'create "verify-bridge", which sends'],
  ['the webhook', { method: 'POST', path: '/subscriptions' }, 'create "verify-bridge", which tells'],
  ['the order', { method: 'PUT', path: '/notificationsSettings' }, 'make it the first sender'],
] as const;
const ENDS = [
  ['a fault', { status: 503 }, 'PingOne has a fault at present (503). What was done stays.'],
  ['a lost answer to what was done', { cut: true }, 'PingOne gave no whole answer.'],
  ['a lost request', { reset: true }, 'PingOne gave no whole answer.'],
] as const;

describe.each(WRITES)('a run that ends at %s', (_write, match, step) => {
  test.each(ENDS)('with %s is completed by the next one', async (_end, fault, message) => {
    await platform.fault({ match, ...fault });
    const first = await platform.connect();
    expect(first.code).toBe(1);
    expect(first.stderr).toContain(`Could not ${step}`);
    expect(first.stderr).toContain(message);
    expect(await platform.connect()).toMatchObject({ code: 0, stderr: '' });
    const { senders, subscriptions, settings } = await platform.kept();
    expect([senders.length, subscriptions.length]).toEqual([1, 1]);
    expect(settings['smsProvidersFallbackChain']).toEqual([senders[0]?.id]);
    expect(await platform.connect()).toEqual(NOTHING);
  });
});
