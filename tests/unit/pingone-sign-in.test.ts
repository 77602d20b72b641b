import { startSignIn, completeSignIn } from '../../src/apis/pingone/sign-in';
import { sendRequest, type HttpRequest } from '../../src/apis/http';
import { createDeadline, systemClock } from '../../src/core/deadline';
import type { SignInApp } from '../../src/core/sign-in';
import { FakeClock } from '../support/fake-clock';

/** What holds for the real PingOne, behind https, and what holds even if the callback did not look at the state itself. */

jest.mock('../../src/apis/http', () => ({
  ...jest.requireActual<object>('../../src/apis/http'),
  sendRequest: jest.fn(),
}));

const asked: URL[] = [];

/** @param metadata beside what every provider says of itself */
function provider(issuer: string, metadata: Record<string, string> = {}): SignInApp {
  const known = {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    ...metadata,
  };
  jest.mocked(sendRequest).mockImplementation(({ url }: HttpRequest) => {
    asked.push(url);
    const body = url.pathname.endsWith('openid-configuration') ? JSON.stringify(known) : '{}';
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body });
  });
  return { issuer, clientId: 'client', clientSecret: 'secret', myAccountUrl: undefined };
}

const begun = { state: 'the state', nonce: 'the nonce', verifier: 'v'.repeat(43) };
const answer = (state: string) =>
  new URL(`https://bridge.example/auth/callback?code=code&state=${encodeURIComponent(state)}`);
const after = () => asked.map(({ href }) => href).filter((href) => !href.includes('.well-known'));

beforeEach(() => (asked.length = 0));

test('a provider behind https is asked over https alone, whatever it says of itself', async () => {
  const app = provider('https://one.example/as', { token_endpoint: 'http://one.example/as/token' });
  const end = await completeSignIn(app, answer(begun.state), begun, createDeadline(systemClock));
  expect(end).toMatchObject({ failure: { kind: 'untrusted' } });
  expect(after()).toEqual([]);
});

test('one that calls itself by another name is not believed, then or later', async () => {
  const app = provider('https://two.example/as', { issuer: 'https://other.example/as' });
  for (let time = 0; time < 2; time++) {
    const end = await completeSignIn(app, answer(begun.state), begun, createDeadline(systemClock));
    expect(end).toMatchObject({ failure: { kind: 'untrusted' } });
  }
  expect([asked.length, after()]).toEqual([2, []]);
});

test('an answer with another state is not exchanged', async () => {
  const app = provider('https://three.example/as');
  const end = await completeSignIn(app, answer('another'), begun, createDeadline(systemClock));
  expect(end).toMatchObject({ failure: { kind: 'untrusted' } });
  expect(after()).toEqual([]);
});

test('an answer with the right state is', async () => {
  const app = provider('https://four.example/as');
  await completeSignIn(app, answer(begun.state), begun, createDeadline(systemClock));
  expect(after()).toEqual(['https://four.example/as/token']);
});

test.each([
  [8_000, 4_000],
  [1_200, 1_200],
])('with %d ms left of the call, each request has %d ms', async (left, timeout) => {
  const app = provider(`https://in-${left}-ms.example/as`);
  jest.mocked(sendRequest).mockClear();
  const time = () => createDeadline(new FakeClock(), left);
  const redirectUri = 'https://bridge.example/auth/callback';
  const wish = { redirectUri, email: 'jane@example.com', acrValues: undefined };
  expect(await startSignIn(app, wish, time())).toHaveProperty('url');
  await completeSignIn(app, answer(begun.state), begun, time());
  const asked = jest.mocked(sendRequest).mock.calls.map(([{ method, timeoutMs }]) => [method, timeoutMs]);
  expect(asked).toEqual([
    ['GET', timeout],
    ['POST', timeout],
  ]);
});
