import * as fc from 'fast-check';

export const digits = (minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength, maxLength });

/** 4 to 10 digits, half of them with a leading zero. */
export const passcode: fc.Arbitrary<string> = fc.oneof(
  digits(4, 10),
  digits(3, 9).map((rest) => `0${rest}`),
);

export const e164: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...'123456789'), digits(6, 14))
  .map(([first, rest]) => `+${first}${rest}`);

/** E.164 numbers with other spellings of the same: no `+`, a `+` decoded to a space, punctuation between any digits. */
export const spelled: fc.Arbitrary<{ number: string; spelling: string }> = e164.chain((number) => {
  const punctuation = fc.string({ unit: fc.constantFrom(...' .-()[]'), maxLength: 2 });
  return fc
    .tuple(
      fc.constantFrom('+', '', ' ', '+ ', ' +', '(+'),
      fc.array(punctuation, { minLength: number.length, maxLength: number.length }),
    )
    .map(([start, between]) => {
      const rest = [...number.slice(1)].map((digit, index) => digit + (between[index] ?? ''));
      return { number, spelling: start + rest.join('') };
    });
});

export const locale: fc.Arbitrary<string> = fc.constantFrom(
  'en',
  'en-GB',
  'en_US',
  'es-MX',
  'pt-BR',
  'cmn-CN',
);

/** User names without any syntax of a template; they may be all digits. */
export const username: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('jdoe', 'jdoe@example.com', "Zoë O'Brien", '5550199', '012345', 'j.doe-3+test', 'otp', '0'),
  fc.string({ unit: fc.constantFrom(...'abzABZ0159._@+ -ëß漢'), minLength: 1, maxLength: 30 }),
);

const FRAGMENTS = [
  ...['"', "'", ',', '{', '}', '[', ']', ':', '\\', '|', '=', '&', '<', '>', ' ', '\n', '\t', '-', '.'],
  ...['"OTP":999999', '"OTP":"999999"', '{"OTP":"999999"', '"otp" : ', 'otp:', ', code:', '"code":"', 'OTP'],
  ...['999999', '999999}', '0000', '9', '99', '9 9 9 9', '9. 9. 9. 9', '9, ', '\\u0039', '٩٩٩٩', 'jdoe'],
  ...['<sayCharValue>', '</sayCharValue>', '<repeatMessage val=2>', '<b ', '</Say>', '<!--', '-->', '&quot;'],
  ...['a b', '\\"', '","y":{"z":"a b', '\\"1"},"OTP":"999999', '{otp:999999, {}', '9,'],
  ...['","y":{"z":"1', '1"},"OTP":"999999', '{"x":1', '}, "OTP":999999', '>999999 <', '{otp:999999}'],
];

/** User names made to end one part of a template and to begin another, with a code of their own. */
export const hostileName: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...FRAGMENTS) }, fc.string({ maxLength: 3 })), {
    minLength: 1,
    maxLength: 10,
  })
  .map((fragments) => fragments.join(''));

const FORM_TOKENS = [
  ...[
    '&',
    '=',
    '&otp=',
    '&OTP=',
    '&code=',
    '&Parameters=',
    '&parameters=',
    '&Parameter=',
    '&message=',
    '&x=',
  ],
  ...['&to=+14155550000', '&otp=999999', '&code=9999', '&Parameters={"OTP":999999}', '&message=Code 999999'],
  ...['%26otp%3D999999', '%22', '%', '+', ';', '&otp', '=999999', '&otp[]=999999', '&__proto__=9999'],
];

/** User names that split a form which is not percent-encoded into fields of their own. */
export const splittingName: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...FORM_TOKENS, ...FRAGMENTS), { minLength: 1, maxLength: 10 })
  .map((fragments) => fragments.join(''));
