import { deployable } from '../support/deployable';
import { startDoctor, type Doctor } from '../support/doctor';

/** What `npm run doctor` finds in the variables, and in the account that they name. */

let doctor: Doctor;
beforeAll(async () => void (doctor = await startDoctor()));
beforeEach(() => doctor.reset());
afterAll(() => doctor.close());

test.each<[what: string, changes: Record<string, string>, lines: RegExp[], failed: string[]]>([
  [
    'secrets that are short, shared or public',
    {
      OTP_TOKEN: 'short',
      LOGTO_TOKEN: deployable['OKTA_HOOK_TOKEN'] ?? '',
      CASDOOR_TOKEN: 'sandbox-casdoor-token',
      PINGONE_APP_ID: '5a4db0c5-a4db-4c5a-8db0-c5a4db0c5a4f',
    },
    [
      /^failed secrets: OTP_TOKEN is shorter than 16 characters\.$/,
      /^failed secrets: (LOGTO|OKTA_HOOK)_TOKEN holds a value of/,
      /^failed secrets: CASDOOR_TOKEN, PINGONE_APP_ID hold values of \.env\.sandbox/,
    ],
    ['secrets', 'secrets', 'secrets'],
  ],
  [
    'variables that are malformed, and half of a worker',
    { PINGONE_REGION: 'us', PINGONE_WORKER_CLIENT_SECRET: '' },
    [
      /^failed variables: PINGONE_REGION must be/,
      /^failed variables: PINGONE_WORKER_CLIENT_SECRET is not set/,
    ],
    ['variables', 'variables'],
  ],
  [
    'values that are too long together',
    Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [`MY_${name}`, name.repeat(440)])),
    [/^failed sizes: All variables together have \d+ bytes; Twilio takes 3072\.$/],
    ['sizes'],
  ],
  [
    'values that are nearly too long',
    Object.fromEntries(['A', 'B', 'C', 'D'].map((name) => [`MY_${name}`, name.repeat(450)])),
    [/^warning sizes: All variables together have 2\d{3} bytes/],
    [],
  ],
  [
    'a Messaging service',
    { VERIFY_SERVICE_SID: `MG${'0'.repeat(32)}` },
    [/^failed verify service: .*begins with MG: that is a Messaging service/],
    ['variables', 'verify service'],
  ],
  [
    "another account's service",
    { VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}` },
    [/^failed verify service: VERIFY_SERVICE_SID names no Verify service.*20404/],
    ['verify service'],
  ],
  [
    'a wrong Auth Token, after which nothing else is asked',
    { AUTH_TOKEN: '0'.repeat(32) },
    [/^failed account: Twilio refuses ACCOUNT_SID and AUTH_TOKEN.*20003/],
    ['account'],
  ],
  ['no Auth Token', { AUTH_TOKEN: '' }, [/^failed account: AUTH_TOKEN is not set/], ['variables', 'account']],
  [
    'rate limits that are not there, or have no bucket',
    { RATE_LIMITS: 'phone,ip,user' },
    [
      /^ok rate limit phone: bridge_phone: 10 sends in 3600 s\.$/,
      /^failed rate limit ip: bridge_ip has no bucket/,
      /^failed rate limit user: RATE_LIMITS names it, and the service has no bridge_user/,
    ],
    ['rate limit ip', 'rate limit user'],
  ],
  [
    'a rule of the plan for nobody',
    { CHANNEL_PLAN: 'sms;otka+1:call;okta+1:call' },
    [/^warning channel plan: CHANNEL_PLAN has a rule for otka: no provider\./],
    [],
  ],
  ['no rate limits', { RATE_LIMITS: '' }, [/^ok rate limits: RATE_LIMITS is not set/], []],
  [
    'channels that the service cannot do, or may not be able to',
    { CHANNEL_PLAN: 'sms;+55:whatsapp,sms;+44:email' },
    [/^failed channel whatsapp: .*68008/, /^warning channel email: not known/],
    ['channel whatsapp'],
  ],
  [
    'senders',
    { FALLBACK_SENDERS: '+18885550100,12345@US,+14155550101,+14155550199,54321@US' },
    [
      /^ok senders: The account has \+1\*{6}0100 \(sms, voice\), .*\*\*\*45 \(sms\)\.$/,
      /^ok sender 1: \+1\*{6}0100, for US: text messages and calls\.$/,
      /^ok sender 2: \*\*\*45, for US: text messages\.$/,
      /^warning sender 3: \+1\*{6}0101, for all countries: text messages; it is not used for calls\.$/,
      /^failed sender 4: \+1\*{6}0199 is not a number of the account/,
      /^failed sender 5: \*\*\*21 is not a number of the account/,
    ],
    ['sender 4', 'sender 5'],
  ],
])('%s', async (_what, changes, lines, failed) => {
  doctor.write(changes);
  const found = await doctor.diagnose();
  for (const line of lines) expect(found.lines).toContainEqual(expect.stringMatching(line));
  expect(found.failed.sort()).toEqual(failed.sort());
});

test('custom codes that are off', async () => {
  await doctor.ask('', { CustomCodeEnabled: 'false' });
  const { lines, failed } = await doctor.diagnose();
  await doctor.ask('', { CustomCodeEnabled: 'true' });
  expect(failed).toEqual(['custom codes']);
  expect(lines).toContainEqual(expect.stringMatching(/^failed custom codes: .*60204/));
});

test('no number at all', async () => {
  doctor.write({ FALLBACK_SENDERS: '+14155550100' });
  const page = (name: string) => JSON.stringify({ [name]: [], next_page_uri: null });
  await doctor.fault({ match: { path: 'IncomingPhoneNumbers' }, body: page('incoming_phone_numbers') });
  await doctor.fault({ match: { path: 'ShortCodes' }, body: page('short_codes') });
  const { lines, failed } = await doctor.diagnose();
  expect(failed).toEqual(['senders']);
  expect(lines).toContainEqual('failed senders: FALLBACK_SENDERS is set. The account has no number at all.');
});
