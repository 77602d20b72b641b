import { createStateCookie } from '../../src/demo/state-cookie';
import { sandboxEnvironment } from '../support/bridge';
import { JANE, linkToPingone, ORIGIN, SAME_ORIGIN, startDemo, type Demo, type Shown } from '../support/demo';
import { answer, SUBJECT, unsigned, type Claims, type OpenidProvider } from '../support/openid-provider';

/** The demo as it is deployed, over real HTTP: the form, Lookup, PingOne, and back. */

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo.close());
afterEach(async () => {
  demo.provider.reset();
  demo.bridge.lines.length = 0;
  await demo.sandbox.reset();
});

const lines = () => demo.bridge.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
/** What was logged, without the ids: four digits of a number can be in one of those by chance. */
const log = () =>
  lines()
    .map((line) => JSON.stringify({ ...line, correlation_id: '' }))
    .join('\n');

/** Nothing of the user, in whatever form, and a way back. */
function expectNobody(shown: Shown): void {
  for (const text of ['Jane Doe', SUBJECT, '+14155552671', 'You are signed in', 'PingOne ID'])
    expect(shown.html).not.toContain(text);
  expect(shown.html).toContain('href="/demo/index.html"');
}

describe('the whole way', () => {
  test('from the form to the page that says who you are', async () => {
    const browser = demo.browser();
    const form_token = await browser.token();
    const shown = await browser.post({ form_token, ...JANE });
    expect([shown.status, shown.text]).toEqual([
      200,
      expect.stringContaining('(415) 555-2671 is a mobile number.'),
    ]);
    const address = new URL(linkToPingone(shown));
    expect(`${address.origin}${address.pathname}`).toBe(`${demo.provider.issuer}/authorize`);
    expect(Object.fromEntries(address.searchParams)).toEqual({
      client_id: sandboxEnvironment['PINGONE_APP_ID'],
      response_type: 'code',
      redirect_uri: `${ORIGIN}/auth/callback`,
      scope: 'openid profile email phone',
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
      nonce: expect.stringMatching(/^[\w-]{43}$/) as string,
      login_hint: 'jane@example.com',
    });
    const response = await fetch(address, { redirect: 'manual' });
    const back = await browser.back(new URL(response.headers.get('location') ?? ''));
    expect(back.status).toBe(200);
    expect(back.text).toContain('You are signed in');
    for (const text of ['Jane Doe', 'jane@example.com', SUBJECT, '+14155552671'])
      expect(back.text).toContain(text);
    expect(back.text).toContain('a password, a one-time passcode (pwd, otp)');
    expect(demo.provider.asked.filter((name) => name !== 'openid-configuration')).toEqual([
      'authorize',
      'token',
      'jwks',
      'userinfo',
    ]);
    expect(demo.provider.authorization).toBeUndefined();
    expect(await demo.lookups()).toBe(1);
    expect(await demo.sandbox.creates()).toBe(0);
  });

  test('asks Lookup for the line type of the number, as it is dialled', async () => {
    const browser = demo.browser();
    await browser.post({ form_token: await browser.token(), ...JANE });
    const [request] = await demo.sandbox.requests();
    expect(request).toMatchObject({ method: 'GET', host: 'lookups.twilio.com' });
    expect(decodeURIComponent(request?.path ?? '')).toBe('/v2/PhoneNumbers/+14155552671');
  });

  test('with policies of one’s own choice', async () => {
    const browser = demo.browser();
    const fields = { form_token: await browser.token(), ...JANE, acr_values: 'Single_Factor Multi_Factor' };
    const address = new URL(linkToPingone(await browser.post(fields)));
    expect(address.searchParams.get('acr_values')).toBe('Single_Factor Multi_Factor');
  });

  test('nothing of it is logged', async () => {
    const browser = demo.browser();
    const address = await browser.toPingone();
    const [formToken, sealed] = [...browser.cookies.values()];
    await browser.back(address);
    await browser.back(address);
    expect(lines().map(({ endpoint, outcome, status }) => [endpoint, outcome, status])).toEqual([
      ['demo/token', 'token', 200],
      ['demo/login', 'number_accepted', 200],
      ['auth/callback', 'signed_in', 200],
      ['auth/callback', 'sign_in_none', 400],
    ]);
    expect(demo.provider.secrets.size).toBeGreaterThanOrEqual(4);
    for (const secret of [...demo.provider.secrets, formToken, sealed, ...address.searchParams.values()])
      expect(log()).not.toContain(secret);
    expect(log()).not.toMatch(/jane|doe|example\.com|4155552671|555-2671|2671/i);
    expect(log()).not.toContain(SUBJECT);
  });

  test('the pages are for nobody else: not kept, not framed, not passed on', async () => {
    const browser = demo.browser();
    const shown = await browser.back(await browser.toPingone());
    expect(shown.headers.get('cache-control')).toBe('no-store');
    expect(shown.headers.get('referrer-policy')).toBe('no-referrer');
    expect(shown.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  test('a password alone leads to a second factor', async () => {
    demo.provider.more = { amr: ['pwd'] };
    const browser = demo.browser();
    const shown = await browser.back(await browser.toPingone());
    expect(shown.text).toContain('Only a password was used.');
  });

  test('what PingOne says is no markup', async () => {
    demo.provider.user = { sub: SUBJECT, name: '<script>alert(1)</script>' };
    demo.provider.more = { amr: ['<b>'], '<i>': '<u>' };
    const browser = demo.browser();
    const shown = await browser.back(await browser.toPingone());
    expect(shown.html).not.toMatch(/<script|<b>|<i>|<u>/);
    expect(shown.html).toContain('&lt;script&gt;');
  });
});

describe('a number', () => {
  const post = async (phone: string) => {
    const browser = demo.browser();
    return browser.post({ form_token: await browser.token(), email: JANE.email, phone });
  };

  test.each([
    ['that is invalid', '+15005550200', 422, 'There is no such number', 'number_invalid'],
    ['that is too short for its country', '+1415555', 422, 'There is no such number', 'number_invalid'],
    ['of a landline', '+15005550205', 422, '(500) 555-0205 is a landline', 'number_not_mobile'],
    ['from the internet', '+15005550910', 422, 'non-fixed VoIP', 'number_not_mobile'],
    ['of an internet telephone', '+15005550911', 422, 'fixed VoIP', 'number_not_mobile'],
  ])('%s is told so, and the form keeps what was typed', async (_, phone, status, words, outcome) => {
    const shown = await post(phone);
    expect([shown.status, shown.text]).toEqual([status, expect.stringContaining(words)]);
    expect(shown.html).toContain(`value="${phone}"`);
    expect(shown.html).toContain('value="jane@example.com"');
    expect(shown.html).not.toContain('Continue to PingOne');
    expect(shown.headers.getSetCookie()).toEqual([]);
    expect(demo.provider.asked).toEqual([]);
    expect(lines().at(-1)).toMatchObject({ outcome, status });
    expect(log()).not.toContain(phone.slice(-4));
  });

  test('and the form that comes back can be posted again', async () => {
    const browser = demo.browser();
    const refused = await browser.post({ form_token: await browser.token(), ...JANE, phone: '+15005550205' });
    const [, form_token = ''] = /name="form_token" value="([^"]+)"/.exec(refused.html) ?? [];
    const headers = { origin: 'null', 'sec-fetch-site': 'same-origin' };
    expect((await browser.post({ form_token, ...JANE }, headers)).status).toBe(200);
  });

  test.each(['', '4155552671', 'none', '+1 415 555 2671,22'])('"%s" is not even looked up', async (phone) => {
    const shown = await post(phone);
    expect([shown.status, shown.text]).toEqual([400, expect.stringContaining('+ and the country code')]);
    expect(await demo.lookups()).toBe(0);
  });

  test.each<[string, Record<string, unknown>, number, string]>([
    ['has a fault', { status: 500 }, 503, 'Twilio has a fault'],
    ['resets the connection', { reset: true }, 504, 'gave no whole answer'],
    ['takes no more', { code: 20429 }, 429, 'takes no more requests'],
    ['refuses the account', { code: 20003 }, 500, 'refuses ACCOUNT_SID'],
  ])('when Lookup %s nobody is let through', async (_, fault, status, words) => {
    await demo.sandbox.fault({ times: 10, ...fault });
    const shown = await post(JANE.phone);
    expect([shown.status, shown.text]).toEqual([status, expect.stringContaining(words)]);
    expect(shown.text).toContain('The number could not be checked');
    expect(shown.html).toContain('value="jane@example.com"');
    expect(demo.provider.asked).toEqual([]);
  });
});

describe('a post that is not from our form', () => {
  test.each<[string, (token: string) => Record<string, string>, Record<string, string>]>([
    ['without a token', () => ({}), SAME_ORIGIN],
    ['with another token', () => ({ form_token: 'x'.repeat(43) }), SAME_ORIGIN],
    ['from another site', (form_token) => ({ form_token }), { origin: 'https://evil.example' }],
    [
      'from another site, as a browser tells it',
      (form_token) => ({ form_token }),
      { origin: ORIGIN, 'sec-fetch-site': 'cross-site' },
    ],
    ['from nowhere', (form_token) => ({ form_token }), {}],
    ['with headers hidden by a field', (form_token) => ({ form_token, request: 'x' }), SAME_ORIGIN],
  ])('%s: no Lookup', async (_, fields, headers) => {
    const browser = demo.browser();
    const shown = await browser.post({ ...fields(await browser.token()), ...JANE }, headers);
    expect([shown.status, shown.text]).toEqual([403, expect.stringContaining('did not come from the form')]);
    expect(shown.html).toContain(`href="${ORIGIN}/demo/index.html"`);
    expect(await demo.lookups()).toBe(0);
    expect(demo.provider.asked).toEqual([]);
  });

  test('with a token, but without its cookie: no Lookup', async () => {
    const form_token = await demo.browser().token();
    expect((await demo.browser().post({ form_token, ...JANE })).status).toBe(403);
    expect(await demo.lookups()).toBe(0);
  });

  test('typed into the address bar: no Lookup', async () => {
    const browser = demo.browser();
    const form_token = await browser.token();
    const query = new URLSearchParams({ form_token, ...JANE }).toString();
    const shown = await browser.ask(`/demo/login?${query}`, { headers: { 'sec-fetch-site': 'none' } });
    expect(shown.status).toBe(403);
    expect(await demo.lookups()).toBe(0);
  });
});

describe('the sign-in that was begun', () => {
  test('ends with the first answer: a replayed one finds nothing', async () => {
    const browser = demo.browser();
    const address = await browser.toPingone();
    await browser.back(address);
    expect(browser.set).toEqual(['__Host-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0']);
    const again = await browser.back(address);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('No sign-in was begun here')]);
    expectNobody(again);
    expect(demo.provider.asked.filter((name) => name === 'token')).toHaveLength(1);
  });

  test('and if somebody kept the cookie, PingOne refuses the used code', async () => {
    const browser = demo.browser();
    const address = await browser.toPingone();
    const kept = new Map(browser.cookies);
    await browser.back(address);
    for (const [name, value] of kept) browser.cookies.set(name, value);
    const again = await browser.back(address);
    expect([again.status, again.text]).toEqual([400, expect.stringContaining('it was used before')]);
    expectNobody(again);
    expect(lines().at(-1)).toMatchObject({ outcome: 'sign_in_refused', error: 'invalid_grant' });
  });

  test.each<[string, (address: URL) => void]>([
    ['another state', (address) => address.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (address) => address.searchParams.delete('state')],
    ['an empty state', (address) => address.searchParams.set('state', '')],
    ['two states', (address) => address.searchParams.append('state', 'x')],
  ])('takes no answer with %s, nor the right one after it', async (_, tamper) => {
    const browser = demo.browser();
    const address = await browser.toPingone();
    const tampered = new URL(address);
    tamper(tampered);
    const shown = await browser.back(tampered);
    expect([shown.status, shown.text]).toEqual([400, expect.stringContaining('belongs to another sign-in')]);
    expectNobody(shown);
    expect((await browser.back(address)).status).toBe(400);
    expect(demo.provider.asked).not.toContain('token');
  });

  test('an older one in another tab is not taken for it', async () => {
    const browser = demo.browser();
    const first = await browser.toPingone();
    await browser.toPingone();
    expect((await browser.back(first)).text).toContain('belongs to another sign-in');
  });

  test('is of one browser', async () => {
    const address = await demo.browser().toPingone();
    const shown = await demo.browser().back(address);
    expect([shown.status, shown.text]).toEqual([400, expect.stringContaining('No sign-in was begun here')]);
    expectNobody(shown);
  });

  const begun = { state: 's', nonce: 'n', verifier: 'v' };
  const sealed = (secret: string | undefined, now: number) =>
    /=([^;]+)/.exec(createStateCookie(begun, secret ?? '', now))?.[1] ?? '';

  test.each<[string, () => string, string]>([
    [
      'that is older than ten minutes, whatever the browser thinks',
      () => sealed(sandboxEnvironment['AUTH_TOKEN'], Date.now() - 600_001),
      'This sign-in took too long',
    ],
    ['that we have not made', () => sealed('another secret', Date.now()), 'No sign-in was begun here'],
    ['that holds rubbish', () => 'x'.repeat(300), 'No sign-in was begun here'],
  ])('a cookie %s is no use', async (_, cookie, words) => {
    const browser = demo.browser();
    browser.cookies.set('__Host-sign-in', cookie());
    const shown = await browser.ask('/auth/callback?code=c&state=s');
    expect([shown.status, shown.text]).toEqual([400, expect.stringContaining(words)]);
    expectNobody(shown);
    expect(demo.provider.asked).toEqual([]);
  });
});

