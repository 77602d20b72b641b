import * as fc from 'fast-check';
import {
  combineReaders,
  readConfiguration,
  readConsolePassword,
  readPolicy,
  readTwilioSettings,
  type Environment,
  type Reader,
} from '../../src/config';
import type { Problem } from '../../src/core/problem';
import { readActionCredentials, readLogStreamCredentials } from '../../src/identity-providers/auth0/settings';
import { readCredentials } from '../../src/identity-providers/pingone/settings';
import { providers } from '../../src/identity-providers/registry';
import * as health from '../../src/status/health';

const checkHealth = (env: Environment): Problem | undefined => health.checkHealth(env, providers);

const SID = '0123456789abcdef0123456789abcdef';
const CURRENT = 'current-secret-0001';
const PREVIOUS = 'previous-secret-001';
const TWILIO = { ACCOUNT_SID: `AC${SID}`, AUTH_TOKEN: SID, VERIFY_SERVICE_SID: `VA${SID}` };
const PINGONE = { PINGONE_USERNAME: 'pingone', PINGONE_PASSWORD: CURRENT };
const AUTH0 = { AUTH0_ACTION_TOKEN: CURRENT, AUTH0_LOG_STREAM_TOKEN: PREVIOUS };

const HALF_A_WORKER = {
  PINGONE_REGION: 'eu',
  PINGONE_ENVIRONMENT_ID: '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  PINGONE_WORKER_CLIENT_ID: '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8f9',
};

function problemsOf(env: Environment, read: Reader<unknown>): Record<string, string> {
  const result = readConfiguration(env, read);
  if (result.ok) return {};
  expect(result.problem).toMatchObject({ code: 'not_configured', retryable: false });
  return Object.fromEntries((result.problem.errors ?? []).map(({ field, problem }) => [field, problem]));
}

function settingsOf<T>(env: Environment, read: Reader<T>): T {
  const result = readConfiguration(env, read);
  if (!result.ok) throw new Error(result.problem.detail);
  return result.value;
}

describe('Twilio', () => {
  test('three variables are enough', () => {
    expect(settingsOf(TWILIO, readTwilioSettings)).toEqual({
      accountSid: `AC${SID}`,
      authToken: SID,
      serviceSid: `VA${SID}`,
      apiBaseUrl: undefined,
    });
  });

  test('blanks around a value are none of it', () => {
    const env = { ...TWILIO, VERIFY_SERVICE_SID: ` VA${SID}\n` };
    expect(settingsOf(env, readTwilioSettings).serviceSid).toBe(`VA${SID}`);
  });

  const ACCOUNT = 'must be AC and 32 characters more';
  const TOKEN = 'must hold no blanks';
  const SERVICE = 'must be VA and 32 hex digits';
  test.each<[string, unknown, string]>([
    ['ACCOUNT_SID', undefined, 'is not set'],
    ['ACCOUNT_SID', '', 'is not set'],
    ['ACCOUNT_SID', 'ACxxx', ACCOUNT],
    ['ACCOUNT_SID', `SK${SID}`, ACCOUNT],
    ['AUTH_TOKEN', undefined, 'is not set'],
    ['AUTH_TOKEN', 'two words', TOKEN],
    ['VERIFY_SERVICE_SID', undefined, 'is not set'],
    ['VERIFY_SERVICE_SID', '   ', 'is not set'],
    ['VERIFY_SERVICE_SID', 42, 'is not set'],
    ['VERIFY_SERVICE_SID', () => `VA${SID}`, 'is not set'],
    ['VERIFY_SERVICE_SID', `va${SID}`, SERVICE],
    ['VERIFY_SERVICE_SID', `AC${SID}`, SERVICE],
    ['VERIFY_SERVICE_SID', `VA${SID.toUpperCase()}`, SERVICE],
    ['VERIFY_SERVICE_SID', `VA${SID}0`, SERVICE],
    ['VERIFY_SERVICE_SID', `VA${SID}\nx`, SERVICE],
    ['VERIFY_SERVICE_SID', `VA${SID},VA${SID}`, SERVICE],
  ])('%s = %p %s', (name, value, problem) => {
    expect(problemsOf({ ...TWILIO, [name]: value }, readTwilioSettings)).toEqual({ [name]: problem });
  });
});

