import type { ServerResponse } from 'node:http';
import { forgetToken, getWorkerToken, type Worker } from '../../src/apis/pingone/worker-token';
import { createDeadline } from '../../src/core/deadline';
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
  getWorkerToken(worker, createDeadline({ now: () => ms, wait: () => Promise.resolve() }));

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

test.each([400, 401, 403, 500])('an answer of %d is a refusal, whatever it holds', async (status) => {
  pingone.answer((response) =>
    response.writeHead(status).end(JSON.stringify({ access_token: 'token', expires_in: LIFE_S })),
  );
  await expect(tokenAt(0)).rejects.toMatchObject({ status });
});

describe('a token that the Platform API refuses', () => {
  test('is asked for anew, and others stay', async () => {
    await tokenAt(0);
    worker = { ...worker, clientSecret: 'another' };
    await tokenAt(0);
    await forgetToken('token 1');
    expect(await tokenAt(0)).toBe('token 2');
    await forgetToken('token 2');
    expect(await tokenAt(0)).toBe('token 3');
  });

  test('does not wait for one that is still being asked for', async () => {
    const held = new Promise<ServerResponse>((resolve) => pingone.answer(resolve));
    const waiting = tokenAt(0);
    const response = await held;
    await forgetToken('token 1');
    response.end(JSON.stringify({ access_token: 'token 1', expires_in: LIFE_S }));
    expect(await waiting).toBe('token 1');
  });

  test('leaves the new one alone that came while somebody else learned of it', async () => {
    // Alone in its map, so that the callers take turns as they are written here.
    jest.resetModules();
    const fresh = await import('../../src/apis/pingone/worker-token');
    const get = () =>
      fresh.getWorkerToken(worker, createDeadline({ now: () => 0, wait: () => Promise.resolve() }));
    const first = fresh.forgetToken(await get());
    const next = Promise.resolve().then(get);
    await Promise.all([first, fresh.forgetToken('token 1')]);
    expect([await next, await get()]).toEqual(['token 2', 'token 2']);
  });
});
