import { decodeBase32, encodeBase32, isCurrentCode } from '../../../sandbox/twilio/totp-code';
import { computeTotp } from '../../support/totp';

/** The codes of the stand-in, and those of the tests, against the vectors of the RFCs. */

/** https://www.rfc-editor.org/rfc/rfc6238#appendix-B */
const SEED = Buffer.from('12345678901234567890');
const VECTORS: [seconds: number, code: string][] = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
];

test.each(VECTORS)('RFC 6238, at %i seconds', (seconds, code) => {
  expect(computeTotp(SEED, seconds, { digits: 8 })).toBe(code);
  expect(isCurrentCode(SEED, code.slice(2), seconds * 1000)).toBe(true);
});

/** https://www.rfc-editor.org/rfc/rfc4226#appendix-D: the counter is the number of the step. */
const COUNTED = [
  '755224',
  '287082',
  '359152',
  '969429',
  '338314',
  '254676',
  '287922',
  '162583',
  '399871',
  '520489',
];

test.each(COUNTED.map((code, step) => [step, code] as const))('RFC 4226, counter %i', (step, code) => {
  expect(computeTotp(SEED, step * 30)).toBe(code);
  expect(isCurrentCode(SEED, code, step * 30_000)).toBe(true);
});

test('a code is taken one step before and one after its own, and no more', () => {
  const step = 5;
  const code = COUNTED[step] ?? '';
  const taken = [3, 4, 5, 6, 7].map((at) => isCurrentCode(SEED, code, at * 30_000));
  expect(taken).toEqual([false, true, true, true, false]);
  expect([step * 30_000 - 30_001, (step + 2) * 30_000].map((at) => isCurrentCode(SEED, code, at))).toEqual([
    false,
    false,
  ]);
});

/** https://www.rfc-editor.org/rfc/rfc4648#section-10, without padding */
test.each([
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %s', (text, encoded) => {
  expect(encodeBase32(Buffer.from(text))).toBe(encoded);
  expect(decodeBase32(encoded)?.toString()).toBe(text);
});

test.each(['', '1', 'my', 'MZ XQ', 'MZXQ0'])('%p is no base32', (text) => {
  expect(decodeBase32(text)).toBeUndefined();
});