describe('TWILIO_API_BASE_URL', () => {
  test.each([
    ['http://127.0.0.1:3001', 'http://127.0.0.1:3001'],
    ['http://localhost:3001', 'http://localhost:3001'],
    ['http://LOCALHOST:3001/', 'http://localhost:3001'],
    ['http://[::1]:3001', 'http://[::1]:3001'],
    ['https://127.0.0.1', 'https://127.0.0.1'],
    ['http://127.8.9.10', 'http://127.8.9.10'],
    ['http://2130706433', 'http://127.0.0.1'],
    ['http://0x7f.1:80', 'http://127.0.0.1'],
    [' http://127.0.0.1:3001 ', 'http://127.0.0.1:3001'],
  ])('%s is %s', (given, origin) => {
    expect(settingsOf({ ...TWILIO, TWILIO_API_BASE_URL: given }, readTwilioSettings).apiBaseUrl).toBe(origin);
  });

  test.each([
    'http://127.0.0.1.evil.com',
    'http://localhost.evil.com',
    'http://evil.com',
    'http://evil.com:127',
    'http://user@evil.com',
    'http://evil.com@127.0.0.1:3001',
    'http://127.0.0.1\\@evil.com',
    'http://127.0.0.1@evil.com',
    'http://127.0.0.1:3001@evil.com',
    'http://localhost:3001%40evil.com',
    'http://evil.com#@127.0.0.1',
    'http://evil.com?127.0.0.1',
    'http://evil.com/127.0.0.1',
    'http://evil.com\\@127.0.0.1',
    'http://127.0.0.1\\@evil.com',
    'http://evil.com@127.0.0.1:3001',
    'http://xlocalhost',
    'http://localhostx',
    'http://mylocalhost:3001',
    'http://localhost.',
    'http://127.0.0.1.nip.io',
    'http://127.1.evil.com',
    'http://128.0.0.1',
    'http://10.0.0.1',
    'http://169.254.169.254',
    'http://0.0.0.0:3001',
    'http://[::]:3001',
    'http://[::2]',
    'http://[fe80::1]',
    'http://ⓛocalhost.evil.com',
    'https://verify.twilio.com',
    'ftp://127.0.0.1',
    'file:///etc/hosts',
    'data:text/plain,127.0.0.1',
    'ws://127.0.0.1:3001',
    'unix://localhost',
    'javascript:127.0.0.1',
    '127.0.0.1:3001',
    '//127.0.0.1',
    'localhost:3001',
    'http://',
    'on',
  ])('%s is refused', (given) => {
    expect(problemsOf({ ...TWILIO, TWILIO_API_BASE_URL: given }, readTwilioSettings)).toEqual({
      TWILIO_API_BASE_URL: 'must be an http address on the loopback interface',
    });
  });

  test('whatever is accepted has a loopback host', () => {
    const part = fc.constantFrom(
      'http://',
      '127.0.0.1',
      'localhost',
      'evil.com',
      '@',
      ':',
      '3001',
      '/',
      '\\',
      '#',
      '.',
    );
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 7 }), (parts) => {
        const result = readConfiguration(
          { ...TWILIO, TWILIO_API_BASE_URL: parts.join('') },
          readTwilioSettings,
        );
        if (!result.ok || result.value.apiBaseUrl === undefined) return;
        expect(['127.0.0.1', 'localhost']).toContain(new URL(result.value.apiBaseUrl).hostname);
      }),
      { numRuns: 500 },
    );
  });
});

describe.each<[string, Reader<unknown>]>([
  ['PINGONE_PASSWORD', readCredentials],
  ['AUTH0_ACTION_TOKEN', readActionCredentials],
  ['AUTH0_LOG_STREAM_TOKEN', readLogStreamCredentials],
])('the secret %s', (name, read) => {
  const given = (value: unknown) => problemsOf({ ...PINGONE, ...AUTH0, [name]: value }, read);

  test.each([
    ['one value', CURRENT],
    ['two values', `${CURRENT},${PREVIOUS}`],
    ['blanks around both', ` ${CURRENT} , ${PREVIOUS} `],
    ['exactly 16 characters', 'x'.repeat(16)],
  ])('%s', (_, value) => {
    expect(given(value)).toEqual({});
  });

  test.each<[string, unknown, string]>([
    ['missing', undefined, 'is not set'],
    ['empty', '', 'is not set'],
    ['blank', '  ', 'is not set'],
    ['no text', 1234567890123456, 'is not set'],
    ['a list', [CURRENT], 'is not set'],
    ['15 characters', 'x'.repeat(15), 'is shorter than 16 characters'],
    ['15 characters and blanks', `  ${'x'.repeat(15)}  `, 'is shorter than 16 characters'],
    ['a short previous value', `${CURRENT},short`, 'is shorter than 16 characters'],
    ['a short current value', `short,${PREVIOUS}`, 'is shorter than 16 characters'],
    ['a comma behind', `${CURRENT},`, 'is shorter than 16 characters'],
    ['a comma alone', ',', 'is shorter than 16 characters'],
    ['three values', `${CURRENT},${PREVIOUS},${CURRENT}`, 'holds more than two values'],
  ])('%s', (_, value, problem) => {
    expect(given(value)).toEqual({ [name]: problem });
  });
});

