import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTelephonyRequest } from '../../src/identity-providers/okta/profile';
import { CURRENT, NEXT, startOktaTenant, type OktaTenant } from '../support/connect-okta';

/** `npm run connect:okta` as a process, against the stand-in of Okta and the functions as built. */

let tenant: OktaTenant;
beforeEach(async () => void (tenant = await startOktaTenant()));
afterEach(() => tenant.close());

const FIRST_WRITES = [
  'POST /api/v1/eventHooks',
  'POST /api/v1/eventHooks/:id/lifecycle/verify',
  'POST /api/v1/inlineHooks',
];

/** It is connected: another run finds nothing to do. */
async function expectConnected(): Promise<void> {
  await tenant.takeWrites();
  expect(await tenant.connect(['--yes'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/\nNothing to change\.\n$/) as string,
  });
  expect(await tenant.takeWrites()).toEqual([]);
}

test('the first run makes both hooks, as docs/okta.md shows it; the second changes nothing', async () => {
  const { bridge } = tenant;
  const first = await tenant.connect(['--yes']);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(await tenant.takeWrites()).toEqual(FIRST_WRITES);
  const guide = readFileSync(join(__dirname, '../../docs/okta.md'), 'utf8');
  const [, shown = ''] = /```\n(Okta org [^]*?)```/.exec(guide) ?? [];
  const printed = first.stdout
    .replaceAll(bridge.url, 'https://verify-bridge-1234.twil.io')
    .replaceAll(new URL(bridge.url).host, 'verify-bridge-1234.twil.io')
    .replaceAll(new URL(tenant.sandboxUrl).host, 'acme.okta.com')
    // A reader's files are the usual ones.
    .replace(/ --credentials \S+/, '');
  expect(printed).toBe(shown);

  const marker = { key: 'X-Verify-Bridge', value: expect.stringMatching(/^[0-9a-f]{16}$/) as string };
  const authScheme = { type: 'HEADER', key: 'Authorization' };
  const name = `verify-bridge ${new URL(bridge.url).host}`;
  const [telephony, ...otherInline] = await tenant.hooks('inlineHooks');
  expect(otherInline).toEqual([]);
  expect(telephony).toMatchObject({
    name,
    type: 'com.okta.telephony.provider',
    version: '1.0.0',
    status: 'ACTIVE',
    channel: { type: 'HTTP', config: { uri: `${bridge.url}/okta/telephony`, method: 'POST', authScheme } },
  });
  const [events, ...otherEvents] = await tenant.hooks('eventHooks');
  expect(otherEvents).toEqual([]);
  expect(events).toMatchObject({
    name,
    status: 'ACTIVE',
    verificationStatus: 'VERIFIED',
    events: {
      items: ['user.authentication.auth_via_mfa', 'user.mfa.factor.activate'],
      filter: null,
    },
    channel: { type: 'HTTP', config: { uri: `${bridge.url}/okta/events`, authScheme } },
  });
  const headers = [telephony, events].map((hook) => hook?.channel.config.headers);
  expect(headers).toEqual([[marker], [marker]]);
  // One secret, and two fingerprints.
  expect(headers[0]).not.toEqual(headers[1]);

  // The secret in the telephony hook is right: a code arrives.
  const request = createTelephonyRequest({ phoneNumber: '+14155552671', otpCode: '012345' });
  const sent = await tenant.ask('POST', `inlineHooks/${telephony?.id}/execute`, request);
  expect(sent).toMatchObject({ status: 200, body: { commands: [{ value: [{ status: 'SUCCESSFUL' }] }] } });

  await expectConnected();
});

