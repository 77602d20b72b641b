import * as fc from 'fast-check';
import { authenticate, challenges, type Credentials } from '../../../src/http/credentials';

const CURRENT = 'current-secret-0001';
const PREVIOUS = 'previous-secret-001';
const BASIC: Credentials = { scheme: 'basic', username: 'pingone', password: [CURRENT, PREVIOUS] };
const BEARER: Credentials = { scheme: 'bearer', token: [CURRENT, PREVIOUS] };
const TOKEN: Credentials = { scheme: 'token', token: [CURRENT, PREVIOUS] };
const VERBATIM: Credentials = { scheme: 'verbatim', token: [CURRENT, PREVIOUS] };

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const basic = (username: string, password: string): string => `Basic ${base64(`${username}:${password}`)}`;
const withHeader = (authorization: unknown) => ({ headers: { authorization }, cookies: {} });

describe('who is known', () => {
  test.each<[string, Credentials, string]>([
    ['Basic', BASIC, basic('pingone', CURRENT)],
    ['Basic, the previous password', BASIC, basic('pingone', PREVIOUS)],
    ['Basic in lower case', BASIC, basic('pingone', CURRENT).replace('Basic', 'basic')],
    ['Basic with more spaces', BASIC, basic('pingone', CURRENT).replace(' ', '   ')],
    ['the password as a Bearer token', BASIC, `Bearer ${CURRENT}`],
    ['the previous password as a Bearer token', BASIC, `Bearer ${PREVIOUS}`],
    ['Bearer', BEARER, `Bearer ${CURRENT}`],
    ['Bearer, the previous token', BEARER, `Bearer ${PREVIOUS}`],
    ['Bearer in lower case', BEARER, `bearer ${CURRENT}`],
    ['Bearer in upper case', BEARER, `BEARER ${CURRENT}`],
    ['the token as Bearer', TOKEN, `Bearer ${CURRENT}`],
    ['the token as a password, with any user', TOKEN, basic('anybody', CURRENT)],
    ['the previous token as a password, with no user', TOKEN, basic('', PREVIOUS)],
    ['the value as it is', VERBATIM, CURRENT],
    ['the previous value as it is', VERBATIM, PREVIOUS],
    ['the value with Bearer before it', VERBATIM, `Bearer ${CURRENT}`],
  ])('%s', (_, credentials, header) => {
    expect(authenticate(withHeader(header), credentials)).toBeUndefined();
  });

  test('a password may hold colons, letters of any script, and a value that has a space', () => {
    const password = 'p:a:ß漢字 0123456789';
    const credentials: Credentials = { scheme: 'basic', username: 'pingone', password: [password] };
    expect(authenticate(withHeader(basic('pingone', password)), credentials)).toBeUndefined();
    const token = 'Splunk 0123456789abcdef';
    expect(authenticate(withHeader(token), { scheme: 'verbatim', token: [token] })).toBeUndefined();
  });
});

describe('who is not', () => {
  test.each<[string, Credentials, string]>([
    ['an empty header', BASIC, ''],
    ['the token as a user', TOKEN, basic(CURRENT, 'x')],
    ['the token as it is', TOKEN, CURRENT],
    ['the token without a colon', TOKEN, `Basic ${base64(CURRENT)}`],
    ['another token as a password', TOKEN, basic('anybody', 'another-secret-001')],
    ['the token behind another colon', TOKEN, basic('a', `b:${CURRENT}`)],
    ['a scheme alone', BASIC, 'Basic'],
    ['a scheme and a space', BASIC, 'Basic '],
    ['another password', BASIC, basic('pingone', 'another-secret-001')],
    ['another user', BASIC, basic('pingtwo', CURRENT)],
    ['no user', BASIC, basic('', CURRENT)],
    ['no password', BASIC, basic('pingone', '')],
    ['both passwords', BASIC, basic('pingone', `${CURRENT},${PREVIOUS}`)],
    ['a beginning of the password', BASIC, basic('pingone', CURRENT.slice(0, -1))],
    ['more than the password', BASIC, basic('pingone', `${CURRENT}x`)],
    ['a line break behind the password', BASIC, basic('pingone', `${CURRENT}\n`)],
    ['the password in other letters', BASIC, basic('pingone', CURRENT.toUpperCase())],
    ['no colon', BASIC, `Basic ${base64('pingone')}`],
    ['no base64', BASIC, `Basic pingone:${CURRENT}`],
    ['broken base64', BASIC, 'Basic %%%'],
    ['base64 of something else', BASIC, `Basic ${base64('\u0000\u0001')}`],
    ['the password verbatim', BASIC, CURRENT],
    ['the pair as a Bearer token', BASIC, basic('pingone', CURRENT).replace('Basic', 'Bearer')],
    ['the pair under another scheme', BASIC, basic('pingone', CURRENT).replace('Basic', 'Token')],
    ['two credentials in one header', BASIC, `${basic('pingone', CURRENT)}, ${basic('pingone', CURRENT)}`],
    ['another scheme', BEARER, `Digest ${CURRENT}`],
    ['Basic where a token is due', BEARER, basic('pingone', CURRENT)],
    ['Basic with the token as it is', BEARER, `Basic ${CURRENT}`],
    ['the token without a scheme', BEARER, CURRENT],
    ['another token', BEARER, 'Bearer another-secret-001'],
    ['both tokens', BEARER, `Bearer ${CURRENT},${PREVIOUS}`],
    ['a tab after the scheme', BEARER, `Bearer\t${CURRENT}`],
    ['another value', VERBATIM, 'another-secret-001'],
    ['another scheme before the value', VERBATIM, `Token ${CURRENT}`],
    ['Bearer twice', VERBATIM, `Bearer Bearer ${CURRENT}`],
    ['both values', VERBATIM, `${CURRENT},${PREVIOUS}`],
    ['a huge header', VERBATIM, 'x'.repeat(900_000)],
    ['a huge run of spaces', BEARER, `Bearer${' '.repeat(900_000)}\n`],
  ])('%s', (_, credentials, header) => {
    expect(authenticate(withHeader(header), credentials)).toMatchObject({
      code: 'unauthenticated',
      retryable: false,
      detail: 'The Authorization header does not hold the credentials of this endpoint.',
    });
  });

  test.each<[string, Credentials]>([
    ['basic', { scheme: 'basic', username: 'pingone', password: [] }],
    ['bearer', { scheme: 'bearer', token: [] }],
    ['verbatim', { scheme: 'verbatim', token: [] }],
  ])('anybody where no secret is set: %s', (_, credentials) => {
    for (const header of ['', 'Bearer ', 'Basic ', basic('pingone', ''), 'Bearer undefined', basic('', '')]) {
      expect(authenticate(withHeader(header), credentials)).toMatchObject({ code: 'unauthenticated' });
    }
  });
});