describe.each<[string, Reader<unknown>]>([
  ['AUTH0_ACTION_TOKEN', readActionCredentials],
  ['CONSOLE_PASSWORD', readConsolePassword],
])('%s, which can only come as a Bearer token', (name, read) => {
  test.each([
    ['a blank', 'two words of a secret'],
    ['a tab', 'two\twords-of-a-secret'],
    ['a letter that is not ASCII', 'groß-genug-und-mehr'],
    ['another script', '秘'.repeat(16)],
    ['a control character', 'a-secret-that-is\u007f'],
    ['one in the previous value', `${CURRENT},groß-genug-und-mehr`],
  ])('%s in it is refused by name', (_, value) => {
    const problem = 'must be ASCII characters without blanks';
    expect(problemsOf({ [name]: value }, read)).toEqual({ [name]: problem });
  });

  test('any other character of ASCII may be in it', () => {
    const all = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).join('');
    expect(JSON.stringify(settingsOf({ [name]: all.replace(',', '') }, read))).toContain(
      JSON.stringify([all.replace(',', '')]),
    );
  });
});

describe('AUTH0_LOG_STREAM_TOKEN, with the Bearer that Auth0 is told to send', () => {
  const read = (value: string) => settingsOf({ AUTH0_LOG_STREAM_TOKEN: value }, readLogStreamCredentials);

  test.each([`Bearer ${CURRENT}`, `bearer ${CURRENT}`, `BEARER   ${CURRENT}`])('%s', (value) => {
    expect(read(value)).toEqual(read(CURRENT));
  });

  test('in either value, and blanks and any letters elsewhere', () => {
    const other = 'Splunk groß-genug-und-mehr';
    expect(read(`Bearer ${CURRENT}, ${other}`)).toMatchObject({ token: [CURRENT, other] });
  });

  test.each(['Bearer 123456789', `Bearer ${'x'.repeat(15)}`, `${CURRENT},Bearer 123456789`])(
    '%s is too short without it',
    (value) => {
      expect(problemsOf({ AUTH0_LOG_STREAM_TOKEN: value }, readLogStreamCredentials)).toEqual({
        AUTH0_LOG_STREAM_TOKEN: 'is shorter than 16 characters',
      });
    },
  );
});

test('a secret is read as its values', () => {
  const rotated = `${CURRENT}, ${PREVIOUS}`;
  expect(settingsOf({ ...PINGONE, PINGONE_PASSWORD: rotated }, readCredentials)).toEqual({
    scheme: 'basic',
    username: 'pingone',
    password: [CURRENT, PREVIOUS],
  });
  expect(settingsOf({ AUTH0_ACTION_TOKEN: CURRENT }, readActionCredentials)).toEqual({
    scheme: 'bearer',
    token: [CURRENT],
  });
  expect(settingsOf({ AUTH0_LOG_STREAM_TOKEN: rotated }, readLogStreamCredentials)).toEqual({
    scheme: 'verbatim',
    token: [CURRENT, PREVIOUS],
  });
});

test.each<[unknown, string]>([
  [undefined, 'is not set'],
  ['', 'is not set'],
  ['ping:one', 'must not hold a colon (RFC 7617)'],
])('PINGONE_USERNAME = %p %s', (value, problem) => {
  expect(problemsOf({ ...PINGONE, PINGONE_USERNAME: value }, readCredentials)).toEqual({
    PINGONE_USERNAME: problem,
  });
});

describe('prefixes', () => {
  test.each<[string | undefined, string[]]>([
    [undefined, []],
    ['', []],
    ['+1', ['+1']],
    ['+1,+44', ['+1', '+44']],
    [' +1 , +447911 ', ['+1', '+447911']],
    ['+123456789012345', ['+123456789012345']],
  ])('%p', (value, expected) => {
    const env = { ALLOWED_PREFIXES: value, BLOCKED_PREFIXES: value };
    expect(settingsOf(env, readPolicy)).toMatchObject({ prefixes: { allowed: expected, blocked: expected } });
  });

  test.each([
    '1',
    '+',
    '+0',
    '+1,',
    ',',
    '+1;+44',
    '+1 +44',
    '+1 415',
    '+1-415',
    'US',
    '+1*',
    '+1234567890123456',
  ])('%p is refused, and nothing is allowed by mistake', (value) => {
    const problem = 'must be E.164 prefixes such as +1,+44';
    expect(problemsOf({ ALLOWED_PREFIXES: value }, readPolicy)).toEqual({ ALLOWED_PREFIXES: problem });
    expect(problemsOf({ BLOCKED_PREFIXES: value }, readPolicy)).toEqual({ BLOCKED_PREFIXES: problem });
  });
});

