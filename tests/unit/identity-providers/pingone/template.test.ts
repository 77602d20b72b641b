import * as fc from 'fast-check';
import { readTemplate } from '../../../../src/identity-providers/pingone/template';
import { labelledTemplates, sentenceTemplates, type Template } from '../../../fixtures/pingone';
import { hostileName, passcode, username } from '../../arbitraries';

const candidates = (rendered: unknown): unknown[] => readTemplate(rendered).codes;
const labelled = Object.entries(labelledTemplates);
const sentences = Object.entries(sentenceTemplates);

describe('every code survives', () => {
  test.each(labelled)('labelled, %s, beside any user name', (_, template) => {
    fc.assert(
      fc.property(passcode, username, (code, name) => {
        expect(candidates(template(code, name))).toEqual([code]);
      }),
    );
  });

  const withoutDigits = username.map((name) => name.replace(/[0-9]/g, 'x'));
  test.each(sentences)('spoken, %s, beside a user name without digits', (_, template) => {
    fc.assert(
      fc.property(passcode, withoutDigits, (code, name) => {
        expect(candidates(template(code, name))).toEqual([code]);
      }),
    );
  });

  test.each<[string, unknown]>([
    ['an object', { OTP: '012345', username: '5550199' }],
    ['an object in lower case', { otp: '012345' }],
    ['an object with the other label', { Code: '012345', name: '999999' }],
    ['an object with both labels', { otp: '012345', code: '012345' }],
    ['proper JSON', '{"OTP":"012345","username":"5550199"}'],
    ['the label in any case', '{"oTp":012345}'],
    ['spaces around everything', '  { "OTP" : 012345 , "username" : jdoe }  '],
    ['an unquoted user name with commas', '{"username":Doe, J., "OTP":012345}'],
    ['a user name with braces', '{"OTP":012345, "username":j{d}oe}'],
    ['the same code under both labels', '{"OTP":012345, "code":"012345"}'],
    ['a quoted name with a brace and digits', '{"OTP":"012345", "username":"a}5550199"}'],
    ['a label inside another word', '{"totp":999999, "username":x otp:999999, "OTP":012345}'],
    ['proper JSON that is read out', '{"OTP":"0, 1, 2, 3, 4, 5", "username":"jdoe"}'],
    ['digits apart beside a digit', 'Hello Henry 9 <sayCharValue>0 1 2 3 4 5</sayCharValue> 7 times'],
    ['a label that has a full stop', '{"user.name":5550199, "OTP":012345}'],
  ])('%s', (_, rendered) => {
    expect(candidates(rendered)).toEqual(['012345']);
  });
});

test('a number in text is read as text, digit for digit', () => {
  expect(candidates('{"OTP":1234567890, "n":1e3}')).toEqual(['1234567890']);
});

describe('two codes are two candidates', () => {
  test.each([
    ['the same label twice, JSON', '{"OTP":"012345","OTP":"999999"}', ['012345', '999999']],
    ['the same label twice, no JSON', '{"OTP":012345, "OTP":999999}', ['012345', '999999']],
    ['both labels', '{"OTP":012345, "code":999999}', ['012345', '999999']],
    ['an escaped label', '{"OTP":"012345","\\u004fTP":"999999"}', ['012345', '999999']],
    ['a sentence', 'Your code is 012345. Reference 999999.', ['012345', '999999']],
    ['a sentence with a label', 'Hi {"OTP":999999}, your code is 012345', ['999999', '012345']],
    ['digits together and apart', 'Your code is 012345, that is 9 9 9 9', ['012345', '9999']],
  ])('%s', (_, rendered, expected) => {
    expect(candidates(rendered)).toEqual(expected);
  });
});

test.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['a number', 123456],
  ['a list', ['123456']],
  ['an empty object', {}],
  ['a label that an object only inherits', Object.create({ otp: '123456' })],
  ['an own __proto__', JSON.parse('{"__proto__":{"otp":"123456"}}')],
  ['an empty text', ''],
  ['a sentence without digits', 'Hello jdoe'],
  ['three digits', 'Your code is 123'],
  ['eleven digits', 'Your code is 12345678901'],
  ['digits in two groups', 'Your code is 123-456'],
  ['digits of another script', 'Your code is ١٢٣٤٥٦'],
  ['no label of ours', '{"username":5550199}'],
  ['a label as a part of another', '{"totp":123456, "postcode":12345, "otp_id":54321}'],
  ['more than a template renders', `Your code is 123456${' '.repeat(4_000)}.`],
  ['a huge text', '{"OTP":'.repeat(130_000)],
])('%s holds no candidate', (_, rendered) => {
  expect(candidates(rendered)).toEqual([]);
});

