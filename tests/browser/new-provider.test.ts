import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { withoutOthers } from '../fixtures/providers';
import { startBridge, type Bridge } from '../support/bridge';
import { openBrowser } from '../support/browser';
import { post } from '../support/callers';
import { consolePassword } from '../support/console';
import { copyProject, readSources, type ProjectCopy } from '../support/project-copy';
import { startTestSandbox, type TestSandbox } from '../support/sandbox';
import { openTestPage } from '../support/test-page';

/**
 * A provider is one folder, and one function file for each of its URLs: a copy of the project gets a provider that
 * exists only here, and everything else finds it by the registry.
 */

const root = join(__dirname, '../..');
const additions = join(root, 'tests/fixtures/new-provider');
const SECRET = 'a-secret-of-acme-login';
const PHONE = '+14155552671';

let copy: ProjectCopy;
let sandbox: TestSandbox;
let bridge: Bridge;
let browser: Browser;

beforeAll(async () => {
  copy = copyProject(additions);
  [sandbox, browser] = await Promise.all([startTestSandbox(), openBrowser()]);
  // Acme alone: nothing of another provider is set.
  bridge = await startBridge(
    {
      ...{ TWILIO_API_BASE_URL: sandbox.url, ACME_TOKEN: SECRET },
      ...{ PINGONE_USERNAME: undefined, PINGONE_PASSWORD: undefined, DEMO_SIGN_IN: undefined },
      ...{ AUTH0_ACTION_TOKEN: undefined, AUTH0_LOG_STREAM_TOKEN: undefined },
      ...{ PINGONE_WORKER_CLIENT_ID: undefined, PINGONE_WORKER_CLIENT_SECRET: undefined },
    },
    copy.folder,
  );
});
beforeEach(() => sandbox.reset());
afterAll(async () => {
  await Promise.all([bridge.close(), browser.close()]);
  await sandbox.close();
  copy.remove();
});

const send = (body: Record<string, string>, secret = SECRET) =>
  post(`${bridge.url}/acme/send`, `Bearer ${secret}`, new URLSearchParams(body));
const askConsole = (name: string, body: unknown) =>
  post(`${bridge.url}/console/${name}`, `Bearer ${consolePassword}`, body);
const lastLine = () => JSON.parse(bridge.lines.at(-1) ?? '') as Record<string, unknown>;

