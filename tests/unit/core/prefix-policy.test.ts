import * as fc from 'fast-check';
import { isAllowed } from '../../../src/core/prefix-policy';
import { e164 } from '../arbitraries';

test.each<[string, string[], string[], Record<string, boolean>]>([
  ['no policy', [], [], { '+14155552671': true, '+442079460123': true }],
  ['allow only', ['+1', '+44'], [], { '+14155552671': true, '+442079460123': true, '+4915112345678': false }],
  ['block only', [], ['+44'], { '+14155552671': true, '+442079460123': false, '+4915112345678': true }],
  ['a range cut out of a country', ['+1'], ['+1900'], { '+14155552671': true, '+19005552671': false }],
  [
    'a range let into a blocked country',
    ['+4479'],
    ['+44'],
    { '+447911123456': true, '+442079460123': false, '+14155552671': false },
  ],
  [
    'three layers, the longest decides',
    ['+1', '+19005'],
    ['+1900'],
    { '+12025550123': true, '+19001234567': false, '+19005123456': true },
  ],
  ['a tie blocks', ['+1'], ['+1'], { '+14155552671': false }],
  [
    'the longest of several on one side',
    ['+1', '+1415'],
    ['+141'],
    { '+14155552671': true, '+14165552671': false },
  ],
  ['order is nothing', ['+1415', '+1'], ['+141'], { '+14155552671': true, '+14165552671': false }],
  [
    'a whole number',
    [],
    ['+14155552671'],
    { '+14155552671': false, '+14155552672': true, '+141555526710': false },
  ],
])('%s', (_, allowed, blocked, expected) => {
  for (const [number, answer] of Object.entries(expected)) {
    expect([number, isAllowed(number, { allowed, blocked })]).toEqual([number, answer]);
  }
});

const prefix = e164.chain((number) =>
  fc.integer({ min: 2, max: number.length }).map((end) => number.slice(0, end)),
);
const prefixes = fc.array(prefix, { maxLength: 5 });

test('a block of the whole number is never overruled', () => {
  fc.assert(
    fc.property(e164, prefixes, (number, allowed) => {
      expect(isAllowed(number, { allowed: [...allowed, number], blocked: [number] })).toBe(false);
    }),
  );
});

test('without a list of the allowed, what is not blocked is allowed; with one, only what it names', () => {
  fc.assert(
    fc.property(e164, prefixes, (number, listed) => {
      const isListed = listed.some((one) => number.startsWith(one));
      expect(isAllowed(number, { allowed: [], blocked: listed })).toBe(!isListed);
      if (listed.length > 0) expect(isAllowed(number, { allowed: listed, blocked: [] })).toBe(isListed);
    }),
  );
});
