import { readStateCookie, expiredStateCookie, createStateCookie } from '../../../src/demo/state-cookie';

const SECRET = '0123456789abcdef0123456789abcdef';
const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const begun = { state: 'a-state', nonce: 'a-nonce', verifier: 'a-verifier' };

const valueOf = (cookie: string): string => /^__Host-sign-in=([^;]*)/.exec(cookie)?.[1] ?? '';
const asked = (value: string) => ({ cookies: { '__Host-sign-in': value } });
const kept = (now = NOW, secret = SECRET) => asked(valueOf(createStateCookie(begun, secret, now)));

test('what was begun comes back, and the cookie does not show it', () => {
  const cookie = createStateCookie(begun, SECRET, NOW);
  expect(readStateCookie(asked(valueOf(cookie)), SECRET, NOW)).toEqual(begun);
  const inside = Buffer.from(valueOf(cookie), 'base64url').toString('latin1');
  for (const text of Object.values(begun)) expect(cookie + inside).not.toContain(text);
});

test('it is for this host alone, out of reach of scripts, and sent with a link from another site', () => {
  expect(createStateCookie(begun, SECRET, NOW)).toMatch(
    /^__Host-sign-in=[\w-]+; Path=\/; Secure; HttpOnly; SameSite=Lax; Max-Age=600$/,
  );
  expect(expiredStateCookie).toBe('__Host-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0');
});

test('the same sign-in is never sealed alike', () => {
  expect(createStateCookie(begun, SECRET, NOW)).not.toBe(createStateCookie(begun, SECRET, NOW));
});

test.each([
  ['at once', 0, begun],
  ['just before ten minutes', 10 * MINUTE - 1, begun],
  ['at ten minutes', 10 * MINUTE, 'expired'],
  ['a day later', 1440 * MINUTE, 'expired'],
])('%s', (_, later, expected) => {
  expect(readStateCookie(kept(), SECRET, NOW + later)).toEqual(expected);
});

test('a change of any one byte makes it nobody’s', () => {
  const sealed = Buffer.from(valueOf(createStateCookie(begun, SECRET, NOW)), 'base64url');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(readStateCookie(asked(changed.toString('base64url')), SECRET, NOW)).toBe('none');
  }
});

test.each<[string, unknown]>([
  ['no request', undefined],
  ['a request that a key of the query has hidden', 'x'],
  ['no cookies', { headers: {} }],
  ['no cookie of this name', { cookies: { other: 'x' } }],
  ['an empty one', asked('')],
  ['a short one', asked('AAAA')],
  ['28 bytes of nothing', asked(Buffer.alloc(28).toString('base64url'))],
  ['rubbish', asked('!'.repeat(200))],
  ['one that the runtime has read as JSON', { cookies: { '__Host-sign-in': { a: 1 } } }],
  ['one under another secret', kept(NOW, SECRET.replace('0', '1'))],
  ['one that was cut off', asked(valueOf(createStateCookie(begun, SECRET, NOW)).slice(0, -4))],
])('%s is none', (_, request) => {
  expect(readStateCookie(request, SECRET, NOW)).toBe('none');
});