describe('the shape of event.request', () => {
  const NEST = /Nest the event under "event"/;
  const NO_HEADER = /There is no Authorization header/;

  test.each<[string, unknown, RegExp]>([
    ['nothing', undefined, NEST],
    ['null', null, NEST],
    ['text, from the query', 'x', NEST],
    ['a number', 7, NEST],
    ['a list', [], NEST],
    ["Auth0's own request", { ip: '203.0.113.7', language: 'en', geoip: {} }, NEST],
    ['headers that are null', { headers: null }, NEST],
    ['headers in text', { headers: `Bearer ${CURRENT}` }, NEST],
    ['headers only by inheritance', Object.create(withHeader(`Bearer ${CURRENT}`)), NEST],
    ['no header', { headers: {} }, NO_HEADER],
    ['a list of headers', { headers: [`Bearer ${CURRENT}`] }, NO_HEADER],
    ['another spelling, which the runtime never makes', { headers: { Authorization: CURRENT } }, NO_HEADER],
    [
      'a header only by inheritance',
      { headers: Object.create({ authorization: `Bearer ${CURRENT}` }) as object },
      NO_HEADER,
    ],
    ['two headers', withHeader([`Bearer ${CURRENT}`, `Bearer ${CURRENT}`]), /more than one/],
    ['a list of one', withHeader([`Bearer ${CURRENT}`]), /more than one/],
    ['null as the header', withHeader(null), /more than one/],
    [
      'an object that turns into the header',
      withHeader({ toString: () => `Bearer ${CURRENT}` }),
      /more than one/,
    ],
    ['true', withHeader(true), /more than one/],
  ])('%s', (_, request, detail) => {
    for (const credentials of [BASIC, BEARER, VERBATIM]) {
      const problem = authenticate(request, credentials);
      expect(problem).toMatchObject({ code: 'unauthenticated', retryable: false });
      expect(problem?.detail).toMatch(detail);
    }
  });

  test('of anything at all: refused, without an exception and without a secret in the answer', () => {
    const header = fc.oneof(
      fc.anything(),
      fc.string().map((text) => `Basic ${text}`),
    );
    const request = fc.oneof(fc.anything(), fc.record({ headers: fc.record({ authorization: header }) }));
    fc.assert(
      fc.property(request, fc.constantFrom(BASIC, BEARER, VERBATIM), (given, credentials) => {
        const problem = authenticate(given, credentials);
        expect(problem?.code).toBe('unauthenticated');
        expect(JSON.stringify(problem)).not.toContain('secret');
      }),
    );
  });
});

test('the challenge names the scheme that the endpoint takes', () => {
  expect(challenges).toEqual({
    basic: expect.stringMatching(/^Basic realm="[^"]+"/) as string,
    bearer: expect.stringMatching(/^Bearer realm="[^"]+"$/) as string,
    token: expect.stringMatching(/^Bearer realm="[^"]+"$/) as string,
    verbatim: expect.stringMatching(/^Bearer realm="[^"]+"$/) as string,
    signature: expect.stringMatching(/^Signature realm="[^"]+"$/) as string,
  });
});
