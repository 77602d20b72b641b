import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listAssets } from '../../scripts/assets';
import { listFunctions } from '../../scripts/build';
import { deployable } from '../support/deployable';
import { expectExcerpt, readExcerpt } from '../support/excerpt';
import { domain, startServerlessApi, type ServerlessApi, type Upload } from '../support/serverless-api';

/** `npm run deploy` of a copy of this project, with twilio-run as it is installed, to a stand-in of Twilio. */

const root = join(__dirname, '../..');
const COPIED = [
  ...['package.json', 'tsconfig.json', '.twilioserverlessrc', '.env.sandbox', 'scripts', 'src'],
  'tests/fixtures', // whose wire bodies the test page shows
];

/** An empty variable is not sent, and the account's login is Twilio's to give. */
const withDemo: typeof deployable = {
  ...deployable,
  DEMO_SIGN_IN: 'on',
  PINGONE_APP_ID: '3f6b1d88-90c4-4e27-a1f5-6d2c8e07b94a',
};
const { ACCOUNT_SID, AUTH_TOKEN, ...uploadedVariables } = withDemo;

let temporary: string;
let project: string;
let twilio: ServerlessApi;

beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), 'verify-bridge-deploy-'));
  project = join(temporary, 'project');
  for (const name of COPIED) cpSync(join(root, name), join(project, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'dir');
  twilio = await startServerlessApi(temporary);
});

beforeEach(() => {
  twilio.reset();
  twilio.refused.length = 0;
  writeFileSync(join(project, '.env'), envFile({ ...withDemo, BLOCKED_PREFIXES: '' }));
  rmSync(join(project, '.twiliodeployinfo'), { force: true });
});

afterAll(async () => {
  await twilio.close();
  rmSync(temporary, { recursive: true });
});

function envFile(variables: Record<string, string>): string {
  const lines = Object.entries(variables).map(([name, value]) => `${name}=${value}\n`);
  return `# A comment on its own line.\n${lines.join('')}`;
}

