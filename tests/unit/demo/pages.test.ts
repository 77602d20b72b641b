import type { SignInFailure } from '../../../src/core/sign-in';
import { rebuildCallbackUrl } from '../../../src/demo/callback-url';
import { renderSignInFailure, renderNoPendingSignIn } from '../../../src/demo/failure-pages';
import { explainNotMobile } from '../../../src/demo/line-type';
import { describeMethods, readMethods } from '../../../src/demo/sign-in-methods';
import { renderSignedIn } from '../../../src/demo/signed-in-page';
import type { Reply } from '../../../src/http/reply';

const EVIL = `<img src=x onerror="alert('1')">`;
const app = { myAccountUrl: 'https://apps.pingone.eu/an-environment/myaccount/#mfa' };
const text = (reply: Reply): string => reply.html?.text.replace(/\s+/g, ' ') ?? '';

describe('every page', () => {
  const pages: [string, Reply][] = [
    ['signed in', renderSignedIn({ claims: {}, user: {} }, app)],
    ['not begun', renderNoPendingSignIn('none')],
    ['declined', renderSignInFailure({ kind: 'declined', error: EVIL, description: EVIL }, () => undefined)],
  ];
  test.each(pages)('of %s may load our style and nothing else, and forgets the sign-in', (_, reply) => {
    expect(reply.headers).toEqual({
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Set-Cookie': '__Host-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0',
    });
    expect(text(reply)).toMatch(/^<!doctype html> ?<html lang="en">/);
    expect(text(reply)).toContain('href="/demo/index.html"');
    expect(text(reply)).not.toMatch(/<script|<style|\sstyle=/);
  });
});

describe('signed in', () => {
  test('who it is, and how', () => {
    const claims = { sub: 'an-id', amr: ['pwd', 'otp'], exp: 1_800_000_000, env: { a: [1] } };
    const user = {
      given_name: 'Jane',
      family_name: 'Doe',
      email: 'j@d.example',
      phone_number: '+14155552671',
    };
    const shown = text(renderSignedIn({ claims, user }, app));
    for (const [term, value] of [
      ['Name', 'Jane Doe'],
      ['E-mail', 'j@d.example'],
      ['PingOne ID', 'an-id'],
      ['Phone', '+14155552671'],
      ['Signed in by', 'a password, a one-time passcode (pwd, otp)'],
    ])
      expect(shown).toMatch(new RegExp(`<dt>${term}</dt> <dd>${value?.replace(/[+()]/g, '\\$&')}</dd>`));
    expect(shown).toMatch(/<details> <summary>/);
    expect(shown).toContain('<td>1800000000 (2027-01-15T08:00:00.000Z)</td>');
    expect(shown).toContain('<td>{&quot;a&quot;:[1]}</td>');
    expect(shown).not.toContain('Only a password');
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['its full name first', { name: 'J. Doe', given_name: 'Jane' }, 'J. Doe'],
    ['one half of it', { family_name: 'Doe' }, 'Doe'],
    ['a user name', { preferred_username: 'jdoe' }, 'jdoe'],
    ['none', { name: 7 }, 'not given'],
  ])('a name: %s', (_, user, name) => {
    expect(text(renderSignedIn({ claims: {}, user }, app))).toContain(`<dt>Name</dt> <dd>${name}</dd>`);
  });

  test('by a password alone: on to My Account, where there is one', () => {
    const user = { claims: { amr: ['pwd'] }, user: {} };
    expect(text(renderSignedIn(user, app))).toContain(`<a href="${app.myAccountUrl}">`);
    const local = text(renderSignedIn(user, { myAccountUrl: undefined }));
    expect(local).toContain(
      'Only a password was used.</strong> The stand-in of PingOne has no page to add a phone.',
    );
    expect(local).not.toContain('My Account');
  });

  test('in the sandbox, what follows a passcode; elsewhere nobody knows', () => {
    const user = { claims: { amr: ['pwd', 'otp'] }, user: {} };
    const follows = '<a href="/#conversion">Conversion</a>';
    expect(text(renderSignedIn(user, { myAccountUrl: undefined }))).toContain(follows);
    expect(text(renderSignedIn(user, app))).not.toContain(follows);
  });

  test.each<[unknown, string[]]>([
    [
      ['pwd', 'otp', 'mfa'],
      ['pwd', 'otp', 'mfa'],
    ],
    [['pwd', 7, null], ['pwd']],
    ['pwd', []],
    [undefined, []],
    [{ 0: 'pwd' }, []],
  ])('amr %p holds %p', (amr, methods) => expect(readMethods({ amr })).toEqual(methods));

  test.each([
    [[], 'PingOne does not say'],
    [['sms'], 'a text message (sms)'],
    [['pwd', 'constructor'], 'a password, constructor (pwd, constructor)'],
  ])('%p in words', (methods, words) => expect(describeMethods(methods)).toBe(words));

  test('nothing that PingOne says is markup', () => {
    const evil = { name: EVIL, email: EVIL, phone_number: EVIL };
    const claims = { sub: EVIL, amr: [EVIL], [EVIL]: EVIL, more: { [EVIL]: [EVIL] } };
    expect(text(renderSignedIn({ claims, user: evil }, app))).not.toContain('<img');
  });
});

