import * as fc from 'fast-check';
import { findPasscodeProblem } from '../../../src/core/passcode';
import { passcode } from '../arbitraries';

const NOT_DIGITS = 'must be 4 to 10 digits';
const NOT_TEXT = 'must be one string';

test('every code of 4 to 10 digits is good', () => {
  fc.assert(fc.property(passcode, (code) => findPasscodeProblem(code) === undefined));
});

test.each(['0000', '0123', '1234567890', '0000000000'])('%s is good', (code) => {
  expect(findPasscodeProblem(code)).toBeUndefined();
});

test.each<[string, unknown, string]>([
  ['nothing', '', NOT_DIGITS],
  ['three digits', '123', NOT_DIGITS],
  ['eleven digits', '12345678901', NOT_DIGITS],
  ['a letter', '12345a', NOT_DIGITS],
  ['the code of an Auth0 test', '1234556ADSFA547865', NOT_DIGITS],
  ['a space before', ' 123456', NOT_DIGITS],
  ['a line break behind', '123456\n', NOT_DIGITS],
  ['two lines', '123456\n123456', NOT_DIGITS],
  ['digits of another script', '١٢٣٤٥٦', NOT_DIGITS],
  ['fullwidth digits', '１２３４５６', NOT_DIGITS],
  ['a sign', '-12345', NOT_DIGITS],
  ['a decimal point', '123.456', NOT_DIGITS],
  ['an unrendered variable', '${otp}', NOT_DIGITS],
  ['undefined', undefined, NOT_TEXT],
  ['null', null, NOT_TEXT],
  ['true', true, NOT_TEXT],
  ['a list, from a key given twice', ['123456', '123456'], NOT_TEXT],
  ['a list of one', ['123456'], NOT_TEXT],
  ['an object', { toString: () => '123456' }, NOT_TEXT],
  ['a String object', Object('123456'), NOT_TEXT],
])('%s is refused', (_, value, problem) => {
  expect(findPasscodeProblem(value)).toBe(problem);
});

test.each([123456, 0, 12345.5, -1, NaN])('the JSON number %p is refused with the remedy', (value) => {
  expect(findPasscodeProblem(value)).toMatch(/quote it/);
});

test('no problem quotes the value', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 11 }), (value) => {
      expect(findPasscodeProblem(value)).toBe(NOT_DIGITS);
    }),
  );
});
