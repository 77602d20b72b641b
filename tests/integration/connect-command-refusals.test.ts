import { SECRET, TOKEN, startAcmeCommand, type AcmeCommand } from '../support/connect-acme';

/** Why `npm run connect:…` ends before it asks the tenant anything. */

let command: AcmeCommand;
beforeAll(async () => void (command = await startAcmeCommand()));
beforeEach(() => command.reset());
afterEach(() => jest.restoreAllMocks());
afterAll(() => command.close());

const notConfigured = { code: 'not_configured', errors: [{ field: 'ACME_TOKEN', problem: 'is not set' }] };

test.each<[what: string, status: number, body: unknown, message: RegExp]>([
  ['another secret is deployed', 401, {}, /\/acme\/sms refuses the value of ACME_TOKEN.*npm run deploy/],
  ['something else', 200, 'Hello', /answered 200: this is no verify-bridge/],
])('%s', async (_what, status, body, message) => {
  command.answer = { status, body };
  expect(await command.run(['--yes'])).toMatchObject({
    code: 1,
    message: expect.stringMatching(message) as string,
  });
  expect(command.tenant.opened).toBe(0);
});

test.each<[what: string, status: number, body: unknown, message: RegExp]>([
  ['no such function', 404, {}, /\/acme\/sms is not there\. Run npm run deploy/],
  ['a variable that is missing', 500, notConfigured, /is not configured: ACME_TOKEN\. Run npm run setup/],
  ['a host that is open', 200, {}, /answered 200 to a call without credentials: this is no verify-bridge/],
  ['a host that refuses all', 400, {}, /answered 400 to a call without credentials/],
  ['a host with a door of its own', 401, { code: 'no' }, /answered 401 to a call without credentials/],
])('%s gets no secret', async (_what, status, body, message) => {
  command.stranger = { status, body };
  expect(await command.run(['--yes'])).toMatchObject({
    code: 1,
    message: expect.stringMatching(message) as string,
  });
  expect(command.calls).toEqual(['GET /health undefined', 'POST /acme/sms undefined']);
});

test.each<[what: string, status: number, body: unknown, message: RegExp]>([
  ['somebody else', 400, {}, /\/health answered 400: this is no verify-bridge/],
  ['a page', 200, '<html>', /\/health answered 200: this is no verify-bridge/],
  [
    'a deployment without its variables',
    503,
    notConfigured,
    /is not configured: ACME_TOKEN\. Run npm run setup/,
  ],
])('%s gets no secret', async (_what, status, body, message) => {
  command.health = { status, body };
  expect(await command.run(['--yes'])).toMatchObject({
    code: 1,
    message: expect.stringMatching(message) as string,
  });
  expect(command.calls).toEqual(['GET /health undefined']);
});

test('a deployment that gives no answer', async () => {
  expect(await command.run(['--yes'], undefined, 'http://127.0.0.1:9')).toMatchObject({
    code: 1,
    message: expect.stringMatching(/^http:\/\/127\.0\.0\.1:9 gives no answer/) as string,
  });
});

test('variables that are missing or malformed, each with its place', async () => {
  command.write('.env', {});
  command.write('.env.connect', { ACME_ADMIN_SECRET: 'other' });
  const { message } = await command.run(['--yes']);
  expect(message.split('\n').slice(1)).toEqual([
    expect.stringMatching(/^ {2}ACME_TOKEN is not set: set it in .*\/\.env, by hand or with npm run setup/),
    '  ACME_ADMIN_SECRET must begin with acme-: docs/acme.md says where it comes from.',
  ]);
});

test('a credential in the file that is deployed', async () => {
  command.write('.env', { ACME_TOKEN: TOKEN, ACME_ADMIN_SECRET: SECRET });
  expect(await command.run(['--yes'])).toMatchObject({
    code: 1,
    message: expect.stringMatching(/^ACME_ADMIN_SECRET is in .*which is deployed\. Move it to/) as string,
  });
});

test.each([
  ['no terminal', [], /There is no terminal to ask on\. Pass --yes, or --dry-run/],
  ['two addresses', ['https://other.twil.io'], /Pass the address of one deployment/],
  ['a flag that is not there', ['--now'], /'--now'.*\nSee npm run connect:acme -- --help/s],
  ['flags that exclude each other', ['--remove', '--replace'], /--remove or --replace, not both/],
])('%s', async (_what, flags, message) => {
  expect(await command.run(flags)).toMatchObject({
    code: 2,
    message: expect.stringMatching(message) as string,
  });
  expect(command.calls).toEqual([]);
});

test('an address without TLS, but for this machine', async () => {
  expect(await command.run(['--yes'], undefined, 'http://acme.twil.io')).toMatchObject({
    code: 2,
    message: expect.stringContaining('https://') as string,
  });
});
