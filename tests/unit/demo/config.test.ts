import { readConfiguration, type Environment } from '../../../src/config';
import { readDemoSettings, readSignInApp } from '../../../src/demo/settings';
import { providers } from '../../../src/identity-providers/registry';
import { listVariables } from '../../../src/status/configuration';

const SID = '0123456789abcdef0123456789abcdef';
const ENVIRONMENT = '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0';
const APP = '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8f9';
const TWILIO = { ACCOUNT_SID: `AC${SID}`, AUTH_TOKEN: SID, VERIFY_SERVICE_SID: `VA${SID}` };
const ON: Environment = {
  DEMO_SIGN_IN: 'on',
  PINGONE_ENVIRONMENT_ID: ENVIRONMENT,
  PINGONE_REGION: 'com.au',
  PINGONE_APP_ID: APP,
};
const problemsOf = (env: Environment) => {
  const result = readConfiguration(env, readSignInApp);
  return result.ok ? [] : result.problem.errors;
};

test('on: where PingOne is, and as whom', () => {
  expect(readConfiguration(ON, readSignInApp)).toEqual({
    ok: true,
    value: {
      issuer: `https://auth.pingone.com.au/${ENVIRONMENT}/as`,
      clientId: APP,
      clientSecret: undefined,
      myAccountUrl: `https://apps.pingone.com.au/${ENVIRONMENT}/myaccount/#mfa`,
    },
  });
});

test('with a secret, and in the sandbox', () => {
  const env = { ...ON, PINGONE_APP_SECRET: ' a secret ', PINGONE_AUTH_BASE_URL: 'http://127.0.0.1:3001' };
  expect(readConfiguration(env, readSignInApp)).toMatchObject({
    value: {
      issuer: `http://127.0.0.1:3001/${ENVIRONMENT}/as`,
      clientSecret: 'a secret',
      myAccountUrl: undefined,
    },
  });
});

test.each<[string, unknown]>([
  ['unset', undefined],
  ['empty', ''],
  ['blank', ' '],
])('%s is off, and then nothing else is needed', (_, value) => {
  expect(readConfiguration({ DEMO_SIGN_IN: value }, readDemoSettings)).toEqual({
    ok: true,
    value: undefined,
  });
});

test.each(['off', 'true', '1', 'ON', 'yes', 'on,off'])('%s is neither on nor off', (value) => {
  expect(problemsOf({ ...ON, DEMO_SIGN_IN: value })).toEqual([
    { field: 'DEMO_SIGN_IN', problem: 'must be on, or not set' },
  ]);
});

test.each<[string, unknown, string]>([
  ['PINGONE_ENVIRONMENT_ID', undefined, 'is not set'],
  ['PINGONE_ENVIRONMENT_ID', `${ENVIRONMENT}/..`, 'must be a UUID'],
  ['PINGONE_REGION', undefined, 'is not set'],
  ['PINGONE_REGION', 'com.evil', 'must be com, eu, ca, com.au, sg or asia'],
  ['PINGONE_APP_ID', '', 'is not set'],
  ['PINGONE_APP_ID', 'my-app', 'must be a UUID'],
  ['PINGONE_AUTH_BASE_URL', 'http://auth.example', 'must be an http address on the loopback interface'],
])('%s = %p %s', (field, value, problem) => {
  expect(problemsOf({ ...ON, [field]: value })).toEqual([{ field, problem }]);
});

test.each([
  ['localhost:3000', 'http://localhost:3000'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['verify-bridge-1234-dev.twil.io', 'https://verify-bridge-1234-dev.twil.io'],
  ['localhost.evil.example', 'https://localhost.evil.example'],
])('a deployment at %s is %s', (DOMAIN_NAME, origin) => {
  expect(readConfiguration({ ...ON, ...TWILIO, DOMAIN_NAME }, readDemoSettings)).toMatchObject({
    value: { origin, secret: SID, twilio: { apiBaseUrl: undefined } },
  });
});

test('the functions need the account and the domain, too, which the runtime gives', () => {
  const env = { ...ON, ...TWILIO, DOMAIN_NAME: 'bridge-1234.twil.io' };
  expect(readConfiguration(env, readDemoSettings)).toMatchObject({
    value: { origin: 'https://bridge-1234.twil.io' },
  });
  const without = readConfiguration(
    { ...env, AUTH_TOKEN: undefined, DOMAIN_NAME: undefined },
    readDemoSettings,
  );
  expect(without).toMatchObject({
    problem: {
      errors: [
        { field: 'AUTH_TOKEN', problem: 'is not set' },
        { field: 'DOMAIN_NAME', problem: 'is not set' },
      ],
    },
  });
});

test('the status tells what the demo lacks, even of a variable that feedback would not miss', () => {
  const state = (env: Environment) =>
    Object.fromEntries(
      listVariables(env, providers).map(({ name, state, for: purpose }) => [name, [state, purpose]]),
    );
  expect(state({ ...ON, PINGONE_REGION: undefined })).toMatchObject({
    DEMO_SIGN_IN: ['ok', 'the sign-in demo'],
    PINGONE_REGION: ['missing', 'the sign-in demo'],
    PINGONE_ENVIRONMENT_ID: ['ok', 'feedback from PingOne'],
    PINGONE_APP_SECRET: ['ok', 'the sign-in demo'],
  });
  expect(state({})).toMatchObject({ PINGONE_REGION: ['ok', 'feedback from PingOne'] });
});
