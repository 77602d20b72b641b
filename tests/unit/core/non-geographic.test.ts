import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/examples.mobile.json';
import fc from 'fast-check';
import { findNonGeographicKind } from '../../../src/core/non-geographic';
import { NON_GEOGRAPHIC_RANGES } from '../../../src/core/non-geographic-ranges';
import { readRanges } from '../../../src/core/number-ranges';

describe('nobody signs in with', () => {
  test.each([
    ...['800', '833', '844', '855', '866', '877', '888'].map((code) => [`+1${code}5550100`, 'toll_free']),
    ['+19005550100', 'premium_rate'],
    ['+447012345678', 'personal'],
    ['+448001111', 'toll_free'],
    ['+448081570123', 'toll_free'],
    ['+448431234567', 'premium_rate'],
    ['+448445671234', 'premium_rate'],
    ['+448712345678', 'premium_rate'],
    ['+449012345678', 'premium_rate'],
    ['+449098790123', 'premium_rate'],
    ['+449822345678', 'premium_rate'],
    ['+33801234567', 'toll_free'],
    ['+33812345678', 'premium_rate'],
    ['+33825123456', 'shared_cost'],
    ['+33892123456', 'premium_rate'],
    ['+33899123456', 'premium_rate'],
    ['+498001234567', 'toll_free'],
    ['+491371234567', 'shared_cost'],
    ['+491805012345', 'shared_cost'],
    ['+499001234567', 'premium_rate'],
    ['+4970012345678', 'personal'],
    ['+34803123456', 'premium_rate'],
    ['+34902123456', 'shared_cost'],
    ['+390878123456', 'premium_rate'],
    ['+39800123456', 'toll_free'],
    ['+41800123456', 'toll_free'],
    ['+41900123456', 'premium_rate'],
    ['+41842123456', 'shared_cost'],
    ['+31900123456', 'premium_rate'],
    ['+78001234567', 'toll_free'],
    ['+78091234567', 'premium_rate'],
    ['+611900123456', 'premium_rate'],
    ['+611800123456', 'toll_free'],
    ['+81120123456', 'toll_free'],
    ['+81990123456', 'premium_rate'],
    ['+911800123456', 'toll_free'],
    ['+55900123456', 'premium_rate'],
    ['+2348001234567', 'toll_free'],
    ['+80012345678', 'global'],
    ['+80812345678', 'global'],
    ['+870773111632', 'global'],
    ['+878101234567890', 'global'],
    ['+881612345678', 'global'],
    ['+8821650000000', 'global'],
    ['+883510012345', 'global'],
    ['+88812345678901', 'global'],
    ['+979123456789', 'global'],
    ['+99112345678', 'global'],
  ])('%s: %s', (number, kind) => {
    expect(findNonGeographicKind(number)).toBe(kind);
  });
});

describe('a user may have', () => {
  test.each([
    ['+14155552671'],
    ['+12025550123'],
    // 808 is Hawaii's area code, and a calling code of no country.
    ['+18085555555'],
    // Twilio's test numbers: https://www.twilio.com/docs/iam/test-credentials
    ['+15005550006'],
    ['+15005550205'],
    // Lines on people's desks, which the metadata has as UAN.
    ['+41581234567'],
    ['+46101234567'],
    ['+31881234567'],
    ['+358295123456'],
    ['+443001234567'],
  ])('%s', (number) => {
    expect(findNonGeographicKind(number)).toBeUndefined();
  });

  test.each([
    ...['+442079460123', '+33123456789', '+4930123456', '+34911234567', '+390212345678', '+31101234567'],
    ...['+3212345678', '+41212345678', '+431234567890', '+468123456', '+4721234567', '+4532123456'],
    ...['+358131234567', '+48123456789', '+420212345678', '+3612345678', '+302123456789', '+351212345678'],
    ...['+3532212345', '+73011234567', '+380311234567', '+902123456789', '+97221234567', '+97122345678'],
    ...['+966112345678', '+917410410123', '+861012345678', '+81312345678', '+8222123456', '+6561234567'],
    ...['+61212345678', '+6432345678', '+551123456789', '+541123456789', '+27101234567', '+254202012345'],
  ])('%s, a landline', (number) => {
    expect(findNonGeographicKind(number)).toBeUndefined();
    expect(parsePhoneNumberFromString(number)?.getType()).toMatch(/^FIXED_LINE/);
  });

  test.each(Object.entries(examples))('a mobile of %s', (country, national) => {
    const number = `+${getCountryCallingCode(country as CountryCode)}${national}`;
    expect(findNonGeographicKind(number)).toBeUndefined();
  });
});

/** What libphonenumber itself says of a number, and not the tables that were made from its patterns. */
const USERS = ['MOBILE', 'FIXED_LINE', 'FIXED_LINE_OR_MOBILE', 'VOIP', 'PAGER', 'UAN'];

test('no number that begins with a prefix of the table is a user’s', () => {
  const ofCountries = [...readRanges(NON_GEOGRAPHIC_RANGES)].filter(([, kind]) => kind !== 'global');
  const prefixes = ofCountries.map(([prefix]) => prefix);
  const digits = fc.stringMatching(/^[0-9]{3,10}$/);
  let known = 0;
  fc.assert(
    fc.property(fc.constantFrom(...prefixes), digits, (prefix, rest) => {
      const number = `+${prefix}${rest}`.slice(0, 16);
      const parsed = parsePhoneNumberFromString(number);
      // Where it took a national prefix off, it speaks of another number.
      const type = parsed?.number === number ? parsed.getType() : undefined;
      if (type !== undefined) known++;
      expect(USERS).not.toContain(type);
      expect(findNonGeographicKind(number)).toBeDefined();
    }),
    { numRuns: 3_000 },
  );
  expect(known).toBeGreaterThan(100);
});

test('whatever it is given, it answers', () => {
  const text = fc.oneof(fc.stringMatching(/^\+?[0-9]{0,20}$/), fc.string());
  fc.assert(fc.property(text, (number) => void findNonGeographicKind(number)));
  expect(['', '+', '+1', '18005550100', '+0800', ' +18005550100'].map(findNonGeographicKind)).toEqual(
    Array(6).fill(undefined),
  );
});