test('several readers name everything that is wrong at once', () => {
  const problems = problemsOf(
    { PINGONE_PASSWORD: 'short' },
    combineReaders({ readTwilioSettings, readCredentials, readPolicy }),
  );
  expect(problems).toEqual({
    ACCOUNT_SID: 'is not set',
    AUTH_TOKEN: 'is not set',
    VERIFY_SERVICE_SID: 'is not set',
    PINGONE_USERNAME: 'is not set',
    PINGONE_PASSWORD: 'is shorter than 16 characters',
  });
});

test('no problem holds a value', () => {
  const names = [...Object.keys({ ...TWILIO, ...PINGONE, ...AUTH0 }), 'ALLOWED_PREFIXES', 'BLOCKED_PREFIXES'];
  const value = fc.string({ unit: fc.constantFrom(...'QXZ7$%:/,@'), minLength: 3, maxLength: 40 });
  const env = fc.record(Object.fromEntries([...names, 'TWILIO_API_BASE_URL'].map((name) => [name, value])));
  fc.assert(
    fc.property(env, (given) => {
      const text = JSON.stringify([
        readConfiguration(
          given,
          combineReaders({
            readTwilioSettings,
            readCredentials,
            readPolicy,
            readActionCredentials,
            readLogStreamCredentials,
          }),
        ),
        checkHealth(given),
      ]);
      const readable = text.replace(/"ok":true.*/, '');
      for (const secret of Object.values(given)) {
        for (const part of secret.split(',').filter((one) => one.trim().length >= 3)) {
          expect(readable).not.toContain(JSON.stringify(part).slice(1, -1));
        }
      }
    }),
  );
});

describe('health', () => {
  const names = (env: Environment) => checkHealth(env)?.errors?.map(({ field }) => field);
  /** What at least one provider needs, in the order of the folders. */
  const OF_PROVIDERS = [
    ...Object.keys(AUTH0),
    'AUTHENTIK_TOKEN',
    'CASDOOR_TOKEN',
    'FUSIONAUTH_TOKEN',
    'OTP_TOKEN',
    'LOGTO_TOKEN',
    'OKTA_HOOK_TOKEN',
    ...Object.keys(PINGONE),
    'SUPABASE_HOOK_SECRET',
    'ZITADEL_SIGNING_KEY',
  ];

  test.each<[string, Environment]>([
    ['PingOne alone', { ...TWILIO, ...PINGONE }],
    ['Auth0 alone', { ...TWILIO, ...AUTH0 }],
    ['both', { ...TWILIO, ...PINGONE, ...AUTH0 }],
    ['one good, the other half there', { ...TWILIO, ...PINGONE, AUTH0_ACTION_TOKEN: 'short' }],
  ])('%s is good', (_, env) => {
    expect(checkHealth(env)).toBeUndefined();
  });

  test.each<[string, Environment, string[]]>([
    ['nothing', {}, [...Object.keys(TWILIO), ...OF_PROVIDERS]],
    ['no provider', TWILIO, OF_PROVIDERS],
    ['half of one provider', { ...TWILIO, PINGONE_USERNAME: 'pingone' }, ['PINGONE_PASSWORD']],
    [
      'half of Okta',
      { ...TWILIO, OKTA_ORG_URL: 'https://example.okta.com' },
      ['OKTA_HOOK_TOKEN', 'OKTA_API_TOKEN'],
    ],
    ['no service', { ...TWILIO, ...AUTH0, VERIFY_SERVICE_SID: undefined }, ['VERIFY_SERVICE_SID']],
    ['a bad policy', { ...TWILIO, ...AUTH0, BLOCKED_PREFIXES: 'all' }, ['BLOCKED_PREFIXES']],
    [
      'two halves are no whole',
      { ...TWILIO, PINGONE_USERNAME: 'pingone', AUTH0_ACTION_TOKEN: CURRENT },
      ['AUTH0_LOG_STREAM_TOKEN', 'PINGONE_PASSWORD'],
    ],
  ])('%s is not', (_, env, expected) => {
    expect(checkHealth(env)).toMatchObject({ code: 'not_configured' });
    expect(names(env)).toEqual(expected);
  });

  test.each<[string, Environment]>([
    ['VERIFY_TTL_MINUTES', { ...TWILIO, ...AUTH0, VERIFY_TTL_MINUTES: 'ten' }],
    ['PINGONE_WORKER_CLIENT_SECRET', { ...TWILIO, ...PINGONE, ...HALF_A_WORKER }],
  ])('a malformed %s, which closes the way of the feedback, is named', (name, env) => {
    expect(names(env) ?? []).toContain(name);
  });
});
