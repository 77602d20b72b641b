import { ownWebhook, PingonePlatform, SENDERS } from '../support/pingone-platform';

/** What `npm run connect:pingone` changes, and what stays. */

let platform: PingonePlatform;

beforeEach(async () => {
  platform = await PingonePlatform.start();
});

afterEach(() => platform.close());

const CONTENT_TYPE = 'application/x-www-form-urlencoded';
const NOTHING = {
  code: 0,
  stderr: '',
  stdout: 'PingOne environment "Sandbox": SANDBOX, region eu.\nNothing to change.\n',
};

test('what was changed in the console is put right, and what is no part of it stays', async () => {
  await platform.connect();
  const { senders, subscriptions } = await platform.kept();
  const [sender, webhook] = [senders[0], subscriptions[0]];
  if (sender === undefined || webhook === undefined) throw new Error('Nothing was made.');
  const numbers = [{ type: 'PHONE_NUMBER', number: '+12025550100', capabilities: ['SMS', 'VOICE'] }];
  const [sms, voice] = sender['requests'] as Record<string, string>[];
  // As docs/pingone.md says to whoever sends notifications without a passcode.
  const body = sms?.['body']?.replace('&message=', '&text=');
  const requests = [
    { ...sms, body, headers: { 'content-type': CONTENT_TYPE, 'x-own': '1' } },
    { ...voice, method: 'GET', url: `${voice?.['url']}?to=\${to}&message=\${message}` },
  ];
  await platform.ask('PUT', `${SENDERS}/${sender.id}`, { ...sender, name: 'Phones', numbers, requests });
  const filterOptions = { includedActionTypes: ['OTP.CHECK_SUCCESS'], includedPopulations: [{ id: 'p1' }] };
  await platform.ask('PUT', `subscriptions/${webhook.id}`, { ...webhook, enabled: false, filterOptions });

  const { stdout } = await platform.connect();
  expect(stdout).toContain('  sender   update "Phones": the VOICE method, the VOICE URL\n');
  expect(stdout).toContain('  webhook  update "verify-bridge": it is switched off, the event types\n');
  const after = await platform.kept();
  expect(after.senders).toMatchObject([
    {
      name: 'Phones',
      numbers,
      requests: [
        { body, headers: { 'x-own': '1' } },
        { method: 'POST', url: voice?.['url'] },
      ],
    },
  ]);
  expect(after.subscriptions).toMatchObject([
    {
      enabled: true,
      filterOptions: { includedPopulations: [{ id: 'p1' }], includedActionTypes: { length: 2 } },
    },
  ]);
  expect(await platform.connect()).toEqual(NOTHING);
});

test('what is on the second page of a list is found', async () => {
  for (let index = 0; index < 22; index += 1)
    await platform.add('subscriptions', ownWebhook(`SIEM ${index}`));
  await platform.connect();
  expect(await platform.connect()).toEqual(NOTHING);
  expect((await platform.kept()).subscriptions).toHaveLength(23);
});

test('the settings of the environment that are none of the order stay', async () => {
  const settings = {
    deliveryMode: 'ALL',
    from: { name: 'Acme', address: 'noreply@acme.example' },
    replyTo: { name: 'Acme', address: 'help@acme.example' },
    restrictions: { smsVoiceQuota: { daily: 12 } },
    whitelist: [{ user: { id: 'u1' } }],
  };
  await platform.ask('PUT', 'notificationsSettings', settings);
  await platform.connect();
  const { senders, settings: after } = await platform.kept();
  expect(after).toEqual({ ...settings, smsProvidersFallbackChain: [senders[0]?.id] });
});
