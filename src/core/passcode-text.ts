/** The sentence of each language before the passcode, and the language as `<Say>` names it. */
const TEXTS: Readonly<Record<string, readonly [sentence: string, sayLanguage: string]>> = {
  en: ['Your verification code is:', 'en-US'],
  es: ['Su código de verificación es:', 'es-ES'],
  fr: ['Votre code de vérification est :', 'fr-FR'],
  de: ['Ihr Bestätigungscode lautet:', 'de-DE'],
  it: ['Il tuo codice di verifica è:', 'it-IT'],
  pt: ['O seu código de verificação é:', 'pt-BR'],
  nl: ['Uw verificatiecode is:', 'nl-NL'],
  sv: ['Din verifieringskod är:', 'sv-SE'],
  da: ['Din bekræftelseskode er:', 'da-DK'],
  nb: ['Din bekreftelseskode er:', 'nb-NO'],
  fi: ['Vahvistuskoodisi on:', 'fi-FI'],
  pl: ['Twój kod weryfikacyjny to:', 'pl-PL'],
  ru: ['Ваш код подтверждения:', 'ru-RU'],
  ja: ['確認コード:', 'ja-JP'],
  ko: ['인증 코드:', 'ko-KR'],
  zh: ['您的验证码是:', 'zh-CN'],
  'zh-hk': ['您的驗證碼是:', 'zh-HK'],
};

const ALIASES: Readonly<Record<string, string>> = {
  no: 'nb',
  nn: 'nb',
  cmn: 'zh',
  yue: 'zh-hk',
  'zh-tw': 'zh-hk',
  'zh-hant': 'zh-hk',
};

/**
 * What the fallback sends: one sentence in the language of the request, else in English. A call says each digit by
 * itself, and everything twice. Verify's own templates are not available outside Verify.
 * @param locale as the provider wrote it
 */
export function renderPasscode(
  passcode: string,
  locale: string | undefined,
  channel: 'sms' | 'call',
): { text: string; language: string } {
  const tags = (locale ?? '').toLowerCase().split(/[-_]/);
  const candidates = [tags.slice(0, 2).join('-'), tags[0] ?? ''].map((tag) => ALIASES[tag] ?? tag);
  const known = candidates.find((tag) => Object.hasOwn(TEXTS, tag)) ?? 'en';
  const [sentence, language] = TEXTS[known] as readonly [string, string];
  if (channel === 'sms') return { text: `${sentence} ${passcode}`, language };
  const spoken = `${sentence} ${[...passcode].join(', ')}.`;
  return { text: `${spoken} ${spoken}`, language };
}