describe('not signed in', () => {
  test.each<[SignInFailure, number, string, Record<string, unknown>]>([
    [
      { kind: 'declined', error: 'access_denied', description: 'She said no.' },
      400,
      'She said no.',
      { error: 'access_denied' },
    ],
    [
      { kind: 'declined', error: 'server_error', description: undefined },
      400,
      'server_error',
      { error: 'server_error' },
    ],
    [{ kind: 'refused', error: 'invalid_grant' }, 400, 'used before', { error: 'invalid_grant' }],
    [{ kind: 'refused', error: 'invalid_client' }, 500, 'the redirect URI', { error: 'invalid_client' }],
    [{ kind: 'refused', error: 'status 404' }, 500, 'status 404', { error: 'status 404' }],
    [{ kind: 'untrusted', reason: 'A_CHECK' }, 502, 'A_CHECK', { reason: 'A_CHECK' }],
    [{ kind: 'unavailable' }, 503, 'no answer in time', {}],
  ])('%j', (failure, status, words, noted) => {
    const notes = {};
    const reply = renderSignInFailure(failure, (fields) => void Object.assign(notes, fields));
    expect([reply.status, text(reply), notes]).toEqual([status, expect.stringContaining(words), noted]);
  });

  test.each([
    '+14155552671 access_denied',
    'access_denied +14155552671',
    'jane@example.com\naccess_denied',
    'Access_Denied',
    'a'.repeat(51),
    'status 4155552671',
    'for 415 status 404',
    '',
  ])('an error that is no registered code is not logged: %j', (error) => {
    for (const kind of ['declined', 'refused'] as const) {
      const notes = {};
      renderSignInFailure(
        { kind, error, description: undefined },
        (fields) => void Object.assign(notes, fields),
      );
      expect(notes).toEqual({ error: 'unreadable' });
    }
  });

  test.each<SignInFailure>([
    { kind: 'declined', error: EVIL, description: EVIL },
    { kind: 'refused', error: EVIL },
  ])('what PingOne says is neither markup nor logged: %j', (failure) => {
    const notes: Record<string, unknown> = {};
    const reply = renderSignInFailure(failure, (fields) => void Object.assign(notes, fields));
    expect(text(reply)).not.toContain('<img');
    expect(text(reply)).toContain('&lt;img');
    expect(notes).toEqual({ error: 'unreadable' });
  });
});

test.each([
  ['mobile', undefined],
  ['landline', '030 1 is a landline.'],
  ['nonFixedVoip', '030 1 is an internet number'],
  ['somethingNew', 'cannot tell what kind of line 030 1 is'],
  ['toString', 'cannot tell'],
  [undefined, 'cannot tell'],
])('a line of type %s', (type, words) => {
  const obstacle = explainNotMobile('030 1', type);
  if (words === undefined) expect(obstacle).toBeUndefined();
  else expect(obstacle).toContain(words);
});

test('the address of an answer is put together again, with what came twice', () => {
  const url = rebuildCallbackUrl('https://a.example/auth/callback', {
    code: 'a&b=c',
    state: ['x', 'y'],
    n: 1,
    o: {},
  });
  expect(url.href).toBe('https://a.example/auth/callback?code=a%26b%3Dc&state=x&state=y');
});
