import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { listDeployedDependencies, listFunctions } from '../../scripts/build';
import { notificationEvent } from '../fixtures/auth0';
import { factorSucceeded } from '../fixtures/auth0-logs';
import { activity, ENVIRONMENT } from '../fixtures/pingone-activities';
import { sandboxEnvironment } from '../support/bridge';
import { basic } from '../support/callers';
import { JANE, linkToPingone } from '../support/demo';
import { layOut, type Answer, type DeployedLayout } from '../support/deployed-layout';
import { node22Path } from '../support/node-22';
import { startOpenidProvider } from '../support/openid-provider';
import { startTestSandbox, type TestSandbox } from '../support/sandbox';

/** The bundles in the folders that Twilio makes of them, where only what was deployed is there. */

const root = join(__dirname, '../..');
const bundles = join(root, 'dist/functions');

/** Anybody may call these. */
const OPEN = ['auth/callback', 'demo/login', 'demo/token', 'health'];
const guarded = listFunctions().filter((name) => !OPEN.includes(name));

/** A request without any header. */
const anonymous = { request: { headers: {}, cookies: {} } };

let sandbox: TestSandbox;
let env: Record<string, string>;

beforeAll(async () => {
  sandbox = await startTestSandbox();
  env = { ...sandboxEnvironment, TWILIO_API_BASE_URL: sandbox.url, DOMAIN_NAME: 'localhost:3000' };
  // The echo route is open for less than an hour.
  Object.assign(env, {
    ECHO_TOKEN: 'echo-token-of-a-test',
    ECHO_UNTIL: new Date(Date.now() + 3e6).toISOString(),
  });
});
afterAll(() => sandbox.close());

function read({ statusCode, headers, body, isTwilioLoaded }: Answer) {
  const type = headers['Content-Type'];
  return { statusCode, type, isTwilioLoaded, body: JSON.parse(body) as Record<string, unknown> };
}

/** Twilio runs Node 22 (.twilioserverlessrc); this process may be an older one, on which `npm start` must work. */
const nodes = [...new Set([process.execPath, node22Path()])].map((node) => ({
  node,
  version: execFileSync(node, ['--version'], { encoding: 'utf8' }).trim(),
}));

test('one of them is the version that is deployed', () => {
  const deployed = /"runtime": "node(\d+)"/.exec(readFileSync(join(root, '.twilioserverlessrc'), 'utf8'));
  expect(nodes.at(-1)?.version).toMatch(new RegExp(`^v${deployed?.[1] ?? ''}\\.`));
});

