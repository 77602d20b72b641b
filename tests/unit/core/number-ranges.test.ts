import { findRange, readRanges } from '../../../src/core/number-ranges';

const ranges = readRanges(`
GB 44
GG 441481 447781 IM
44 76240
`);

test('a label names the prefixes after it, on whatever lines; the last label of a prefix counts', () => {
  expect([...ranges]).toEqual([
    ['44', 'IM'],
    ['441481', 'GG'],
    ['447781', 'GG'],
    ['76240', 'IM'],
  ]);
});

test.each([
  ['+447781123456', 'GG'],
  ['+447781', 'GG'],
  ['+44778', 'IM'],
  ['+44', 'IM'],
  ['+4', undefined],
  ['+49', undefined],
  ['447781123456', undefined],
  ['+447781123456\n', undefined],
  ['+4477811234567890', undefined],
])('the longest prefix of %j decides: %s', (number, label) => {
  expect(findRange(number, ranges)).toBe(label);
});