test('no other file is touched, but for the two lists that the build writes', () => {
  const [before, after] = [readSources(root), copy.sources()];
  const changed = [...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  expect(changed.sort()).toEqual([
    'src/functions/acme/outcome.ts',
    'src/functions/acme/send.ts',
    'src/identity-providers/acme/messages.ts',
    'src/identity-providers/acme/profile.ts',
    'src/identity-providers/acme/provider.ts',
    'src/identity-providers/profiles.ts',
    'src/identity-providers/registry.ts',
  ]);
  expect(after.size).toBe(before.size + 5);
});

test.each(['pingone/sms', 'pingone/events', 'auth0/send', 'auth0/log-stream'])(
  'the bundle of %s is the same, to the letter',
  (name) => {
    // The copy has its packages by a link, so that their paths are others.
    const read = (project: string) =>
      readFileSync(join(project, `dist/functions/${name}.js`), 'utf8').replace(
        /(\.\.\/)+[^\s"]*(?=node_modules\/)/g,
        '',
      );
    expect(read(copy.folder)).toBe(read(root));
  },
);

test('it sends, and answers in its own words', async () => {
  const answer = await send({ number: PHONE, digits: '012345' });
  expect([answer.status, answer.body]).toEqual([202, { accepted: expect.stringMatching(/^VE/) as string }]);
  expect(await sandbox.messages()).toMatchObject([{ to: PHONE, channel: 'call', code: '012345' }]);
  expect(lastLine()).toMatchObject({ idp: 'acme', endpoint: 'acme/send', outcome: 'delivered', status: 202 });
});

test.each<[string, Record<string, string>, string, string]>([
  ['a stranger', { number: PHONE, digits: '012345' }, 'not-the-secret-of-acme', 'unauthenticated'],
  ['a body without a number', { digits: '012345' }, SECRET, 'invalid_request'],
])('%s is declined in its own words, and logged in ours', async (_, body, secret, code) => {
  const answer = await send(body, secret);
  expect([answer.status, answer.body]).toEqual([418, { declined: code }]);
  expect(lastLine()).toMatchObject({ idp: 'acme', outcome: code, status: 418 });
  expect(await sandbox.creates()).toBe(0);
});

test('it reports: the event leads to the number, and the verification is approved', async () => {
  await send({ number: PHONE, digits: '012345' });
  const events = [
    { id: '1', user: PHONE.replace('+', 'acme-'), proved: true },
    { id: '2', user: 'somebody-else', proved: true },
    { id: '3', user: 'acme-14155552672', proved: false },
  ];
  const answer = await post(`${bridge.url}/acme/outcome`, `Bearer ${SECRET}`, events);
  expect(answer.body).toMatchObject({ received: 3, approved: 1, skipped: { unmappable: 1, irrelevant: 1 } });
  expect(lastLine()).toMatchObject({ idp: 'acme', endpoint: 'acme/outcome', outcome: 'reported' });
});

test('with its variables alone, health is good; malformed they are named', async () => {
  expect((await fetch(`${bridge.url}/health`)).status).toBe(200);
  const without = {
    ...withoutOthers,
    ACME_TOKEN: 'short',
    PINGONE_PASSWORD: undefined,
    AUTH0_ACTION_TOKEN: undefined,
  };
  const closed = await startBridge({ TWILIO_API_BASE_URL: sandbox.url, ...without }, copy.folder);
  const health = await (await fetch(`${closed.url}/health`)).text();
  const answer = await post(`${closed.url}/acme/send`, `Bearer ${SECRET}`, {});
  await closed.close();
  expect(health).toContain('ACME_TOKEN is shorter than 16 characters');
  expect(answer.body).toEqual({ declined: 'not_configured' });
});

test('the status lists its endpoints and its variables', async () => {
  const { body } = await askConsole('status', {});
  expect(body['endpoints']).toEqual(
    expect.arrayContaining([
      { path: '/acme/send', idp: 'acme', title: 'Acme Login', open: true },
      { path: '/acme/outcome', idp: 'acme', title: 'Acme Login', open: true },
    ]),
  );
  expect(body['variables']).toEqual(
    expect.arrayContaining([
      { name: 'ACME_TOKEN', state: 'ok', problem: null, for: 'calls from Acme Login', set: true },
    ]),
  );
});

test('the page shows it: chosen, sent, on the phone, approved, and what to enter at the provider', async () => {
  const tab = await openTestPage(browser, `${bridge.url}/#${consolePassword}`);
  await tab.page.locator('#number-list li').first().waitFor();
  await tab.choose('acme-call');
  expect(await tab.page.locator('optgroup[label="Acme Login"] option').innerText()).toContain('phone call');
  await tab.send({ to: PHONE, code: '012345' });
  await tab.reply.getByText('Verify calls +1******2671.').first().waitFor();
  await tab.reply.getByText('Request and reply').click();
  expect((await tab.reply.locator('pre').allInnerTexts())[1]).toMatch(/^202\s+\{\s+"accepted": "VE/);
  await tab.phone.first().waitFor();
  expect(await tab.phone.first().innerText()).toContain('012345');
  await tab.button('Play the outcome').click();
  await tab.report.getByText('Approved: Verify counts').first().waitFor();
  const connect = await tab.page.locator('#connect').innerText();
  for (const text of ['Acme Login', `${bridge.url}/acme/send`, 'The value of ACME_TOKEN'])
    expect(connect).toContain(text);
  await tab.page.locator('#body').fill('digits=012345');
  await tab.button('Send').click();
  await tab.reply.getByText('The request cannot be used').first().waitFor();
  await tab.reply.getByText('Request and reply').click();
  expect((await tab.reply.locator('pre').allInnerTexts())[1]).toContain('"declined": "invalid_request"');
  expect(tab.wrongs).toEqual([]);
  await tab.close();
});

test('its outcome is for the number in an edited body, by whatever name the provider calls it', async () => {
  const tab = await openTestPage(browser, `${bridge.url}/#${consolePassword}`);
  await tab.page.locator('#number-list li').first().waitFor();
  await tab.choose('acme-call');
  await tab.page.locator('#body').fill('number=%2B442071838750&digits=012345');
  await tab.button('Send').click();
  await tab.reply.getByText('Verify calls +4*******8750.').first().waitFor();
  await tab.button('Play the outcome').click();
  await tab.report.getByText('Approved: Verify counts').first().waitFor();
  expect(tab.wrongs).toEqual([]);
  await tab.close();
});
