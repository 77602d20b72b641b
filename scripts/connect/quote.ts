/** The name of something in a tenant, which its owner has chosen: no character of it controls a terminal. */
export const quote = (name: unknown): string =>
  JSON.stringify(typeof name === 'string' ? name : '').replace(/\p{C}/gu, '?');

/** A word of an API's, such as a status, bare. What is no word is quoted: an answer may have anything in it. */
export const quoteOther = (word: unknown): string =>
  typeof word === 'string' && /^[\w-]{1,40}$/.test(word) ? word : quote(word);
