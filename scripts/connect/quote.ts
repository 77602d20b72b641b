/** The name of something in a tenant, which its owner has chosen: no character of it controls a terminal. */
export const quote = (name: unknown): string =>
  JSON.stringify(typeof name === 'string' ? name : '').replace(/\p{C}/gu, '?');