describe.each(nodes)('Node $version', ({ node }) => {
  let deployed: DeployedLayout;
  beforeAll(async () => {
    deployed = await layOut(bundles, { node });
  });
  beforeEach(() => sandbox.reset());
  afterAll(() => deployed.remove());

  test('every function is there', () => {
    expect(deployed.paths).toEqual(listFunctions().map((name) => `/${name}`));
  });

  test.each(guarded)('%s answers, and refuses, without loading anything of Twilio', async (name) => {
    const answers = await deployed.call(`/${name}`, { env: {}, event: anonymous }, { env, event: anonymous });
    const [unconfigured, unauthenticated] = answers.map(read);
    // Okta wants its own format.
    const isOkta = name === 'okta/telephony';
    const type = isOkta ? 'application/json' : 'application/problem+json';
    const problem = (code: string) =>
      isOkta
        ? {
            error: {
              errorCauses: expect.arrayContaining([expect.objectContaining({ reason: code })]) as unknown,
            },
          }
        : { code };
    expect(unconfigured).toMatchObject({ statusCode: 500, type, isTwilioLoaded: false });
    expect(unconfigured?.body).toMatchObject(problem('not_configured'));
    expect(unauthenticated).toMatchObject({ statusCode: 401, type, isTwilioLoaded: false });
    expect(unauthenticated?.body).toMatchObject(problem('unauthenticated'));
  });

  test('health tells whether it is configured', async () => {
    const answers = await deployed.call('/health', { env: {}, event: anonymous }, { env, event: anonymous });
    const [unconfigured, well] = answers.map(read);
    expect(unconfigured).toMatchObject({ statusCode: 503, body: { code: 'not_configured' } });
    expect(well).toEqual({
      statusCode: 200,
      type: 'application/json',
      isTwilioLoaded: false,
      body: { status: 'ok' },
    });
  });

  test.each([
    ['auth/callback', 400],
    ['demo/login', 403],
    ['demo/token', 200],
  ])('%s answers, off and on, without loading anything of Twilio', async (name, status) => {
    const answers = await deployed.call(`/${name}`, { env: {}, event: anonymous }, { env, event: anonymous });
    const types = [expect.stringContaining('text/html'), expect.any(String)] as string[];
    expect(answers).toMatchObject([
      { statusCode: 404, headers: { 'Content-Type': types[0] }, isTwilioLoaded: false },
      { statusCode: status, headers: { 'Content-Type': types[1] }, isTwilioLoaded: false },
    ]);
  });

  test('the demo signs in where Response is Node’s own, which the local runtime takes away', async () => {
    const provider = await startOpenidProvider(
      env['PINGONE_ENVIRONMENT_ID'] ?? '',
      env['PINGONE_APP_ID'] ?? '',
    );
    const settings = { ...env, PINGONE_AUTH_BASE_URL: provider.url };
    const ask = async (path: string, fields: Record<string, string>, cookies: Record<string, string>) => {
      const headers = { origin: 'http://localhost:3000' };
      const event = { request: { headers, cookies }, ...fields };
      const [answer] = await deployed.call(path, { env: settings, event });
      const [cookie] = [answer?.headers['Set-Cookie'] ?? []].flat();
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie ?? '') ?? [];
      return { ...answer, body: answer?.body ?? '', cookies: { [name]: value } };
    };
    const form = await ask('/demo/token', {}, {});
    const fields = { ...(JSON.parse(form.body) as { form_token: string }), ...JANE };
    const shown = await ask('/demo/login', fields, form.cookies);
    const pingone = await fetch(linkToPingone({ html: shown.body, text: shown.body }), {
      redirect: 'manual',
    });
    const { searchParams } = new URL(pingone.headers.get('location') ?? '');
    const back = await ask('/auth/callback', Object.fromEntries(searchParams), shown.cookies);
    expect([back.statusCode, back.body]).toEqual([200, expect.stringContaining('Jane Doe')]);
    await provider.close();
  });

  test('pingone/sms delivers, and only then loads the SDK', async () => {
    const authorization = basic(env['PINGONE_USERNAME'] ?? '', env['PINGONE_PASSWORD'] ?? '');
    const fields = { To: '+14155552671', Parameters: '{"OTP":012345, "username":jdoe}' };
    const event = { request: { headers: { authorization }, cookies: {} }, ...fields };
    const answers = await deployed.call('/pingone/sms', { env, event: anonymous }, { env, event });
    const [refused, delivered] = answers.map(read);
    expect(refused).toMatchObject({ statusCode: 401, isTwilioLoaded: false });
    expect(delivered).toMatchObject({
      ...{ statusCode: 201, type: 'application/json', isTwilioLoaded: true },
      body: { status: 'pending', channel: 'sms', to: '+1******2671' },
    });
    expect(await sandbox.messages()).toMatchObject([{ to: '+14155552671', channel: 'sms', code: '012345' }]);
  });

  const OLD = '2026-01-02T03:04:05.678Z';
  test.each<[string, object, object]>([
    ['auth0/log-stream', factorSucceeded('totp'), factorSucceeded('sms', { date: OLD })],
    ['pingone/events', activity({ name: 'TOTP' }), activity({ date: OLD })],
  ])('%s does not load the SDK where nothing is to be approved', async (name, other, old) => {
    const credentials = basic(env['PINGONE_USERNAME'] ?? '', env['PINGONE_PASSWORD'] ?? '');
    const authorization = name.startsWith('pingone') ? credentials : (env['AUTH0_LOG_STREAM_TOKEN'] ?? '');
    const request = { headers: { authorization }, cookies: {} };
    const own = { ...env, PINGONE_ENVIRONMENT_ID: ENVIRONMENT };
    const [answer] = await deployed.call(`/${name}`, { env: own, event: { request, 0: other, 1: old } });
    expect(answer && read(answer)).toMatchObject({
      ...{ statusCode: 200, isTwilioLoaded: false },
      body: { received: 2, approved: 0, skipped: { irrelevant: 1, expired: 1 }, failed: 0 },
    });
  });

  test('auth0/log-stream approves what auth0/send has sent, and only then loads the SDK', async () => {
    const [phone, code] = ['+14155552671', '012345'];
    const action = { authorization: `Bearer ${env['AUTH0_ACTION_TOKEN'] ?? ''}` };
    const event = notificationEvent({ recipient: phone, code });
    const [sent] = await deployed.call('/auth0/send', {
      env,
      event: { request: { headers: action }, event },
    });
    expect(sent?.statusCode).toBe(201);
    const request = { headers: { authorization: env['AUTH0_LOG_STREAM_TOKEN'] }, cookies: {} };
    const proved = factorSucceeded('sms', { phone, date: new Date().toISOString() });
    const [answer] = await deployed.call('/auth0/log-stream', { env, event: { request, 0: proved } });
    expect(answer && read(answer)).toMatchObject({
      ...{ statusCode: 200, isTwilioLoaded: true },
      body: { received: 1, approved: 1, failed: 0 },
    });
  });
});