test('a changed secret updates both hooks, and Okta verifies the changed one again', async () => {
  await tenant.connect(['--yes']);
  await tenant.takeWrites();
  const { code, stdout } = await tenant.connect(['--yes'], { OKTA_HOOK_TOKEN: `${NEXT},${CURRENT}` });
  expect(code).toBe(0);
  expect(
    stdout.match(/update "verify-bridge .*", which has another secret than OKTA_HOOK_TOKEN\n/g),
  ).toHaveLength(2);
  expect(await tenant.takeWrites()).toEqual([
    'PUT /api/v1/eventHooks/:id',
    'POST /api/v1/eventHooks/:id/lifecycle/verify',
    'PUT /api/v1/inlineHooks/:id',
  ]);
  const again = await tenant.connect(['--yes'], { OKTA_HOOK_TOKEN: `${NEXT},${CURRENT}` });
  expect(again.stdout).toContain('Nothing to change.');
  expect((await tenant.hooks('inlineHooks')).length + (await tenant.hooks('eventHooks')).length).toBe(2);
});

describe.each([0, 1, 2])('after write %# of the first run', (index) => {
  const [method = '', path = ''] = (FIRST_WRITES[index] ?? '').replace('/:id', '').split(' ');
  const match = { method, path: path.replace('/api/v1/eventHooks/lifecycle', '/lifecycle') };

  test.each([
    ['failed', { status: 500 }, /Okta has a fault at present \(500\)/],
    ['went unanswered', { reset: true }, /Okta gave no whole answer/],
    ['was done, and its answer was lost', { cut: true }, /Okta gave no whole answer/],
  ])('%s, another run completes it', async (_, fault, expected) => {
    await tenant.fault({ match, ...fault });
    const { code, stderr } = await tenant.connect(['--yes']);
    expect([code, stderr]).toEqual([1, expect.stringMatching(expected)]);
    expect(stderr).toMatch(/^Could not (create|have Okta verify)/);
    expect(await tenant.connect(['--yes'])).toMatchObject({ code: 0, stderr: '' });
    await expectConnected();
    expect((await tenant.hooks('inlineHooks')).length + (await tenant.hooks('eventHooks')).length).toBe(2);
  });
});

test('--dry-run writes nothing', async () => {
  const { code, stdout } = await tenant.connect(['--dry-run']);
  expect([code, stdout]).toEqual([
    0,
    expect.stringContaining('To do:\n  event hook      create "verify-bridge '),
  ]);
  expect(await tenant.takeWrites()).toEqual([]);
});

test('what was switched off by hand is switched on; what its owner added stays', async () => {
  await tenant.connect(['--yes']);
  const [telephony] = await tenant.hooks('inlineHooks');
  const [events] = await tenant.hooks('eventHooks');
  await tenant.ask('POST', `inlineHooks/${telephony?.id}/lifecycle/deactivate`);
  const eventFilterMap = [
    { event: 'user.mfa.factor.activate', condition: { expression: "event.actor.type eq 'User'" } },
  ];
  const { uri = '', headers = [] } = events?.channel.config ?? {};
  await tenant.ask('PUT', `eventHooks/${events?.id}`, {
    name: 'Codes',
    events: {
      type: 'EVENT_TYPE',
      items: ['user.mfa.factor.activate'],
      filter: { type: 'EXPRESSION_LANGUAGE', eventFilterMap },
    },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri,
        headers: [...headers, { key: 'X-Team', value: 'identity' }],
        authScheme: { type: 'HEADER', key: 'Authorization', value: CURRENT },
      },
    },
  });
  const { stdout } = await tenant.connect(['--yes']);
  expect(stdout).toMatch(/telephony hook +activate "verify-bridge /);
  expect(stdout).toMatch(
    /event hook +update "Codes", which has other events\n +event hook +have Okta verify it/,
  );
  const [changed] = await tenant.hooks('eventHooks');
  expect(changed).toMatchObject({
    name: 'Codes',
    verificationStatus: 'VERIFIED',
    events: {
      items: ['user.authentication.auth_via_mfa', 'user.mfa.factor.activate'],
      filter: { eventFilterMap },
    },
  });
  expect(changed?.channel.config.headers.map(({ key }) => key)).toEqual(['X-Team', 'X-Verify-Bridge']);
  await expectConnected();
});
