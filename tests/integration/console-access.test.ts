import { startBridge } from '../support/bridge';
import { auth0Action, basic, pingone, post } from '../support/callers';
import { consolePassword, requests, startConsole, type Console } from '../support/console';

/** Without the password nothing is sent and nothing is told, on any path of the console. */

let page: Console;
beforeAll(async () => {
  page = await startConsole();
});
beforeEach(() => page.sandbox.reset());
afterAll(() => page.close());

/** What the sandbox's phone and account hold, so that its telling would be seen. */
async function somethingToTell(): Promise<void> {
  await page.ask(...(requests[1] as [string, unknown]));
  expect(await page.sandbox.creates()).toBe(1);
  await fetch(`${page.sandbox.url}/sandbox/requests`, { method: 'DELETE' });
}

const strangers: [string, string | null][] = [
  ['nobody', null],
  ['an empty header', ''],
  ['a wrong password', `Bearer ${'x'.repeat(consolePassword.length)}`],
  ['the password cut short', `Bearer ${consolePassword.slice(0, -1)}`],
  ['the password and more', `Bearer ${consolePassword}x`],
  ['the password without its scheme', consolePassword],
  ['the password as Basic', basic('console', consolePassword)],
  ['a provider’s password', `Bearer ${pingone}`],
  ['an Action’s token', `Bearer ${auth0Action}`],
];

describe.each(requests)('/console/%s', (name, body) => {
  test.each(strangers)('is closed to %s', async (_, authorization) => {
    await somethingToTell();
    const answer = await page.ask(name, body, authorization);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer /);
    expect(Object.keys(answer.body).sort()).toEqual([
      'code',
      'detail',
      'retryable',
      'status',
      'title',
      'type',
    ]);
    expect(await page.sandbox.requests()).toEqual([]);
    expect(await page.sandbox.messages()).toHaveLength(1);
  });

  test.each<[string, string | URLSearchParams, string]>([
    ['a form', new URLSearchParams(flat(body)), 'application/x-www-form-urlencoded'],
    [
      'a form with the password in it',
      new URLSearchParams({
        ...flat(body),
        authorization: `Bearer ${consolePassword}`,
        password: consolePassword,
      }),
      'application/x-www-form-urlencoded',
    ],
    [
      'a form with a key `request`',
      new URLSearchParams({ ...flat(body), request: 'x', 'request[headers][authorization]': 'Bearer x' }),
      'application/x-www-form-urlencoded',
    ],
    ['JSON as plain text', JSON.stringify(body), 'text/plain'],
    ['a form with a file', `--x\r\n${JSON.stringify(body)}\r\n--x--`, 'multipart/form-data; boundary=x'],
  ])('refuses a post of another site: %s', async (_, sent, type) => {
    const headers = {
      'content-type': type,
      origin: 'https://other.example',
      cookie: `password=${consolePassword}`,
    };
    const answer = await post(`${page.bridge.url}/console/${name}`, undefined, sent, headers);
    expect([answer.status, answer.body['code']]).toEqual([401, 'unauthenticated']);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(await page.sandbox.requests()).toEqual([]);
  });

  test.each<[string, string | undefined, string]>([
    ['unset', undefined, 'is not set'],
    ['empty', '', 'is not set'],
    ['short', 'hunter2', 'is shorter than 16 characters'],
    ['short before a rotation', `${consolePassword},hunter2`, 'is shorter than 16 characters'],
  ])('is closed to everybody while the password is %s', async (_, password, problem) => {
    const closed = await startBridge({ TWILIO_API_BASE_URL: page.sandbox.url, CONSOLE_PASSWORD: password });
    const answers = [];
    for (const authorization of [undefined, 'Bearer ', `Bearer ${password}`, `Bearer ${consolePassword}`]) {
      answers.push(await post(`${closed.url}/console/${name}`, authorization, body));
    }
    await closed.close();
    for (const { status, body: told } of answers) {
      expect(status).toBe(500);
      expect(told).toMatchObject({
        code: 'not_configured',
        errors: [{ field: 'CONSOLE_PASSWORD', problem }],
      });
    }
    expect(await page.sandbox.requests()).toEqual([]);
  });

  test('is open to the password, and to the one before it', async () => {
    const rotated = await startBridge({
      TWILIO_API_BASE_URL: page.sandbox.url,
      CONSOLE_PASSWORD: `the-next-console-password,${consolePassword}`,
    });
    const statuses = [];
    for (const password of ['the-next-console-password', consolePassword, 'some-other-password']) {
      statuses.push((await post(`${rotated.url}/console/${name}`, `Bearer ${password}`, body)).status);
    }
    await rotated.close();
    expect(statuses).toEqual([200, 200, 401]);
  });
});

function flat(body: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, String(value)]));
}
