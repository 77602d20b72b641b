import * as fc from 'fast-check';
import { maskNumber, parsePhoneNumber } from '../../../src/core/phone-number';
import { digits, e164, spelled } from '../arbitraries';

const TOO_LONG = 'is too long for a phone number';
const EMPTY = 'is empty';
const NOT_E164 = 'is not an E.164 phone number (+ and 7 to 15 digits)';
const BAD_EXTENSION = 'has an extension other than digits, #, *, w and commas';

describe('the number', () => {
  test.each([
    ['E.164', '+14155552671', '+14155552671'],
    ['without its plus', '14155552671', '+14155552671'],
    ['a plus decoded to a space', ' 14155552671', '+14155552671'],
    ['as Auth0 writes it', '+1-808-555-5555', '+18085555555'],
    ["as Auth0's log writes it", '+1 4155554321', '+14155554321'],
    ['as PingOne devices hold it', '+1.5125201234', '+15125201234'],
    ['with brackets', '+1 (512) 520-1234', '+15125201234'],
    ['with square brackets', '[+1] 512 520 1234', '+15125201234'],
    ['spaces around it', '  +14155552671  ', '+14155552671'],
    ['the shortest', '+1234567', '+1234567'],
    ['the longest', '+123456789012345', '+123456789012345'],
  ])('%s', (_, text, to) => {
    expect(parsePhoneNumber(text)).toEqual({ to });
  });

  test('every number survives every supported spelling', () => {
    fc.assert(
      fc.property(spelled, ({ number, spelling }) => {
        expect(parsePhoneNumber(spelling)).toEqual({ to: number });
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['nothing', '', EMPTY],
    ['spaces', '   ', EMPTY],
    ['a plus alone', '+', NOT_E164],
    ['punctuation alone', '(-)', NOT_E164],
    ['six digits', '+123456', NOT_E164],
    ['sixteen digits', '+1234567890123456', NOT_E164],
    ['a leading zero', '+0415555267', NOT_E164],
    ['the international prefix 00', '0014155552671', NOT_E164],
    ['two pluses', '++14155552671', NOT_E164],
    ['a plus inside', '+1415+5552671', NOT_E164],
    ['a plus behind', '14155552671+', NOT_E164],
    ['letters', '+1800FLOWERS', NOT_E164],
    ['an x before the extension', '+14155552671x12', NOT_E164],
    ['a URI', 'tel:+14155552671', NOT_E164],
    ['an e-mail address', 'jdoe@example.com', NOT_E164],
    ['digits of another script', '+١٤١٥٥٥٥٢٦٧١', NOT_E164],
    ['a line break behind it', '+14155552671\n', NOT_E164],
    ['a NUL inside', '+1415555\u00002671', NOT_E164],
    ['two numbers', '+14155552671;+14155552672', NOT_E164],
    ['a masked number', '+1******2671', NOT_E164],
    ['an unrendered variable', '${to}', NOT_E164],
    ['65 characters', `+${' '.repeat(53)}14155552671`, TOO_LONG],
    ['a huge text', '1'.repeat(900_000), TOO_LONG],
  ])('%s is refused', (_, text, problem) => {
    expect(parsePhoneNumber(text)).toEqual({ problem });
  });

  test('64 characters are read', () => {
    expect(parsePhoneNumber(`+${' '.repeat(52)}14155552671`)).toEqual({ to: '+14155552671' });
  });

  test('whatever the text, the answer is E.164 or a problem that does not quote it', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'+0123456789 ,w#*()-.x'), maxLength: 70 }),
    );
    fc.assert(
      fc.property(text, (given) => {
        const number = parsePhoneNumber(given);
        if ('problem' in number) expect([TOO_LONG, EMPTY, NOT_E164, BAD_EXTENSION]).toContain(number.problem);
        else expect(number.to).toMatch(/^\+[1-9][0-9]{6,14}$/);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the extension', () => {
  test.each([
    ['a comma is two seconds', '+12025550123,2992', 'wwww2992'],
    ['w is half a second', '+12025550123w2992', 'w2992'],
    ['several pauses', '+12025550123,,w1', 'wwwwwwwww1'],
    ['a hash', '+12025550123,#2992', 'wwww#2992'],
    ['a star and a later pause', '+12025550123,*9,1', 'wwww*9wwww1'],
    ['pauses alone, as PingOne allows', '+12025550123,,,', 'wwwwwwwwwwww'],
    ['behind punctuation and spaces', '+1 (202) 555-0123 ,2992 ', 'wwww2992'],
    ['with punctuation of its own', '+12025550123, (29)-92', 'wwww2992'],
  ])('%s', (_, text, sendDigits) => {
    expect(parsePhoneNumber(text)).toEqual({ to: '+12025550123', sendDigits });
  });

  test('every extension becomes SendDigits, and its keys stay in order', () => {
    const keys = fc.string({ unit: fc.constantFrom(...'0123456789#*,w'), maxLength: 31 });
    fc.assert(
      fc.property(e164, fc.constantFrom(',', 'w'), keys, (number, pause, rest) => {
        const sendDigits = [...(pause + rest)].map((key) => (key === ',' ? 'wwww' : key)).join('');
        expect(parsePhoneNumber(number + pause + rest)).toEqual({ to: number, sendDigits });
      }),
    );
  });

  test.each([
    ['a letter', '+12025550123,29a2', BAD_EXTENSION],
    ['a plus', '+12025550123,+2992', BAD_EXTENSION],
    ['33 characters', `+12025550123,${'1'.repeat(32)}`, BAD_EXTENSION],
    ['no number before it', ',2992', NOT_E164],
  ])('%s is refused', (_, text, problem) => {
    expect(parsePhoneNumber(text)).toEqual({ problem });
  });

  test('32 characters are taken', () => {
    expect(parsePhoneNumber(`+12025550123,${'1'.repeat(31)}`)).toEqual({
      to: '+12025550123',
      sendDigits: `wwww${'1'.repeat(31)}`,
    });
  });
});

describe('the mask', () => {
  test.each([
    ['+14155552671', '+1******2671'],
    ['+1234567', '+1**4567'],
    ['+442079460123', '+4*******0123'],
  ])('%s -> %s', (number, masked) => {
    expect(maskNumber(number)).toBe(masked);
  });

  test('keeps the length, the first two characters and the last four, and nothing else', () => {
    fc.assert(
      fc.property(e164, digits(2, 11), (number, inner) => {
        const masked = maskNumber(number);
        expect(masked).toHaveLength(number.length);
        expect(masked).toMatch(/^\+[1-9]\*+[0-9]{4}$/);
        expect(maskNumber(`+1${inner}4567`)).toBe(maskNumber(`+1${'0'.repeat(inner.length)}4567`));
      }),
    );
  });
});
