import { HourlyLimit } from '../../../sandbox/auth0/hourly-limit';
import { checkOtp, createOtp } from '../../../sandbox/auth0/otp';
import { PASSWORD, Users } from '../../../sandbox/auth0/users';
import { BoundedMap } from '../../../sandbox/bounded';
import { readSandboxSettings } from '../../../sandbox/settings';

describe('a passcode', () => {
  const otp = { code: '012345', expiresAt: 300_000 };
  test.each([
    ['012345', 299_999, 'right'],
    [' 012 345 ', 0, 'right'],
    ['012345', 300_000, 'expired'],
    ['543210', 300_000, 'expired'],
    ['543210', 0, 'wrong'],
    ['12345', 0, 'malformed'],
    ['0123456', 0, 'malformed'],
    ['', 0, 'malformed'],
  ] as const)('%j at %d is %s', (given, now, expected) => {
    expect(checkOtp(otp, given, now)).toBe(expected);
  });

  test('a new one has six digits and lives five minutes', () => {
    for (let n = 0; n < 100; n += 1) {
      expect(createOtp(1000)).toEqual({
        code: expect.stringMatching(/^\d{6}$/) as string,
        expiresAt: 301_000,
      });
    }
  });
});

test('a limit of three an hour', () => {
  const limit = new HourlyLimit(3);
  for (const now of [0, 1, 2]) {
    expect(limit.isReached(now)).toBe(false);
    limit.count(now);
  }
  expect(limit.isReached(3)).toBe(true);
  expect(limit.isReached(3_599_999)).toBe(true);
  expect(limit.isReached(3_600_000)).toBe(false);
  limit.count(3_600_000);
  expect(limit.isReached(3_600_000)).toBe(true);
  limit.clear();
  expect(limit.isReached(3_600_000)).toBe(false);
});

describe('users', () => {
  const users = new Users(() => 0);
  test('the same e-mail address is the same user, however it is written', () => {
    const first = users.signIn('New@example.com', PASSWORD);
    expect(first).toMatchObject({ email: 'new@example.com', phone: undefined });
    expect(first?.id).toMatch(/^auth0\|[0-9a-f]{24}$/);
    expect(users.signIn(' new@EXAMPLE.com ', PASSWORD)).toBe(first);
    expect(users.signIn('other@example.com', PASSWORD)?.id).not.toBe(first?.id);
  });

  test.each([
    ['robin.doe@example.com', 'Local-stand-in'],
    ['robin.doe@example.com', ''],
    ['robin', PASSWORD],
    ['a b@example.com', PASSWORD],
    ['@example.com', PASSWORD],
    [`${'a'.repeat(300)}@example.com`, PASSWORD],
  ])('nobody: %s, %j', (email, password) => {
    expect(users.signIn(email, password)).toBeUndefined();
  });
});

test('what is kept by key is bounded: what was set longest ago goes first', () => {
  const kept = new BoundedMap<number>(2);
  kept.set('a', 1).set('b', 2).set('a', 3).set('c', 4);
  expect([...kept]).toEqual([
    ['a', 3],
    ['c', 4],
  ]);
});

test('the Actions show the current one of two tokens', () => {
  const { auth0 } = readSandboxSettings({ AUTH0_ACTION_TOKEN: 'the-new-action-token, the-old-action-token' });
  expect(auth0).toEqual({ actionToken: 'the-new-action-token' });
});
