import { checkOtp, MAX_RESENDS, createOtp, RESEND_BLOCK_MS, SendCounter } from '../../../sandbox/pingone/otp';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

test('a code has six digits, whatever its first', () => {
  for (let n = 0; n < 200; n += 1) expect(createOtp(NOW).code).toMatch(/^[0-9]{6}$/);
});

test.each([
  ['000042', 0, 'right'],
  ['000 042', 0, 'right'],
  [' 000042\n', 29, 'right'],
  ['42', 0, 'wrong'],
  ['000043', 0, 'wrong'],
  ['', 0, 'wrong'],
  ['000042', 30, 'expired'],
  ['000043', 30, 'expired'],
])('%p after %i minutes is %s', (entered, minutes, result) => {
  expect(checkOtp(createOtp(NOW, '000042'), entered, NOW + minutes * MINUTE)).toBe(result);
});

describe('how often something is sent', () => {
  const exhausted = (): SendCounter => {
    const sends = new SendCounter();
    for (let n = 0; n <= MAX_RESENDS; n += 1) expect(sends.take('a', NOW)).toBe(true);
    expect(sends.take('a', NOW)).toBe(false);
    return sends;
  };

  test('the limit is of one kind and one user', () => {
    expect(exhausted().take('b', NOW)).toBe(true);
  });

  test('it ends half an hour after the last one that went, however often more are asked for', () => {
    const sends = exhausted();
    expect(sends.take('a', NOW + RESEND_BLOCK_MS - 1)).toBe(false);
    expect(sends.take('a', NOW + RESEND_BLOCK_MS)).toBe(true);
  });

  test('it ends with a success', () => {
    const sends = exhausted();
    sends.forget('a');
    expect(sends.take('a', NOW)).toBe(true);
  });
});