/** Where twilio-run keeps the service's SID, if it was ever deployed from there. */
function deployInfo(directory: string): string | undefined {
  const file = join(directory, '.twiliodeployinfo');
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

async function run(command: string, args: string[]) {
  const env = {
    PATH: process.env['PATH'],
    HOME: temporary,
    HTTP_PROXY: twilio.proxy,
    NODE_EXTRA_CA_CERTS: twilio.certificate,
    npm_config_update_notifier: 'false',
  };
  const child = spawn(command, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** What `npm run deploy` runs, without npm's own second. */
const deploy = (...flags: string[]) =>
  run(process.execPath, ['node_modules/tsx/dist/cli.mjs', 'scripts/deploy.ts', ...flags]);

const byPath = (uploads: Upload[]) => [...uploads].sort((a, b) => a.path.localeCompare(b.path));
const recorded = () => {
  const { functions, assets, builds, variables } = twilio.recorded;
  const [build] = builds.map(({ Dependencies = '', Runtime, versions }) => ({
    Dependencies,
    Runtime,
    versions,
  }));
  return { functions: byPath(functions), assets: byPath(assets), build, variables };
};

/** With digests, because Jest compares the bytes of a megabyte one after the other, for ten seconds. */
const digested = () => {
  const { functions, assets, ...others } = recorded();
  const digest = ({ content, ...upload }: Upload) => ({
    ...upload,
    content: createHash('sha256').update(content).digest('hex'),
  });
  return { ...others, functions: functions.map(digest), assets: assets.map(digest) };
};

test('npm run deploy uploads the bundles, the assets and the variables, and activates them', async () => {
  const before = deployInfo(root);
  const { code, stdout, stderr } = await run('npm', ['run', '--silent', 'deploy']);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  expect(deployInfo(project)).toContain('ZS');
  expect(deployInfo(root)).toBe(before);

  const { functions, assets, build, variables } = recorded();
  const paths = functions.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['/auth0/send', '/health', '/pingone/sms', '/pingone/voice']));
  expect([...paths].sort()).toEqual(listFunctions().map((name) => `/${name}`));
  for (const { path, visibility, content } of functions) {
    expect({ path, visibility }).toEqual({ path, visibility: 'public' });
    expect(content.equals(readFileSync(join(project, `dist/functions${path}.js`)))).toBe(true);
  }
  const { served } = listAssets(join(root, 'src/assets'));
  expect(served).toEqual(
    expect.arrayContaining([...['assets/index.html', 'index.html', 'page.js', 'problems.html', 'style.css']]),
  );
  expect(assets.map(({ path }) => path).sort()).toEqual(served.map((path) => `/${path}`));
  for (const { path, visibility, content } of assets) {
    expect({ path, visibility }).toEqual({ path, visibility: 'public' });
    expect(content.equals(readFileSync(join(project, 'dist/assets', path)))).toBe(true);
  }
  const contentOf = (path: string) => assets.find((asset) => asset.path === path)?.content.toString();
  expect(contentOf('/assets/index.html')).toBe(contentOf('/index.html'));
  // A bundle has no imports left, and no source has got away.
  expect(contentOf('/page.js')).not.toMatch(/\bimport\b|\brequire\(|sourceMappingURL/);

  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  // The deployer wraps the list in quotation marks, and Twilio takes it so.
  const uploaded = JSON.parse((build?.Dependencies ?? '').replace(/^"|"$/g, '')) as unknown;
  expect(uploaded).toEqual(Object.entries(dependencies).map(([name, version]) => ({ name, version })));
  expect(build).toMatchObject({ Runtime: 'node22', versions: functions.length + assets.length });
  expect(variables).toEqual(uploadedVariables);
  expect(twilio.recorded.deployments).toEqual([twilio.recorded.builds[0]?.sid]);

  const login = Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64');
  expect([...twilio.recorded.authorizations]).toEqual([`Basic ${login}`]);
  expect(twilio.refused).toEqual([]);

  // Those that somebody pastes or opens; the page's own are nobody's to call.
  const told = listFunctions().filter((name) => /^(pingone|auth0)\/(?!sms-gateway)|^health$/.test(name));
  for (const name of [...told, '']) expect(stderr).toContain(`https://${domain}/${name}\n`);
  expect(stderr).not.toContain('/console/');
  expect(stderr).toMatch(
    new RegExp(`\\nNext:\\n(  npm run connect:.*\\n)*  npm run doctor -- https://${domain}\\n$`),
  );
  expect(stderr).not.toContain('Warning');
  expectExcerpt(readExcerpt('npm run deploy'), stderr);
  for (const path of ['demo/index.html', 'auth/callback'])
    expect(stderr).toContain(`https://${domain}/${path}\n`);
  for (const value of Object.values(uploadedVariables).filter((one) => one.length >= 16)) {
    expect(stdout + stderr).not.toContain(value);
  }
});

test('npm run build and twilio-run alone upload the same, to the service of the first deployment', async () => {
  await deploy();
  const ours = digested();
  const service = twilio.recorded.calls[0] === 'POST Services';
  twilio.reset();
  await run('npm', ['run', '--silent', 'build']);
  const { code } = await run('npx', ['twilio-run', 'deploy']);
  expect({ code, service }).toEqual({ code: 0, service: true });
  expect(twilio.recorded.calls[0]).toMatch(/^GET Services\/ZS[0-9a-f]{32}$/);
  expect({ ...digested(), variables: ours.variables }).toEqual(ours);
});

test('with many variables, a warning, and the deployment', async () => {
  const names = ['OTP_TOKEN', 'LOGTO_TOKEN', 'CASDOOR_TOKEN', 'AUTHENTIK_TOKEN'];
  const many = Object.fromEntries(names.map((name) => [name, `${name}-`.repeat(60).slice(0, 440)]));
  writeFileSync(join(project, '.env'), envFile({ ...withDemo, ...many }));
  const { code, stderr } = await deploy();
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Warning: All variables together have 2[5-9]\d\d bytes; Twilio takes 3072\./m);
});

test('flags reach twilio-run, and its JSON is not disturbed', async () => {
  writeFileSync(join(project, 'other.env'), envFile({ ...uploadedVariables, ALLOWED_PREFIXES: '+49' }));
  const flags = ['--env', 'other.env', '-u', 'SK0', '--password', 'secret-of-the-key', '-o', 'json'];
  const { code, stdout } = await deploy(...flags);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ domain, runtime: 'node22' });
  const login = Buffer.from('SK0:secret-of-the-key').toString('base64');
  expect([...twilio.recorded.authorizations]).toEqual([`Basic ${login}`]);
});

