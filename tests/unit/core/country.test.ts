import examples from 'libphonenumber-js/examples.mobile.json';
import { getCountryCallingCode, parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/max';
import fc from 'fast-check';
import { findCountry } from '../../../src/core/country';

test.each([
  ['+14155552671', 'US'],
  ['+12025550123', 'US'],
  ['+18085555555', 'US'],
  ['+14165550123', 'CA'],
  ['+16045550123', 'CA'],
  ['+17875550123', 'PR'],
  ['+19395550123', 'PR'],
  ['+18095550123', 'DO'],
  ['+18295550123', 'DO'],
  ['+18765550123', 'JM'],
  ['+12425550123', 'BS'],
  ['+16715550123', 'GU'],
  ['+79161234567', 'RU'],
  ['+74951234567', 'RU'],
  ['+77011234567', 'KZ'],
  ['+77172123456', 'KZ'],
  ['+442079460123', 'GB'],
  ['+447700900123', 'GB'],
  ['+448001111', 'GB'],
  ['+441481256789', 'GG'],
  ['+447781123456', 'GG'],
  ['+441534456789', 'JE'],
  ['+447797712345', 'JE'],
  ['+441624756789', 'IM'],
  ['+447624123456', 'IM'],
  ['+390212345678', 'IT'],
  ['+393123456789', 'IT'],
  ['+390669812345', 'VA'],
  ['+4721234567', 'NO'],
  ['+4779123456', 'SJ'],
  ['+61212345678', 'AU'],
  ['+61412345678', 'AU'],
  ['+61891621234', 'CC'],
  ['+61891641234', 'CX'],
  ['+212520123456', 'MA'],
  ['+262262161234', 'RE'],
  ['+262692123456', 'RE'],
  ['+262269601234', 'YT'],
  ['+262639012345', 'YT'],
  ['+29022158', 'SH'],
  ['+2908999', 'TA'],
  ['+358131234567', 'FI'],
  ['+3581812345678', 'AX'],
  ['+590590201234', 'GP'],
  ['+590590271234', 'BL'],
  ['+590590001234', 'MF'],
  ['+59995181234', 'CW'],
  ['+5997151234', 'BQ'],
  ['+33612345678', 'FR'],
  ['+5521987654321', 'BR'],
  ['+38344123456', 'XK'],
])('%s is of %s', (number, country) => {
  expect(findCountry(number)).toBe(country);
});

describe('of no country:', () => {
  test.each([
    ...['+18005550100', '+18885550100', '+18335550100', '+19005550100', '+15005550006', '+15215550100'],
    ...['+80012345678', '+870773111632', '+881612345678', '+8821650000000', '+883510012345', '+979123456789'],
    ...['', '+', '+1', '+0', '14155552671', '+1415555267100000', 'Berlin', '+49\n'],
  ])('%j', (number) => {
    expect(findCountry(number)).toBeUndefined();
  });
});

/** Where mobiles of two countries begin alike, they are the main country's: libphonenumber says the same of them. */
const LIKE_MAIN: Record<string, string> = {
  AX: 'FI',
  BL: 'GP',
  CC: 'AU',
  CX: 'AU',
  EH: 'MA',
  IM: 'GB',
  MF: 'GP',
  SJ: 'NO',
  VA: 'IT',
};

test.each(Object.entries(examples))('a mobile of %s', (country, national) => {
  const number = `+${getCountryCallingCode(country as CountryCode)}${national}`;
  expect(findCountry(number)).toBe(LIKE_MAIN[country] ?? country);
  expect(parsePhoneNumberFromString(number)?.country).toBe(findCountry(number));
});

test('whatever it is given, it answers', () => {
  const text = fc.oneof(fc.stringMatching(/^\+[0-9]{0,20}$/), fc.string());
  fc.assert(
    fc.property(text, (number) => {
      expect(findCountry(number) ?? 'XX').toMatch(/^[A-Z]{2}$/);
    }),
  );
});
