import { completeSignIn } from '../../../src/apis/pingone/sign-in';
import type { SignInFailure } from '../../../src/core/sign-in';
import { createStateCookie } from '../../../src/demo/state-cookie';
import { handler } from '../../../src/functions/auth/callback';
import { functionCall, putTwilio, takeTwilio } from '../function-call';

/** However a sign-in ends, it has ended: no answer leaves its cookie in the browser. */

jest.mock('../../../src/apis/pingone/sign-in', () => ({ completeSignIn: jest.fn() }));

const env = {
  ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  AUTH_TOKEN: 'f'.repeat(32),
  VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}`,
  DEMO_SIGN_IN: 'on',
  PINGONE_ENVIRONMENT_ID: '8a1c6f0e-52d7-4b39-9e14-c07d3b6fa285',
  PINGONE_REGION: 'eu',
  PINGONE_APP_ID: '3f6b1d88-90c4-4e27-a1f5-6d2c8e07b94a',
  DOMAIN_NAME: 'bridge-1234.twil.io',
};
const begun = { state: 'the-state', nonce: 'the-nonce', verifier: 'v'.repeat(43) };
const [, sealed = ''] = /=([^;]+)/.exec(createStateCookie(begun, env.AUTH_TOKEN, Date.now())) ?? [];
const event = {
  state: begun.state,
  code: 'a-code',
  request: { headers: {}, cookies: { '__Host-sign-in': sealed } },
};

beforeAll(putTwilio);
afterAll(takeTwilio);
afterEach(() => jest.restoreAllMocks());

async function expectForgotten(status: number, words: string, given: Record<string, unknown>, context = {}) {
  const { reply } = await functionCall(handler, given, { ...env, ...context });
  expect([reply.status, reply.headers['Content-Type']]).toEqual([status, 'text/html; charset=utf-8']);
  expect(reply.body).toContain(words);
  expect(reply.body).toContain('href="/demo/index.html"');
  expect(reply.headers['Set-Cookie']).toBe(
    '__Host-sign-in=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0',
  );
}

test.each<[SignInFailure, number, string]>([
  [{ kind: 'declined', error: 'access_denied', description: undefined }, 400, 'PingOne did not sign you in'],
  [{ kind: 'refused', error: 'invalid_grant' }, 400, 'could not be completed'],
  [{ kind: 'untrusted', reason: 'A_CHECK' }, 502, 'did not pass our checks'],
  [{ kind: 'unavailable' }, 503, 'PingOne does not answer'],
])('%j', async (failure, status, words) => {
  jest.mocked(completeSignIn).mockResolvedValue({ failure });
  await expectForgotten(status, words, event);
});

test('a mistake of ours', async () => {
  jest.mocked(completeSignIn).mockRejectedValue(new Error('cannot read a-code'));
  await expectForgotten(500, 'internal_error', event);
});

test('settings that were spoilt meanwhile', async () => {
  await expectForgotten(500, 'PINGONE_APP_ID must be a UUID', event, { PINGONE_APP_ID: 'x' });
});

test.each([
  ['no cookie', { ...event, request: { headers: {}, cookies: {} } }, 'No sign-in was begun here'],
  ['another state', { ...event, state: 'another' }, 'belongs to another sign-in'],
])('%s', async (_, given, words) => {
  await expectForgotten(400, words, given);
});

test('somebody who is signed in', async () => {
  jest.mocked(completeSignIn).mockResolvedValue({ claims: {}, user: {} });
  await expectForgotten(200, 'You are signed in', event);
});