test('a build that Twilio refuses ends with its message and its exit code', async () => {
  twilio.refuseBuilds('No matching version found for @twilio/runtime-handler@2.1.0');
  const { code, stderr, stdout } = await deploy();
  twilio.refuseBuilds(undefined);
  expect(code).toBe(1);
  expect(stderr + stdout).toContain('No matching version found for @twilio/runtime-handler@2.1.0');
  expect(stderr).not.toContain('Deployed:');
  expect(twilio.recorded.deployments).toEqual([]);
});

describe('refused before anything is sent', () => {
  const write = (changes: Record<string, string>) =>
    writeFileSync(join(project, '.env'), envFile({ ...deployable, ...changes }));

  test.each<[what: string, prepare: () => void, flags: string[], message: RegExp]>([
    [
      'no .env',
      () => rmSync(join(project, '.env')),
      [],
      /There is no \.env\. Run npm run setup, or copy \.env\.example/,
    ],
    [
      'secrets that are short or public, and an address of the sandbox',
      () =>
        write({
          AUTH0_ACTION_TOKEN: 'short',
          PINGONE_PASSWORD: 'sandbox-pingone-password',
          TWILIO_API_BASE_URL: 'http://127.0.0.1:3001',
        }),
      [],
      /AUTH0_ACTION_TOKEN is shorter.*PINGONE_PASSWORD holds a value of \.env\.sandbox.*TWILIO_API_BASE_URL is for/s,
    ],
    ['a comment behind a value', () => write({ ALLOWED_PREFIXES: '+1 # US' }), [], /two ways/],
    ['a flag that changes what is deployed', () => {}, ['--functions-folder', 'src'], /'--functions-folder'/],
    ['a word that twilio-run would pass over', () => {}, ['production'], /'production'/],
  ])('%s', async (_what, prepare, flags, message) => {
    prepare();
    const { code, stderr } = await deploy(...flags);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
    expect(twilio.recorded.calls).toEqual([]);
  });

  test.each<[what: string, source: string | undefined, message: RegExp]>([
    ['no function at all', undefined, /no function in src\/functions/],
    ['a function that does not compile', 'export const handler = (', /Build failed/],
  ])('%s', async (_what, source, message) => {
    const functions = join(project, 'src/functions');
    rmSync(functions, { recursive: true });
    try {
      mkdirSync(functions);
      if (source !== undefined) writeFileSync(join(functions, 'health.ts'), source);
      const { code, stderr } = await deploy();
      expect(code).toBe(1);
      expect(stderr).toMatch(message);
      expect(twilio.recorded.calls).toEqual([]);
    } finally {
      rmSync(functions, { recursive: true });
      cpSync(join(root, 'src/functions'), functions, { recursive: true });
    }
  });
});

test.each([
  'api.twilio.com:443',
  'serverless.twilio.com:80',
  'serverless.twilio.com.example.org:443',
  'evilserverless.twilio.com:443',
])('the stand-in lets nothing through to %s', async (path) => {
  const attempt = request(twilio.proxy, { method: 'CONNECT', path }).end();
  const [response] = (await once(attempt, 'connect')) as [{ statusCode: number }];
  expect(response.statusCode).toBe(403);
  expect(twilio.refused).toEqual([`CONNECT ${path}`]);
});
