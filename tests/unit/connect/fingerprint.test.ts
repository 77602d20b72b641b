import { createFingerprint } from '../../../scripts/connect/fingerprint';

test('another secret, another owner or another order is another fingerprint, and each is 16 hex digits', () => {
  const all = [
    createFingerprint('acme.test', 'one', 'two'),
    createFingerprint('acme.test', 'two', 'one'),
    createFingerprint('acme.test', 'onetwo'),
    createFingerprint('other.test', 'one', 'two'),
  ];
  expect(new Set(all).size).toBe(4);
  for (const one of all) expect(one).toMatch(/^[0-9a-f]{16}$/);
});

test('the same secrets of the same owner are recognised', () => {
  expect(createFingerprint('acme.test', 'one')).toBe(createFingerprint('acme.test', 'one'));
});
