import { createHash } from 'node:crypto';
import { completeSignIn } from '../../../src/apis/pingone/sign-in';
import { createDeadline, systemClock } from '../../../src/core/deadline';
import { rebuildCallbackUrl } from '../../../src/demo/callback-url';
import { startOpenidProvider, type OpenidProvider } from '../../support/openid-provider';

/** Discovery, exchange, keys and userinfo share one deadline, whichever of them it is that does not answer. */

const CLIENT = '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8f9';
const REDIRECT_URI = 'http://localhost:3000/auth/callback';
const begun = { state: 'a-state', nonce: 'a-nonce', verifier: 'v'.repeat(43) };

let provider: OpenidProvider;
beforeEach(async () => {
  provider = await startOpenidProvider('an-environment', CLIENT);
});
afterEach(() => provider.close());

const app = () => ({
  issuer: provider.issuer,
  clientId: CLIENT,
  clientSecret: undefined,
  myAccountUrl: undefined,
});

/** PingOne's answer to a request with `begun`. */
async function answered(): Promise<URL> {
  const query = new URLSearchParams({
    client_id: CLIENT,
    redirect_uri: REDIRECT_URI,
    state: begun.state,
    nonce: begun.nonce,
    code_challenge: createHash('sha256').update(begun.verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const response = await fetch(`${provider.issuer}/authorize?${query.toString()}`, { redirect: 'manual' });
  return new URL(response.headers.get('location') ?? '');
}

test.each(['openid-configuration', 'token', 'jwks', 'userinfo'])('%s hangs', async (name) => {
  let hung = 0;
  provider.instead = { [name]: () => void (hung += 1) };
  const result = await completeSignIn(app(), await answered(), begun, createDeadline(systemClock, 300));
  expect(result).toEqual({ failure: { kind: 'unavailable' } });
  expect(hung).toBe(1);
});

test('with no time left nothing is asked', async () => {
  const answer = rebuildCallbackUrl(REDIRECT_URI, { code: 'c', state: begun.state });
  const result = await completeSignIn(app(), answer, begun, createDeadline(systemClock, 0));
  expect(result).toEqual({ failure: { kind: 'unavailable' } });
  expect(provider.asked).toEqual([]);
});

test('with time enough somebody is signed in', async () => {
  const result = await completeSignIn(app(), await answered(), begun, createDeadline(systemClock));
  expect(result).toMatchObject({ claims: { nonce: 'a-nonce' }, user: { name: 'Jane Doe' } });
});
