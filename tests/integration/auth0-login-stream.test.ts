import { LoginBrowser, newcomer, startLoginLoop, type LoginLoop, type Logs } from '../support/auth0-login';

/** The batches in which the local Auth0's log stream tells the bridge how a login ended. */

let loop: LoginLoop;
beforeAll(async () => {
  loop = await startLoginLoop();
});
afterAll(() => loop.close());

/** A whole enrolment, and the batches of its end. */
async function enrolled(
  settings: Record<string, unknown>,
): Promise<{ phone: string; batches: Logs['batches'] }> {
  await loop.control('POST', 'auth0/settings', settings);
  const { email, phone } = newcomer();
  const browser = new LoginBrowser(loop.url);
  await browser.signIn(email);
  await browser.post('/auth0/enroll', { phone, channel: 'sms' });
  await loop.logs();
  await browser.post('/auth0/code', { code: await loop.code(phone) });
  const { batches } = await loop.logs();
  return { phone, batches: batches.slice(settings['duplicate'] === true ? -2 : -1) };
}

const typesOf = (batch: Logs['batches'][number] | undefined) => batch?.logs.map(({ type }) => type);

test.each(['JSONARRAY', 'JSONOBJECT'])('%s', async (format) => {
  const { phone, batches } = await enrolled({ format });
  expect(batches).toMatchObject([
    { format, delivered: true, attempts: [{ status: 200, body: { received: 2, approved: 1 } }] },
  ]);
  expect(typesOf(batches[0])).toEqual(['gd_enrollment_complete', 's']);
  expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 1 });
});

test('JSONLINES: the bridge refuses them, three times and then again, and Verify is told nothing', async () => {
  const { phone, batches } = await enrolled({ format: 'JSONLINES' });
  expect(batches).toMatchObject([{ format: 'JSONLINES', delivered: false }]);
  expect(batches[0]?.attempts.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 0 });
});

test('the same batch twice: the second is counted as the first, without a call', async () => {
  const { phone, batches } = await enrolled({ duplicate: true });
  expect(batches.map(({ attempts }) => attempts[0])).toMatchObject([
    { status: 200, body: { received: 2, approved: 1 } },
    { status: 200, body: { received: 2, approved: 1 } },
  ]);
  expect(batches[0]?.logs).toEqual(batches[1]?.logs);
  expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 1 });
});

test('out of order', async () => {
  const { phone, batches } = await enrolled({ shuffle: true });
  expect(typesOf(batches[0])).toEqual(['s', 'gd_enrollment_complete']);
  expect(batches[0]?.attempts).toMatchObject([{ status: 200, body: { approved: 1 } }]);
  expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 1 });
});

test('while Verify is down the batch comes again', async () => {
  await loop.control('POST', 'faults', { match: { path: '/Verifications/' }, status: 503, times: 3 });
  const { phone, batches } = await enrolled({});
  expect(batches[0]?.attempts.map(({ status }) => status)).toEqual([503, 200]);
  expect(await loop.attempts(phone)).toEqual({ sent: 1, used: 1 });
});

test('a log of a category that the filters leave out stays in the tenant', async () => {
  const { email, phone } = newcomer();
  const browser = new LoginBrowser(loop.url);
  await browser.signIn(email);
  await browser.post('/auth0/enroll', { phone, channel: 'sms' });
  for (let n = 1; n <= 10; n += 1) await browser.post('/auth0/resend', { channel: 'sms' });
  const { logs, batches } = await loop.logs();
  expect(logs.at(-1)?.type).toBe('limit_phone');
  expect(batches.flatMap((batch) => batch.logs).map(({ type }) => type)).not.toContain('limit_phone');
});

test.each([
  [{ format: 'XML' }, '"format" must be one of JSONARRAY, JSONOBJECT, JSONLINES.'],
  [{ duplicate: 'yes' }, '"duplicate" must be true or false.'],
  [{ shuffle: 1 }, '"shuffle" must be true or false.'],
  [{ sort: true }, '"sort" is not known.'],
])('settings that are none: %j', async (settings, error) => {
  const response = await fetch(`${loop.url}/sandbox/auth0/settings`, {
    method: 'POST',
    body: JSON.stringify(settings),
  });
  expect([response.status, await response.json()]).toEqual([
    400,
    { error: expect.stringContaining(error) as string },
  ]);
});
