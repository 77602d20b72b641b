import { issueToken, verifyFormToken } from '../../../src/demo/form-token';

const OURS = 'https://verify-bridge.example';
const issued = issueToken(undefined).token;
const other = issueToken(undefined).token;

const SAME_ORIGIN = { origin: OURS, 'sec-fetch-site': 'same-origin' };
const posted = (cookie: string | undefined, form_token: unknown, headers: Record<string, unknown>) =>
  verifyFormToken(
    { headers, cookies: cookie === undefined ? {} : { '__Host-demo-form': cookie } },
    { form_token },
    OURS,
  );

test('a token is new for a new browser, and stays for one that has it', () => {
  expect(issued).toMatch(/^[\w-]{43}$/);
  expect(other).not.toBe(issued);
  expect(issueToken({ cookies: { '__Host-demo-form': issued } }).token).toBe(issued);
  expect(issueToken({ cookies: { '__Host-demo-form': 'x; Domain=evil' } }).token).toMatch(/^[\w-]{43}$/);
});

test('its cookie is for this host alone, stays at home and out of reach of scripts', () => {
  const { token, cookie } = issueToken(undefined);
  expect(cookie).toBe(`__Host-demo-form=${token}; Path=/; Secure; HttpOnly; SameSite=Strict`);
});

test.each<[string, Record<string, string>]>([
  ['the form', SAME_ORIGIN],
  ['the form, in a browser without Sec-Fetch-Site', { origin: OURS }],
  ['a page of ours without referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }],
  ['a browser that sends no origin', { 'sec-fetch-site': 'same-origin' }],
])('from %s it is good', (_, headers) => {
  expect(posted(issued, issued, headers)).toBe(issued);
});

test.each<[string, string | undefined, unknown, Record<string, unknown>]>([
  ['no cookie', undefined, issued, SAME_ORIGIN],
  ['no token', issued, undefined, SAME_ORIGIN],
  ['neither', undefined, undefined, SAME_ORIGIN],
  ['both empty', '', '', SAME_ORIGIN],
  ['another token', issued, other, SAME_ORIGIN],
  ['the token twice', issued, [issued, issued], SAME_ORIGIN],
  ['both alike and no token of ours', 'x', 'x', SAME_ORIGIN],
  ['another origin', issued, issued, { origin: 'https://evil.example' }],
  ['another origin that looks like ours', issued, issued, { origin: `${OURS}.evil.example` }],
  ['our origin over http', issued, issued, { origin: OURS.replace('https', 'http') }],
  ['another site', issued, issued, { origin: OURS, 'sec-fetch-site': 'cross-site' }],
  ['another host of our site', issued, issued, { origin: OURS, 'sec-fetch-site': 'same-site' }],
  ['the address bar', issued, issued, { 'sec-fetch-site': 'none' }],
  ['another port of this machine', issued, issued, { ...SAME_ORIGIN, origin: 'http://127.0.0.1:3000' }],
  ['nowhere', issued, issued, {}],
  ['a page without referrer, and nothing says which', issued, issued, { origin: 'null' }],
  ['two origins', issued, issued, { origin: [OURS, OURS] }],
])('%s: refused', (_, cookie, form_token, headers) => {
  expect(posted(cookie, form_token, headers)).toBeUndefined();
});

test('nor where a key of the body hides the headers and cookies', () => {
  expect(verifyFormToken('x', { form_token: issued }, OURS)).toBeUndefined();
});