describe('PingOne says no', () => {
  test.each([
    ['access_denied', 'The user said <b>no</b>.'],
    ['login_required', undefined],
    ['<script>', '<script>alert(1)</script>'],
  ])('error=%s', async (error, description) => {
    const browser = demo.browser();
    const address = await browser.toPingone();
    address.searchParams.delete('code');
    address.searchParams.set('error', error);
    if (description !== undefined) address.searchParams.set('error_description', description);
    const shown = await browser.back(address);
    expect([shown.status, shown.text]).toEqual([400, expect.stringContaining('PingOne did not sign you in')]);
    expect(shown.html).toContain((description ?? error).replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    expect(shown.html).not.toMatch(/<script|<b>/);
    expectNobody(shown);
    expect(demo.provider.asked).not.toContain('token');
    expect(demo.bridge.lines.at(-1)).not.toMatch(/script|said/);
  });

  test('and what it says without the right state is not shown', async () => {
    const browser = demo.browser();
    await browser.toPingone();
    const shown = await browser.ask('/auth/callback?error=access_denied&error_description=Call+555&state=x');
    expect(shown.status).toBe(400);
    expect(shown.text).not.toContain('Call 555');
  });
});

describe('an ID token', () => {
  type Forge = (provider: OpenidProvider, claims: Claims) => string | undefined;
  const RS256 = { alg: 'RS256', kid: 'k1' };
  const now = () => Math.floor(Date.now() / 1000);
  const withClaims =
    (changes: Claims | (() => Claims)): Forge =>
    (provider, claims) =>
      provider.signed({ ...claims, ...(typeof changes === 'function' ? changes() : changes) }, RS256);

  test.each<[string, Forge]>([
    ['with a wrong signature', (provider, claims) => provider.forged(claims, RS256)],
    [
      'whose claims were changed under its signature',
      (provider, claims) => {
        const [, , signature] = provider.signed(claims, RS256).split('.');
        return `${unsigned({ ...claims, sub: 'someone-else' }, RS256)}.${signature}`;
      },
    ],
    [
      'with a key that PingOne does not publish',
      (provider, claims) => provider.forged(claims, { alg: 'RS256', kid: 'k2' }),
    ],
    ['with alg: none', (_, claims) => `${unsigned(claims, { alg: 'none' })}.`],
    ['with alg: none and a signature', (_, claims) => `${unsigned(claims, { alg: 'none' })}.AAAA`],
    ['with alg: HS256', (provider, claims) => provider.signed(claims, { alg: 'HS256' })],
    ['without a signature', (_, claims) => `${unsigned(claims, RS256)}.`],
    ['of another issuer', withClaims({ iss: 'https://evil.example/as' })],
    ['without an issuer', withClaims({ iss: undefined })],
    ['for another application', withClaims({ aud: '00000000-0000-4000-8000-000000000000' })],
    [
      'for several, and not by us',
      withClaims({ aud: [sandboxEnvironment['PINGONE_APP_ID'], 'x'], azp: 'x' }),
    ],
    ['with another nonce', withClaims({ nonce: 'x'.repeat(43) })],
    ['without a nonce', withClaims({ nonce: undefined })],
    ['that has expired', withClaims(() => ({ iat: now() - 7200, exp: now() - 3600 }))],
    ['that never expires', withClaims({ exp: undefined })],
    ['that is not valid yet', withClaims(() => ({ nbf: now() + 3600 }))],
    ['without a subject', withClaims({ sub: undefined })],
    ['that is none', () => 'rubbish'],
    ['that is missing', () => undefined],
  ])('%s signs nobody in', async (_, forge) => {
    demo.provider.issue = (claims) => forge(demo.provider, claims);
    const browser = demo.browser();
    const address = await browser.toPingone();
    const shown = await browser.back(address);
    expect([shown.status, shown.text]).toEqual([502, expect.stringContaining('did not pass our checks')]);
    expectNobody(shown);
    expect(demo.provider.asked).toContain('token');
    expect(demo.provider.asked).not.toContain('userinfo');
    expect(lines().at(-1)).toMatchObject({
      outcome: 'sign_in_untrusted',
      reason: expect.stringMatching(/^OAUTH_[A-Z_]+$/) as string,
    });
    for (const secret of demo.provider.secrets) expect(demo.bridge.lines.join()).not.toContain(secret);
  });

  test('about one user, and userinfo about another', async () => {
    demo.provider.user = { ...demo.provider.user, sub: 'someone-else' };
    const browser = demo.browser();
    const shown = await browser.back(await browser.toPingone());
    expect([shown.status, shown.text]).toEqual([502, expect.stringContaining('did not pass our checks')]);
    expectNobody(shown);
  });
});

describe('an answer at the callback', () => {
  test.each<[string, Record<string, string>, number]>([
    ['from another issuer', { iss: 'https://evil.example' }, 502],
    ['with tokens of its own', { id_token: 'x' }, 502],
  ])('%s is not used', async (_, parameters, status) => {
    const browser = demo.browser();
    const address = await browser.toPingone();
    for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
    const shown = await browser.back(address);
    expect(shown.status).toBe(status);
    expectNobody(shown);
    expect(demo.provider.asked).not.toContain('token');
  });

  test('with a code that was never given is refused by PingOne', async () => {
    const browser = demo.browser();
    const address = await browser.toPingone();
    address.searchParams.set('code', 'guessed');
    const shown = await browser.back(address);
    expect([shown.status, shown.text]).toEqual([400, expect.stringContaining('invalid_grant')]);
    expectNobody(shown);
  });
});

describe('PingOne is not well', () => {
  const reset: OpenidProvider['instead'][string] = (request) => void request.socket.resetAndDestroy();
  const status =
    (code: number, body: unknown = {}): OpenidProvider['instead'][string] =>
    (_, response) =>
      answer(response, code, body);

  test.each<[string, OpenidProvider['instead'], number, string]>([
    ['the exchange has a fault', { token: status(500) }, 503, 'PingOne does not answer'],
    ['the exchange is limited', { token: status(429) }, 503, 'PingOne does not answer'],
    ['the exchange is cut off', { token: reset }, 503, 'PingOne does not answer'],
    [
      'the application is unknown',
      { token: status(401, { error: 'invalid_client' }) },
      500,
      'does not accept this application',
    ],
    [
      'the application is refused with a challenge',
      {
        token: (_, response) => void response.writeHead(401, { 'WWW-Authenticate': 'Basic realm="x"' }).end(),
      },
      500,
      'does not accept this application',
    ],
    ['the exchange gives no tokens', { token: status(200, {}) }, 502, 'did not pass our checks'],
    [
      'the exchange gives a page',
      {
        token: (_, response) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>Hello'),
      },
      502,
      'did not pass our checks',
    ],
    ['the keys have a fault', { jwks: status(500) }, 503, 'PingOne does not answer'],
    ['the keys are cut off', { jwks: reset }, 503, 'PingOne does not answer'],
    ['userinfo is not there', { userinfo: status(404) }, 500, 'status 404'],
    ['there are no keys', { jwks: status(200, { keys: [] }) }, 502, 'did not pass our checks'],
    ['userinfo has a fault', { userinfo: status(503) }, 503, 'PingOne does not answer'],
    ['userinfo is no JSON', { userinfo: status(200, 'x') }, 502, 'did not pass our checks'],
  ])('%s: nobody is signed in', async (_, instead, expected, words) => {
    demo.provider.instead = instead;
    const browser = demo.browser();
    const shown = await browser.back(await browser.toPingone());
    expect([shown.status, shown.text]).toEqual([expected, expect.stringContaining(words)]);
    expectNobody(shown);
    expect(lines().at(-1)?.['stack']).toBeUndefined();
    for (const secret of demo.provider.secrets) expect(demo.bridge.lines.join()).not.toContain(secret);
  });
});

describe('discovery', () => {
  const begin = async (instead: OpenidProvider['instead']) => {
    const other = await startDemo();
    other.provider.instead = instead;
    const browser = other.browser();
    const shown = await browser.post({ form_token: await browser.token(), ...JANE });
    await other.close();
    return [shown.status, shown.text];
  };
  const metadata = (changes: (issuer: string) => Claims): OpenidProvider['instead'] => ({
    'openid-configuration': (request, response) => {
      const issuer = `http://${request.headers.host}/${sandboxEnvironment['PINGONE_ENVIRONMENT_ID']}/as`;
      answer(response, 200, { issuer, authorization_endpoint: `${issuer}/authorize`, ...changes(issuer) });
    },
  });

  test('of another issuer is not believed', async () => {
    const [status, text] = await begin(metadata(() => ({ issuer: 'https://evil.example/as' })));
    expect([status, text]).toEqual([502, expect.stringContaining('did not pass our checks')]);
  });

  test.each<[string, OpenidProvider['instead'][string], number]>([
    ['is cut off', (request) => void request.socket.resetAndDestroy(), 503],
    ['has a fault', (_, response) => answer(response, 500, {}), 503],
    ['is not there: the environment is another', (_, response) => answer(response, 404, {}), 500],
  ])('that %s stops the sign-in before it begins', async (_, handle, status) => {
    expect((await begin({ 'openid-configuration': handle }))[0]).toBe(status);
  });

  test('is asked for once by a warm instance', async () => {
    const browser = demo.browser();
    await browser.toPingone();
    demo.provider.asked.length = 0;
    await demo.browser().toPingone();
    expect(demo.provider.asked).toEqual(['authorize']);
  });
});

describe('settings', () => {
  const paths = ['/demo/token', '/demo/login', '/auth/callback'];

  test.each(paths)('%s, while the demo is off, says so', async (path) => {
    const off = await startDemo({ DEMO_SIGN_IN: undefined, PINGONE_APP_ID: undefined });
    const shown = await off.browser().ask(path, { body: new URLSearchParams(JANE), headers: SAME_ORIGIN });
    expect([shown.status, shown.text]).toEqual([404, expect.stringContaining('The demo is off')]);
    expect(off.bridge.lines.join()).toContain('demo_off');
    expect(await off.lookups()).toBe(0);
    await off.close();
  });

  test.each(paths)('%s, where something is malformed, names it on a page', async (path) => {
    const lacking = await startDemo({ DEMO_SIGN_IN: 'yes', PINGONE_APP_ID: undefined });
    const shown = await lacking
      .browser()
      .ask(path, { body: new URLSearchParams(JANE), headers: SAME_ORIGIN });
    expect(shown.status).toBe(500);
    expect(shown.text).toContain('DEMO_SIGN_IN must be on, or not set. PINGONE_APP_ID is not set.');
    expect(shown.headers.get('content-type')).toBe('text/html; charset=utf-8');
    await lacking.close();
  });

  test('with a secret the application proves itself by Basic, and by PKCE as well', async () => {
    const secret = 'aB3~x.y-z_0:/+';
    const confidential = await startDemo({ PINGONE_APP_SECRET: secret });
    const browser = confidential.browser();
    const shown = await browser.back(await browser.toPingone());
    expect(shown.status).toBe(200);
    const pair = `${sandboxEnvironment['PINGONE_APP_ID']}:${encodeURIComponent(secret)}`;
    expect(confidential.provider.authorization).toBe(`Basic ${Buffer.from(pair).toString('base64')}`);
    expect(confidential.bridge.lines.join()).not.toContain(secret);
    await confidential.close();
  });
});
