import { parse } from 'node:querystring';
import { BODIES, CustomProvider, readFullNumber, renderBody } from '../../../sandbox/pingone/custom-provider';
import { parseOtpRequest } from '../../../src/identity-providers/pingone/otp-request';

const NOTIFICATION = { to: '+14155552671', otp: '012345', username: 'jdoe', locale: 'en' };
const FROM = '+12025550100';

test.each([
  ['studio', 'SMS', { From: FROM, to: '+14155552671', Parameter: '{"OTP":012345, "username":jdoe}' }],
  ['studio', 'VOICE', { From: FROM, To: '+14155552671', Parameters: '{"OTP":012345, "username":jdoe}' }],
  [
    'recommended',
    'SMS',
    {
      to: '+14155552671',
      otp: '012345',
      message: 'Your one-time passcode is 012345.',
      from: FROM,
      locale: 'en',
    },
  ],
] as const)('the %s body of %s', (name, by, fields) => {
  const { template, [by]: body } = BODIES[name];
  expect({ ...parse(renderBody(body, template, NOTIFICATION)) }).toEqual(fields);
});

test.each(['a&otp=999999', 'x+y z', '${otp}', 'ü"}', '+14155550000'])(
  'a user named %p puts no code of its own in',
  (username) => {
    for (const { template, SMS } of Object.values(BODIES)) {
      const body = parse(renderBody(SMS, template, { ...NOTIFICATION, username }));
      const read = parseOtpRequest(body, 'sms');
      expect(read.ok ? read.value : read.problem.code).toEqual(
        expect.objectContaining({ to: '+14155552671', passcode: '012345' }),
      );
    }
  },
);

test('a variable that has no value stays as it is', () => {
  expect(renderBody('a=${nothing}&b=${constructor}&c=${otp}', '', NOTIFICATION)).toBe(
    'a=${nothing}&b=${constructor}&c=012345',
  );
});

test.each([
  ['+1.4155552671', '+14155552671'],
  ['+1 (415) 555-2671', '+14155552671'],
  ['+12025550123,2992', '+12025550123,2992'],
  ['+12025550123,,#2992', '+12025550123,,#2992'],
])('%s is sent as %s', (phone, full) => {
  expect(readFullNumber(phone)).toBe(full);
});

test('the settings are those of a console', () => {
  const provider = new CustomProvider('http://127.0.0.1:3000', {
    username: 'pingone',
    password: 'the password',
  });
  expect(provider.settings()).toMatchObject({
    provider: 'CUSTOM_PROVIDER',
    authentication: { method: 'BASIC', username: 'pingone', password: 'the password' },
    requests: [
      { deliveryMethod: 'SMS', method: 'POST', url: 'http://127.0.0.1:3000/pingone/sms' },
      { deliveryMethod: 'VOICE', method: 'POST', url: 'http://127.0.0.1:3000/pingone/voice' },
    ],
  });
});