test.each(listFunctions())('%s requires only Node’s modules and package.json’s dependencies', (name) => {
  const bundle = readFileSync(join(bundles, `${name}.js`), 'utf8');
  const required = [...bundle.matchAll(/\b(?:require|import)\(["'`]([^"'`]*)["'`]\)/g)].map(
    ([, id]) => id ?? '',
  );
  expect(required).toContain('node:crypto');
  const others = required.filter((id) => !isBuiltin(id) && !listDeployedDependencies().includes(id));
  expect(others).toEqual([]);
});

describe('the folder is as bare as Twilio’s', () => {
  let project: string;
  beforeEach(() => (project = mkdtempSync(join(tmpdir(), 'verify-bridge-project-'))));
  afterEach(() => rmSync(project, { recursive: true }));

  /** A project of one function, `/probe`, and other files. */
  async function probe(statement: string, files: Record<string, string> = {}): Promise<Answer> {
    const source = `exports.handler = (context, event, callback) => {
      const response = new Twilio.Response();
      callback(null, response.setBody(JSON.stringify(${statement})));
    };`;
    for (const [name, content] of Object.entries({ 'functions/probe.js': source, ...files })) {
      mkdirSync(dirname(join(project, name)), { recursive: true });
      writeFileSync(join(project, name), content);
    }
    const layout = await layOut(join(project, 'functions'));
    try {
      const [answer] = await layout.call('/probe', { env: {}, event: anonymous });
      return answer as Answer;
    } finally {
      layout.remove();
    }
  }

  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };

  test('no devDependency is found, and no other package', async () => {
    const names = [...Object.keys(devDependencies), 'axios'];
    const statement = `${JSON.stringify(names)}.filter((name) => {
      try { return require.resolve(name + '/package.json') !== ''; } catch (error) { return error.code !== 'MODULE_NOT_FOUND'; }
    })`;
    expect(names.length).toBeGreaterThan(10);
    expect(JSON.parse((await probe(statement)).body)).toEqual([]);
  });

  test('a dependency is found', async () => {
    const answer = await probe('typeof require("twilio")');
    expect(answer).toMatchObject({ body: '"function"', isTwilioLoaded: true });
  });

  test('a relative file is not', async () => {
    const files = { 'functions/lib.js': 'module.exports = 1;' };
    await expect(probe('require("./lib")', files)).rejects.toThrow("Cannot find module './lib'");
  });

  test('a private asset is, through Runtime', async () => {
    const statement = 'Runtime.getAssets()["/words.json"].open()';
    const answer = await probe(statement, { 'assets/words.private.json': '[1]' });
    expect(answer.body).toBe('"[1]"');
  });

  test('a function that ends its process is reported', async () => {
    await expect(probe('process.exit(1)')).rejects.toThrow('ended its process');
  });
});

describe('what tsc makes of src/, without bundling', () => {
  let output: string;
  beforeAll(() => {
    output = mkdtempSync(join(tmpdir(), 'verify-bridge-tsc-'));
    const config = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: {
        ...{ module: 'commonjs', moduleResolution: 'node10', verbatimModuleSyntax: false },
        ...{ noEmit: false, noCheck: true, types: [], rootDir: join(root, 'src'), outDir: output },
      },
      // The page has modules outside src/, and what tsc makes of those it would put beside them.
      include: [join(root, 'src/functions')],
    };
    writeFileSync(join(output, 'tsconfig.json'), JSON.stringify(config));
    const tsc = [join(root, 'node_modules/typescript/bin/tsc'), '--project', output, '--listEmittedFiles'];
    const files = execFileSync(process.execPath, tsc, { encoding: 'utf8' }).match(/(?<=^TSFILE: ).*/gm) ?? [];
    expect(files.filter((file) => !file.startsWith(output))).toEqual([]);
    symlinkSync(join(root, 'node_modules'), join(output, 'node_modules'), 'dir');
  });
  afterAll(() => rmSync(output, { recursive: true }));

  test('works where it was made', () => {
    const script = `console.log(typeof require('./functions/pingone/sms.js').handler)`;
    expect(execFileSync(process.execPath, ['-e', script], { cwd: output, encoding: 'utf8' })).toBe(
      'function\n',
    );
  });

  test('does not work once deployed', async () => {
    const layout = await layOut(join(output, 'functions'));
    try {
      const call = layout.call('/pingone/sms', { env, event: anonymous });
      await expect(call).rejects.toThrow(/Cannot find module '\.\.\/\.\.\//);
    } finally {
      layout.remove();
    }
  });
});
