import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type Questions } from '../../scripts/connect/command';
import type { Connection, Connector, Part } from '../../scripts/connect/connector';
import { Failure } from '../../scripts/setup/failure';
import { readRequired, readSecret } from '../../src/config/reader';

/** What `npm run connect:…` does whatever the provider is: with a provider of no more than two parts. */

const SECRET = 'acme-secret-of-32-characters-000';
const TOKEN = 'acme-token-of-the-deployment-000';

let folder: string;
let door: Server;
let bridge: string;
/** What the deployment answers, and what it was asked. */
let answer: { status: number; body: unknown };
let health: { status: number; body: unknown };
let calls: string[];
/** What is in the tenant, and what was done to it. */
let tenant: { parts: Part[]; removal: string[]; done: string[]; opened: number };
let printed: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-bridge-connect-'));
  door = createServer((request, response) => {
    calls.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    const { status, body } = request.url === '/health' ? health : answer;
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  bridge = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});

beforeEach(() => {
  answer = { status: 400, body: { code: 'invalid_request' } };
  health = { status: 200, body: { status: 'ok' } };
  calls = [];
  tenant = { parts: [], removal: [], done: [], opened: 0 };
  printed = '';
  jest.spyOn(console, 'log').mockImplementation((text: string) => void (printed += `${text}\n`));
  write('.env', { ACME_TOKEN: TOKEN });
  write('.env.connect', { ACME_ADMIN_SECRET: SECRET });
});

afterEach(() => jest.restoreAllMocks());

afterAll(async () => {
  await new Promise((resolve) => door.close(resolve));
  rmSync(folder, { recursive: true });
});

function write(name: string, variables: Record<string, string>): void {
  const lines = Object.entries(variables).map(([key, value]) => `${key}=${value}\n`);
  writeFileSync(join(folder, name), lines.join(''));
}

const act = (text: string) => ({ text, apply: () => void tenant.done.push(text) });

const acme: Connector = {
  name: 'acme',
  title: 'Acme',
  credentials: [{ name: 'ACME_ADMIN_SECRET', question: 'The secret, from acme.test', isSecret: true }],
  readSettings(env, problems) {
    readSecret('ACME_TOKEN')(env, problems);
    readRequired('ACME_ADMIN_SECRET', /^acme-/, 'must begin with acme-')(env, problems);
  },
  listEndpoints: (values) => [
    { path: '/acme/sms', authorization: `Bearer ${values['ACME_TOKEN']}`, variable: 'ACME_TOKEN' },
  ],
  open: (): Promise<Connection> => {
    tenant.opened += 1;
    return Promise.resolve({
      description: 'Acme tenant 7.',
      inspect: () => Promise.resolve(tenant.parts),
      planRemoval: () => Promise.resolve(tenant.removal.map(act)),
    });
  },
};

const files = () => ['--env', join(folder, '.env'), '--credentials', join(folder, '.env.connect')];

/** Runs it. No secret is ever printed. */
async function run(flags: string[], questions?: Questions) {
  let code: number;
  let message = '';
  try {
    code = await connect(acme, [bridge, ...files(), ...flags], () => Promise.resolve(questions));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    [code, message] = [error.exitCode, error.message];
  }
  for (const secret of [SECRET, TOKEN]) expect(printed + message).not.toContain(secret);
  return { code, message, done: tenant.done };
}

const differing = (): Part[] => [
  { name: 'sender', found: 'There is none.', steps: [act('create it'), act('switch it on')] },
  { name: 'event stream', found: 'It is active.', steps: [] },
];

test('the plan is shown, and then carried out in its order', async () => {
  tenant.parts = differing();
  expect(await run(['--yes'])).toEqual({ code: 0, message: '', done: ['create it', 'switch it on'] });
  expect(printed.replaceAll(folder, '')).toBe(
    [
      'Acme tenant 7.',
      'To do:',
      '  sender  create it',
      '  sender  switch it on',
      'Done.',
      `Next: npm run doctor -- --env /.env ${bridge} --credentials /.env.connect`,
      '',
    ].join('\n'),
  );
  expect(calls).toEqual(['GET /health undefined', `POST /acme/sms Bearer ${TOKEN}`]);
});

test('nothing to change, nothing to remove', async () => {
  expect(await run(['--yes'])).toMatchObject({ code: 0, done: [] });
  expect(printed).toBe('Acme tenant 7.\nNothing to change.\n');
  printed = '';
  expect(await run(['--yes', '--remove'])).toMatchObject({ code: 0, done: [] });
  expect(printed).toBe('Acme tenant 7.\nNothing to remove.\n');
});

test('--dry-run stops after the plan, and asks nobody', async () => {
  tenant.parts = differing();
  expect(await run(['--dry-run'])).toMatchObject({ code: 0, done: [] });
  expect(printed).toContain('  sender  switch it on\nNothing was changed (--dry-run).\n');
});

