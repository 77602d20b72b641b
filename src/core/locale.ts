import type { Channel } from './otp-request';

/** The languages of Verify's default templates: https://www.twilio.com/docs/verify/supported-languages */
const SUPPORTED: Partial<Record<Channel, ReadonlySet<string>>> = {
  sms: new Set(
    (
      'af ar ca zh-HK zh zh-CN hr cs da nl en et fi fr de el he hi hu id it ja kn ko lt ms mr nb pl pt pt-BR ro ru ' +
      'sk es sv tl te th tr uk vi'
    ).split(' '),
  ),
  call: new Set('ca zh-HK zh zh-CN da nl en en-GB fi fr de it ja ko nb pl pt pt-BR ru es sv'.split(' ')),
};

/** Language tags that Verify writes differently. */
const ALIASES: Readonly<Record<string, string>> = {
  yue: 'zh-HK',
  'zh-hans': 'zh-CN',
  'zh-hant-hk': 'zh-HK',
  no: 'nb',
  nn: 'nb',
  fil: 'tl',
  iw: 'he',
  in: 'id',
};

/** Verify's `zh` is another script or another spoken language. These are left out, so that Verify goes by the country. */
const NOT_REDUCED = /^zh-(tw|mo|hant)/;

/**
 * `en-US`, `en_US`, `es-MX`, `cmn-CN` -> the locale that Verify supports on the channel (`en`, `es`, `zh-CN`), or
 * undefined; then Verify chooses by the number's country. One page says that an unsupported locale falls back to
 * English, another that it is refused with a 404, so only listed locales are sent. For WhatsApp and e-mail no page lists
 * any.
 */
export function toVerifyLocale(locale: string | undefined, channel: Channel): string | undefined {
  if (locale === undefined || !/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/.test(locale)) return undefined;
  // PingOne names Mandarin by its own code, cmn-CN, where Verify has the macrolanguage.
  const subtags = locale.toLowerCase().replace(/^cmn/, 'zh').split(/[-_]/);
  for (let length = subtags.length; length > 0; length--) {
    const tag = subtags.slice(0, length).join('-');
    const found = findSupported(ALIASES[tag] ?? tag, channel);
    if (found !== undefined) return found;
    if (NOT_REDUCED.test(tag)) return undefined;
  }
  return undefined;
}

function findSupported(tag: string, channel: Channel): string | undefined {
  const [language, region] = tag.split('-');
  const canonical = region === undefined ? language : `${language}-${region.toUpperCase()}`;
  return canonical !== undefined && SUPPORTED[channel]?.has(canonical) === true ? canonical : undefined;
}
