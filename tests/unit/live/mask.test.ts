import * as fc from 'fast-check';
import { maskDigits, maskKey, maskText, maskValue } from '../../../src/live/mask';
import { isDocumentedKey, PART } from '../../../src/live/words';
import { describeShape } from '../../../src/live/shape';

/** What the echo route may say of a call. It is a stranger's content until this has proved that nothing of it is left. */

/** Whatever is left once the documented parts are taken out: no letter but a and A, no digit but 0. */
const undocumented = (text: string): string =>
  text
    .split(PART)
    .filter((_, index) => index % 2 === 0)
    .join(' ');
const CONTENT = /[^aA0\s!-/:-@[-`{-~]/;

test.each<[text: string, masked: string]>([
  ['+1-415-555-2671', '+0-000-000-0000'],
  [' 14155552671', ' 00000000000'],
  ['Hello Jörg & "Ann": 918273.', 'Aaaaa Aaaa & "Aaa": 000000.'],
  ['%2B1415', '%0A0000'],
  ['a\\u002b\\n\n', 'a\\a000a\\a\n'],
  ['你好 ٤٥', 'aa 00'],
  [
    'Your code is ${otp}, ${user.name.given} ${user.secret}',
    'Aaaa aaaa aa ${otp}, ${user.name.given} ${aaaa.aaaaaa}',
  ],
  ['<sayCharValue>123</sayCharValue><pause1sec>', '<sayCharValue>000</sayCharValue><pause1sec>'],
  ['{"OTP":012345, "username":jdoe}', '{"OTP":000000, "username":aaaa}'],
  ['\u001b[31m', '?[00a'],
])('%j is shown as %j', (text, masked) => expect(maskText(text)).toBe(masked));

test('of any text nothing is left but its form, and masking twice changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
      const masked = maskText(text);
      expect(undocumented(masked)).not.toMatch(CONTENT);
      expect(maskText(masked)).toBe(masked);
    }),
  );
});

test('punctuation keeps its place', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]{0,40}$/), (text) => {
      const places = (one: string) => one.replace(/[A-Za-z0-9]/g, '_');
      expect(places(maskText(text))).toBe(places(text));
    }),
  );
});

test.each([
  ['phone_number', 'phone_number'],
  ['To', 'To'],
  ['jdoe_1', 'aaaa_0'],
  ['__proto__', '__aaaaa__'],
])('the key %s is shown as %s', (key, shown) => expect(maskKey(key)).toBe(shown));

test.each([
  ['Auth0-Hooks/1.0', 'Auth0-Hooks/1.0'],
  ['Java/17.0.10', 'Java/17.0.10'],
  ['14155550100/987654', '00000000000/000000'],
  ['x-alice-415-555-0100', 'x-alice-000-000-0000'],
  ['415.555.0100', '000.000.0000'],
])('of the name %s is shown %s', (name, shown) => expect(maskDigits(name)).toBe(shown));

test.each([
  ['delivery_method', 'text', 'text'],
  ['type', 'gd_auth_succeed', 'gd_auth_succeed'],
  ['locale', 'en-US', 'en-US'],
  ['locale', 'EN-US', 'EN-US'],
  ['locale', 'zh-Hans-CN', 'zh-Hans-CN'],
  ['locale', 'cmn-CN', 'cmn-CN'],
  ['locale', 'robin', 'aaaaa'],
  ['locale', 'Bob', 'Aaa'],
  ['locale', 'ann', 'aaa'],
  ['language', 'Jo-Lee', 'Aa-Aaa'],
  ['deliveryChannel', 'VOICE CALL', 'VOICE CALL'],
  // A word under another key may be somebody's own.
  ['username', 'text', 'aaaa'],
  ['type', 'robin.doe', 'aaaaa.aaa'],
])('%s: %s is shown as %s', (key, value, shown) => expect(maskValue(key, value)).toBe(shown));

/** Every text of a shape: its keys and its values. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(texts);
  return Object.entries(value).flatMap(([key, one]) => [key, ...texts(one)]);
}

const MARK = /^#(string|array|object|more) ?\d*$|^#number |^#uuid$/;

test('no name, number or code of any body survives, in at most 1.25 kB', () => {
  const secret = fc.constantFrom('robin.doe', '+14155552671', '918273', 'Zürich', 'Ωmega');
  const body = fc.dictionary(
    fc.oneof(secret, fc.string({ maxLength: 12 })),
    fc.oneof(secret, fc.jsonValue({ maxDepth: 5 }), fc.string({ unit: 'grapheme', maxLength: 3_000 })),
    { maxKeys: 60 },
  );
  fc.assert(
    fc.property(body, (fields) => {
      const shape = describeShape(fields);
      const text = JSON.stringify(shape.body);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(1_250);
      for (const one of ['robin', '4155552671', '918273', 'rich', 'mega']) expect(text).not.toContain(one);
      const undocumentedTexts = texts(shape.body).filter((one) => !MARK.test(one) && !isDocumentedKey(one));
      for (const one of undocumentedTexts) expect(undocumented(one)).not.toMatch(CONTENT);
    }),
    { numRuns: 300 },
  );
});
