import { factorSucceeded, streamed, type LogData } from '../fixtures/auth0-logs';
import { auth0Action, post } from '../support/callers';
import { ago, logStreamToken, numbers, startLoop, type Loop } from '../support/feedback';

/** Whose log streams are not read, and in which bodies a Function sees no logs: nothing is then asked of Verify. */

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop();
});
beforeEach(() => loop.forget());
afterAll(() => loop.close());

const proved = (phone: string): LogData => streamed(factorSucceeded('sms', { phone, date: ago() }));

describe('who may call', () => {
  test.each([
    ['the token as it is', logStreamToken],
    ['as a Bearer', `Bearer ${logStreamToken}`],
    ['as a bearer', `bearer ${logStreamToken}`],
  ])('%s', async (_, authorization) => {
    expect((await loop.auth0([proved('+14155552671')], authorization)).status).toBe(200);
  });

  test.each([
    ['somebody without credentials', undefined],
    ['another token', 'not-the-token-of-the-stream'],
    ['the token of the Actions', auth0Action],
    ['more than the token', `${logStreamToken}x`],
    ['Basic', `Basic ${Buffer.from(`auth0:${logStreamToken}`).toString('base64')}`],
  ])('not %s', async (_, authorization) => {
    const [phone = ''] = numbers(1);
    await loop.pend([phone]);
    const answer = await post(`${loop.bridge.url}/auth0/log-stream`, authorization, [proved(phone)]);
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
    expect(await loop.requests()).toEqual([]);
  });

  test.each([logStreamToken, `Bearer ${logStreamToken}`])(
    'the token with and without Bearer, where the variable has it, too: %s',
    async (authorization) => {
      const other = await startLoop({ AUTH0_LOG_STREAM_TOKEN: `Bearer ${logStreamToken}` });
      const answer = await other.auth0([proved('+14155552671')], authorization);
      await other.close();
      expect(answer.status).toBe(200);
    },
  );

  test('both values of a token that is being changed', async () => {
    const other = await startLoop({ AUTH0_LOG_STREAM_TOKEN: `the-new-log-stream-token,${logStreamToken}` });
    const batch = [proved('+14155552671')];
    const answers = [await other.auth0(batch), await other.auth0(batch, 'the-new-log-stream-token')];
    const both = await other.auth0(batch, `the-new-log-stream-token,${logStreamToken}`);
    await other.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(both.status).toBe(401);
  });
});

describe('a body in which a Function sees no events', () => {
  const lines = [proved('+14155552671'), proved('+14155552672')].map((one) => JSON.stringify(one)).join('\n');
  test.each<[string, string | undefined, string]>([
    ['JSON Lines', lines, 'application/x-ndjson'],
    ['JSON Lines as text', lines, 'text/plain'],
    ['an array as text', JSON.stringify([proved('+14155552671')]), 'text/plain'],
    ['an array of another type', JSON.stringify([proved('+14155552671')]), 'application/vnd.auth0+x'],
    ['nothing', undefined, 'application/json'],
    ['an empty array', '[]', 'application/json'],
    ['an empty object', '{}', 'application/json'],
  ])('%s', async (_, body, type) => {
    const answer = await post(`${loop.bridge.url}/auth0/log-stream`, logStreamToken, body, {
      'content-type': type,
    });
    expect([answer.status, answer.body['code']]).toEqual([400, 'invalid_request']);
    expect(answer.body['detail']).toMatch(/"JSON Array" or "JSON Object".*application\/json/);
    expect(await loop.requests()).toEqual([]);
  });

  test('a list that is none is named', async () => {
    const answer = await loop.auth0({ logs: proved('+14155552671') });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ errors: [{ field: 'logs', problem: 'must be a list' }] });
  });

  test('JSON Lines as JSON are refused by the runtime itself, and nothing is done', async () => {
    const answer = await post(`${loop.bridge.url}/auth0/log-stream`, logStreamToken, lines, {
      'content-type': 'application/json',
    });
    expect(answer.status).toBe(400);
    expect(await loop.requests()).toEqual([]);
  });
});