test('a person is asked for what is missing, and before anything is changed', async () => {
  write('.env.connect', {});
  tenant.parts = differing();
  const asked: string[] = [];
  const questions = (isYes: boolean): Questions => ({
    ask: ({ name }) => (asked.push(name), Promise.resolve(` ${SECRET} `)),
    confirm: (isAnswered) => (asked.push(`confirm ${isAnswered}`), Promise.resolve(isYes)),
  });
  expect(await run([], questions(false))).toEqual({ code: 1, message: 'Nothing was changed.', done: [] });
  expect(asked).toEqual(['ACME_ADMIN_SECRET', 'confirm true']);
  expect(await run([], questions(true))).toMatchObject({ code: 0, done: ['create it', 'switch it on'] });

  // Enter alone takes nothing away.
  write('.env.connect', { ACME_ADMIN_SECRET: SECRET });
  tenant.removal = ['delete it'];
  asked.length = 0;
  await run(['--remove'], questions(false));
  await run(['--replace'], questions(false));
  expect(asked).toEqual(['confirm false', 'confirm false']);
});

test('nobody is asked for a secret before the rest is there, and an answer is checked at once', async () => {
  write('.env.connect', {});
  const found: (string | undefined)[] = [];
  const questions: Questions = {
    ask: (_credential, findProblem) => {
      found.push(findProblem('other'), findProblem(SECRET));
      return Promise.resolve(SECRET);
    },
    confirm: () => Promise.resolve(true),
  };
  expect(await run([], questions)).toMatchObject({ code: 0 });
  expect(found).toEqual(['must begin with acme-', undefined]);
  write('.env', {});
  expect(await run([], questions)).toMatchObject({ code: 1 });
  expect(found).toHaveLength(2);
});

test("what somebody else made stays, unless --replace is passed; the deployment's removal asks it nothing", async () => {
  const conflict = 'The sender "Own" is not ours.';
  tenant.parts = [{ name: 'sender', found: 'There is another.', steps: [act('replace it')], conflict }];
  expect(await run(['--yes'])).toEqual({
    code: 1,
    message: expect.stringContaining(`  sender: ${conflict}\n`) as string,
    done: [],
  });
  expect(await run(['--yes', '--replace'])).toMatchObject({ code: 0, done: ['replace it'] });

  answer = { status: 404, body: {} };
  tenant.removal = ['delete it'];
  expect(await run(['--yes', '--remove'])).toMatchObject({ code: 0, done: ['replace it', 'delete it'] });
  expect(printed).toMatch(/ {2}remove {2}delete it\nDone\.\n$/);
});

test('a step that fails is named, and those after it are not begun', async () => {
  const failing = { text: 'create it', apply: () => Promise.reject(new Failure('Acme has a fault.')) };
  tenant.parts = [{ name: 'sender', found: 'There is none.', steps: [failing, act('switch it on')] }];
  expect(await run(['--yes'])).toEqual({
    code: 1,
    message: 'Could not create it.\nAcme has a fault.',
    done: [],
  });
});

describe('before the tenant is asked', () => {
  const notConfigured = { code: 'not_configured', errors: [{ field: 'ACME_TOKEN', problem: 'is not set' }] };

  test.each<[what: string, status: number, body: unknown, message: RegExp]>([
    ['another secret is deployed', 401, {}, /\/acme\/sms refuses the value of ACME_TOKEN.*npm run deploy/],
    ['no such function', 404, {}, /\/acme\/sms is not there\. Run npm run deploy/],
    [
      'a variable that is missing there',
      500,
      notConfigured,
      /is not configured: ACME_TOKEN\. Run npm run setup/,
    ],
    ['something else', 200, 'Hello', /answered 200: this is no verify-bridge/],
  ])('%s', async (_what, status, body, message) => {
    answer = { status, body };
    expect(await run(['--yes'])).toMatchObject({
      code: 1,
      message: expect.stringMatching(message) as string,
    });
    expect(tenant.opened).toBe(0);
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
    health = { status, body };
    expect(await run(['--yes'])).toMatchObject({
      code: 1,
      message: expect.stringMatching(message) as string,
    });
    expect(calls).toEqual(['GET /health undefined']);
  });

  test('a deployment that gives no answer', async () => {
    const code = connect(acme, ['http://127.0.0.1:9', ...files(), '--yes'], () => Promise.resolve(undefined));
    await expect(code).rejects.toThrow(/^http:\/\/127\.0\.0\.1:9 gives no answer/);
  });

  test('variables that are missing or malformed, each with its place', async () => {
    write('.env', {});
    write('.env.connect', { ACME_ADMIN_SECRET: 'other' });
    const { message } = await run(['--yes']);
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^ {2}ACME_TOKEN is not set: set it in .*\/\.env, by hand or with npm run setup/),
      '  ACME_ADMIN_SECRET must begin with acme-: docs/acme.md says where it comes from.',
    ]);
  });

  test('a credential in the file that is deployed', async () => {
    write('.env', { ACME_TOKEN: TOKEN, ACME_ADMIN_SECRET: SECRET });
    expect(await run(['--yes'])).toMatchObject({
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
    expect(await run(flags)).toMatchObject({ code: 2, message: expect.stringMatching(message) as string });
    expect(calls).toEqual([]);
  });

  test('an address without TLS, but for this machine', async () => {
    const code = connect(acme, ['http://acme.twil.io', '--yes'], () => Promise.resolve(undefined));
    await expect(code).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('https://') as string,
    });
  });
});

test('--help names the credentials, and asks nobody', async () => {
  expect(await run(['--help'])).toMatchObject({ code: 0 });
  expect(printed).toMatch(/^npm run connect:acme: .*ACME_ADMIN_SECRET/s);
});
