import { workerToken, type Worker } from '../../src/apis/pingone/worker-token';
import { deadline } from '../../src/core/deadline';
import { startCapture, type Capture } from '../support/capture';

/** How long a warm instance trusts the token that it has. */

const LIFE_S = 3_600;
const MARGIN_MS = 60_000;

let pingone: Capture;
let worker: Worker;
beforeEach(async () => {
  pingone = await startCapture();
  pingone.answer((response) =>
    response.end(JSON.stringify({ access_token: `token ${pingone.posted.length}`, expires_in: LIFE_S })),
  );
  const [environmentId, clientId, clientSecret] = ['environment', 'client', 'secret'];
  worker = { environmentId, clientId, clientSecret, apiBaseUrl: pingone.url, authBaseUrl: pingone.url };
});
afterEach(() => pingone.close());

/** The token that a call gets which begins then. */
const tokenAt = (ms: number): Promise<string> =>
  workerToken(worker, deadline({ now: () => ms, wait: () => Promise.resolve() }));

test('a token is good until a minute before it expires', async () => {
  const last = LIFE_S * 1000 - MARGIN_MS - 1;
  expect([await tokenAt(0), await tokenAt(last), await tokenAt(last + 1)]).toEqual([
    'token 1',
    'token 1',
    'token 2',
  ]);
});

test.each([
  ['no lifetime', {}],
  ['less than a minute', { expires_in: 59 }],
  ['text', { expires_in: '3600' }],
])('a token with %s serves those who wait for it, and nobody later', async (_, lifetime) => {
  pingone.answer((response) => response.end(JSON.stringify({ access_token: 'token', ...lifetime })));
  await Promise.all([tokenAt(0), tokenAt(0)]);
  expect(pingone.posted).toHaveLength(1);
  await tokenAt(0);
  expect(pingone.posted).toHaveLength(2);
});

test('another secret gets another token', async () => {
  await tokenAt(0);
  worker = { ...worker, clientSecret: 'the next one' };
  expect(await tokenAt(0)).toBe('token 2');
});
