import {
  readConfiguration,
  readFallbackSenders,
  readPolicy,
  type Environment,
  type Reader,
} from '../../src/config';
import { providers } from '../../src/identity-providers/registry';
import { checkHealth } from '../../src/status/health';

/** The variables of the owner's policy: what each is without a value, and what closes the door. */

const policy = (env: Environment) => {
  const read = readConfiguration(env, readPolicy);
  if (!read.ok) throw new Error(read.problem.detail);
  return read.value;
};
const problem = (name: string, value: string): string | undefined => {
  const reader: Reader<unknown> = name === 'FALLBACK_SENDERS' ? readFallbackSenders : readPolicy;
  const read = readConfiguration({ [name]: value }, reader);
  return read.ok ? undefined : read.problem.errors?.map(({ field, problem }) => `${field} ${problem}`).join();
};

test('without its variables, numbers without a geography are refused and nothing is looked up', () => {
  expect(policy({})).toEqual({
    prefixes: { allowed: [], blocked: [] },
    plan: [],
    allowsNonGeographic: false,
    lineTypes: undefined,
    riskLimit: undefined,
    onError: 'allow',
    isDryRun: false,
    rateLimits: [],
  });
  expect(readConfiguration({}, readFallbackSenders)).toEqual({ ok: true, value: [] });
});

test('with all of them', () => {
  const env = {
    CHANNEL_PLAN: 'sms',
    NON_GEOGRAPHIC: 'allow',
    LINE_TYPES: '-premium',
    RISK_LIMIT: ' 60 ',
    POLICY_ON_ERROR: 'refuse',
    POLICY_DRY_RUN: 'on',
    RATE_LIMITS: 'user, phone',
  };
  expect(policy(env)).toMatchObject({
    plan: [{ prefix: '', channels: ['sms'] }],
    allowsNonGeographic: true,
    lineTypes: { byType: { premium: 'refuse' }, otherwise: 'allow' },
    riskLimit: 60,
    onError: 'refuse',
    isDryRun: true,
    rateLimits: ['phone', 'user'],
  });
  expect(policy({ POLICY_DRY_RUN: 'off', NON_GEOGRAPHIC: 'refuse', RISK_LIMIT: '100' })).toMatchObject({
    isDryRun: false,
    allowsNonGeographic: false,
    riskLimit: 100,
  });
});

test.each([
  ['RISK_LIMIT', '0', 'RISK_LIMIT must be a whole number, 1 to 100'],
  ['RISK_LIMIT', '101', 'RISK_LIMIT must be a whole number, 1 to 100'],
  ['RISK_LIMIT', '6e1', 'RISK_LIMIT must be a whole number, 1 to 100'],
  ['RISK_LIMIT', '-1', 'RISK_LIMIT must be a whole number, 1 to 100'],
  ['RATE_LIMITS', 'phone,phone', 'RATE_LIMITS must be of phone, ip, prefix, user, each once'],
  ['RATE_LIMITS', 'phone,', 'RATE_LIMITS must be of phone, ip, prefix, user, each once'],
  ['RATE_LIMITS', 'bridge_phone', 'RATE_LIMITS must be of phone, ip, prefix, user, each once'],
  ['POLICY_ON_ERROR', 'ALLOW', 'POLICY_ON_ERROR must be allow or refuse, or not set'],
  ['POLICY_DRY_RUN', 'true', 'POLICY_DRY_RUN must be off or on, or not set'],
  ['NON_GEOGRAPHIC', 'constructor', 'NON_GEOGRAPHIC must be refuse or allow, or not set'],
])('%s=%s is refused by name', (name, value, expected) => expect(problem(name, value)).toBe(expected));

test.each(['CHANNEL_PLAN', 'LINE_TYPES', 'FALLBACK_SENDERS'])('%s is refused by name', (name) => {
  expect(problem(name, 'no such thing')).toMatch(new RegExp(`^${name} `));
});

describe('the health of a deployment for Verify’s own codes', () => {
  const account = {
    ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    AUTH_TOKEN: '0'.repeat(32),
    VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}`,
    VERIFY_API_TOKEN: 'a-token-of-16-or-more',
  };

  test('is good without a provider', () => expect(checkHealth(account, providers)).toBeUndefined());

  test.each([
    [{ VERIFY_API_TOKEN: 'short' }, 'OTP_TOKEN'],
    // Somebody began with a provider: that one must be whole.
    [{ PINGONE_USERNAME: 'pingone' }, 'PINGONE_PASSWORD'],
  ])('but not with %j', (changes, missing) => {
    const found = checkHealth({ ...account, ...changes }, providers);
    expect(found?.errors?.map(({ field }) => field)).toContain(missing);
  });
});