test.each<[string, unknown, unknown]>([
  ['three digits', '{"OTP":123, "username":jdoe}', '123'],
  ['eleven digits', '{"OTP":12345678901, "username":jdoe}', '12345678901'],
  ['nothing', '{"OTP":, "username":jdoe}', ''],
  ['an unrendered variable', '{"OTP":${otp}, "username":jdoe}', '${otp'],
  ['a JSON number in an object', { OTP: 123456 }, 123456],
])('a label decides even over %s, which the caller refuses', (_, rendered, value) => {
  expect(candidates(rendered)).toEqual([value]);
});

/** The code that a caller would take in the place of the real one, where there is such a thing. */
function otherCode(code: string, rendered: string): string | undefined {
  const [only, another] = candidates(rendered);
  const isTaken = another === undefined && typeof only === 'string' && /^[0-9]{4,10}$/.test(only);
  return isTaken && only !== code ? only : undefined;
}

describe('no user name puts its own code in', () => {
  /** Templates with the name in two places, or with two names: what is between them is between a user's own words. */
  const around: [string, (code: string, first: string, last: string) => string][] = [
    ['labelled, in the middle', (c, a, b) => `{"given":${a}, "OTP":${c}, "family":${b}}`],
    ['labelled and quoted, in the middle', (c, a, b) => `{"given":"${a}", "OTP":"${c}", "family":"${b}"}`],
    ['a sentence, in the middle', (c, a, b) => `Hello ${a}, your code is ${c}. Not you, ${b}?`],
    ['spoken, in the middle', (c, a, b) => `Hello ${a} <sayCharValue>${c}</sayCharValue> for ${b}`],
  ];
  const twice: [string, Template][] = [
    ['a sentence from name to name', (code, name) => `${name}: ${code} is your code, ${name}`],
    [
      'a sentence that begins with the name',
      (code, name) => `${name}, your code is ${code}. Not ${name}? Call.`,
    ],
  ];

  test.each([...labelled, ...sentences, ...twice])('%s', (_, template) => {
    fc.assert(
      fc.property(passcode, hostileName, (code, name) => otherCode(code, template(code, name)) === undefined),
      { numRuns: 1000 },
    );
  });

  test.each(around)('%s', (_, template) => {
    fc.assert(
      fc.property(passcode, hostileName, hostileName, (code, first, last) => {
        return otherCode(code, template(code, first, last)) === undefined;
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['a tag from name to name', '>999999 <: your code is 012345. Not you, >999999 <?'],
    [
      'a tag of ours from name to name',
      '999999 <sayCharValue : code 012345. Not you, 999999 <sayCharValue >?',
    ],
    ['a tag between two names', 'Hello <b, your code is 012345, >999999'],
    ['a tag round a labelled code', '{"given":<b, "OTP":012345, "family":>, "OTP":999999}'],
    ['a tag round digits apart', 'Hello <b, your code is 0 1 2 3 4 5, >999999'],
    ['a sentence dressed as JSON', '{otp:999999}, your code is 012345. Goodbye {otp:999999}'],
    ['the code one level down', '{"given":{"x":1, "OTP":012345, "family":1}, "OTP":999999}'],
    ['the code one level down, JSON', '{"given":{"x":1, "OTP":123450, "family":1}, "OTP":999999}'],
    [
      'the code one level down, quoted',
      '{"given":"x","y":{"z":"1", "OTP":"012345", "family":"1"},"OTP":"999999"}',
    ],
    ['an object as the value of another key', '{"x":{"OTP":"012345"},"OTP":"999999"}'],
    [
      'the code one level down, behind a name with a space and before one with a quote',
      '{"given":"x","y":{"z":"a b", "OTP":"012345", "family":"\\"1"},"OTP":"999999"}',
    ],
    ['a sentence dressed as JSON, with more braces', '{otp:999999, {}, 012345 for {otp:999999, {}'],
    ['a digit before digits apart', 'Hello Henry 9, 0 1 2 3 4 5'],
    ['a digit behind digits apart', 'Your code is 0. 1. 2. 3. 4. 5, 9 lives'],
    ['so many digits apart that they are no code', 'Hello 999999 x 9. 9. 9. 9. 9. 0. 1. 2. 3. 4. 5.'],
  ])('%s', (_, rendered) => {
    expect(otherCode(rendered.includes('123450') ? '123450' : '012345', rendered)).toBeUndefined();
  });
});

test('whatever is rendered, nothing is thrown', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), hostileName), (rendered) => {
      expect(Array.isArray(candidates(rendered))).toBe(true);
    }),
  );
});
