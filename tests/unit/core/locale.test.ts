import * as fc from 'fast-check';
import { toVerifyLocale } from '../../../src/core/locale';

/** https://www.twilio.com/docs/verify/supported-languages, typed anew so that a slip in the code is not mirrored. */
const SMS = [
  ...[
    'af',
    'ar',
    'ca',
    'cs',
    'da',
    'de',
    'el',
    'en',
    'es',
    'et',
    'fi',
    'fr',
    'he',
    'hi',
    'hr',
    'hu',
    'id',
    'it',
  ],
  ...[
    'ja',
    'kn',
    'ko',
    'lt',
    'mr',
    'ms',
    'nb',
    'nl',
    'pl',
    'pt',
    'pt-BR',
    'ro',
    'ru',
    'sk',
    'sv',
    'te',
    'th',
  ],
  ...['tl', 'tr', 'uk', 'vi', 'zh', 'zh-CN', 'zh-HK'],
];
const VOICE = [
  ...[
    'ca',
    'da',
    'de',
    'en',
    'en-GB',
    'es',
    'fi',
    'fr',
    'it',
    'ja',
    'ko',
    'nb',
    'nl',
    'pl',
    'pt',
    'pt-BR',
    'ru',
  ],
  ...['sv', 'zh', 'zh-CN', 'zh-HK'],
];
const ALL = [...new Set([...SMS, ...VOICE])];

describe.each(ALL)('%s', (locale) => {
  test.each([
    ['as it is', locale],
    ['in lower case', locale.toLowerCase()],
    ['in upper case', locale.toUpperCase()],
    ['with an underscore', locale.replace('-', '_')],
  ])('%s', (_, spelling) => {
    const language = locale.split('-')[0];
    expect(toVerifyLocale(spelling, 'sms')).toBe(SMS.includes(locale) ? locale : language);
    expect(toVerifyLocale(spelling, 'call')).toBe(VOICE.includes(locale) ? locale : undefined);
  });
});

const LANGUAGES = ALL.filter((locale) => !locale.includes('-') && locale !== 'zh');

test.each(LANGUAGES)('%s of any other country is the language', (language) => {
  expect(toVerifyLocale(`${language}-XX`, 'sms')).toBe(SMS.includes(language) ? language : undefined);
  expect(toVerifyLocale(`${language}_XX`, 'call')).toBe(VOICE.includes(language) ? language : undefined);
});

test.each([
  // given, on SMS, on voice
  ['en-US', 'en', 'en'],
  ['en_US', 'en', 'en'],
  ['en-GB', 'en', 'en-GB'],
  ['en_GB', 'en', 'en-GB'],
  ['es-MX', 'es', 'es'],
  ['es-419', 'es', 'es'],
  ['fr-CA', 'fr', 'fr'],
  ['pt-PT', 'pt', 'pt'],
  ['pt_BR', 'pt-BR', 'pt-BR'],
  ['de-CH-1996', 'de', 'de'],
  ['cmn-CN', 'zh-CN', 'zh-CN'],
  ['cmn_CN', 'zh-CN', 'zh-CN'],
  ['cmn', 'zh', 'zh'],
  ['zh-Hans', 'zh-CN', 'zh-CN'],
  ['zh-Hans-CN', 'zh-CN', 'zh-CN'],
  ['zh-SG', 'zh', 'zh'],
  ['zh-Hant-HK', 'zh-HK', 'zh-HK'],
  ['yue', 'zh-HK', 'zh-HK'],
  ['yue-HK', 'zh-HK', 'zh-HK'],
  ['no', 'nb', 'nb'],
  ['nn-NO', 'nb', 'nb'],
  ['nb-NO', 'nb', 'nb'],
  ['tr-TR', 'tr', undefined],
  ['fil-PH', 'tl', undefined],
  ['iw', 'he', undefined],
  ['in-ID', 'id', undefined],
])('%s -> sms %s, call %s', (given, sms, call) => {
  expect(toVerifyLocale(given, 'sms')).toBe(sms);
  expect(toVerifyLocale(given, 'call')).toBe(call);
});

test.each([
  ['nothing', undefined],
  ['an empty text', ''],
  ['another script', 'zh-Hant'],
  ['Taiwan', 'zh-TW'],
  ['Mandarin of Taiwan', 'cmn-TW'],
  ['Macau', 'zh_MO'],
  ['Taiwan with its script', 'zh-Hant-TW'],
  ['a language that Verify lacks', 'sr-Latn-RS'],
  ['a language that begins like one that it has', 'eng'],
  ['one letter', 'e'],
  ['a space', 'en US'],
  ['an Accept-Language header', 'en-US,en;q=0.9'],
  ['a POSIX locale', 'en_US.UTF-8'],
  ['an unrendered variable', '${locale}'],
  ['a name of every object', 'constructor'],
  ['__proto__', '__proto__'],
  ['a separator behind', 'en-'],
  ['a line break', 'en\n'],
  ['a huge text', `en${'-US'.repeat(300_000)}`],
])('%s is left out', (_, given) => {
  expect(toVerifyLocale(given, 'sms')).toBeUndefined();
  expect(toVerifyLocale(given, 'call')).toBeUndefined();
});

test('only what Verify lists ever comes out', () => {
  const tag = fc.oneof(fc.constantFrom(...ALL, 'cmn', 'yue', 'no', 'fil'), fc.string({ maxLength: 8 }));
  fc.assert(
    fc.property(
      fc.array(tag, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('-', '_'),
      (tags, separator) => {
        const given = tags.join(separator);
        expect([undefined, ...SMS]).toContain(toVerifyLocale(given, 'sms'));
        expect([undefined, ...VOICE]).toContain(toVerifyLocale(given, 'call'));
      },
    ),
  );
});
