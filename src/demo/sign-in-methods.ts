/** RFC 8176 §2, the values that mean something to a user. */
const WORDS: Readonly<Record<string, string>> = {
  face: 'face recognition',
  fpt: 'a fingerprint',
  hwk: 'a hardware key',
  kba: 'an answer to a question',
  mfa: 'more than one factor',
  otp: 'a one-time passcode',
  pin: 'a PIN',
  pwd: 'a password',
  sms: 'a text message',
  swk: 'a software key',
  tel: 'a telephone call',
  user: 'a test of presence',
};

/** The methods that PingOne reports in the claim `amr`, a list of texts; an empty list if it is anything else. */
export function readMethods(claims: Readonly<Record<string, unknown>>): string[] {
  const amr = claims['amr'];
  return Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [];
}

/** `a password, a one-time passcode (pwd, otp)` */
export function describeMethods(methods: readonly string[]): string {
  if (methods.length === 0) return 'PingOne does not say';
  const words = methods.map((method) => (Object.hasOwn(WORDS, method) ? WORDS[method] : method));
  return `${words.join(', ')} (${methods.join(', ')})`;
}

/** In this case the user has no second factor, or the policy did not require one. */
export function isPasswordAlone(methods: readonly string[]): boolean {
  return methods.length === 1 && methods[0] === 'pwd';
}
