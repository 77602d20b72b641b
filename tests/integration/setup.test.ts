import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseVariables } from '../../scripts/preflight';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { deployable } from '../support/deployable';
import { runScript } from '../support/script';

/** `npm run setup` as a process, in a folder of its own, against the stand-in of Twilio. */

const root = join(__dirname, '../..');
const account = {
  ACCOUNT_SID: deployable['ACCOUNT_SID'] ?? '',
  AUTH_TOKEN: deployable['AUTH_TOKEN'] ?? '',
};
const own = deployable['VERIFY_SERVICE_SID'] ?? '';

let folder: string;
let path: string;
let sandbox: Sandbox;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-bridge-setup-'));
  path = join(folder, '.env');
  const { ACCOUNT_SID: accountSid, AUTH_TOKEN: authToken } = account;
  sandbox = await startSandbox({ credentials: { accountSid, authToken, serviceSid: own } });
});

afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

/** Runs it; nothing that it writes into the file is ever printed, and it leaves no other file. */
async function setup(flags: string[], env: Record<string, string> = account) {
  const ended = await runScript('scripts/setup.ts', ['--env', path, ...flags], {
    TWILIO_API_BASE_URL: sandbox.url,
    ...env,
  });
  const secrets = [env['AUTH_TOKEN'] ?? '', ...Object.values(existsSync(path) ? written() : {})];
  for (const secret of secrets.filter((one) => one.length >= 12))
    expect(ended.stdout + ended.stderr).not.toContain(secret);
  return ended;
}

const written = () => parseVariables(readFileSync(path, 'utf8'));

/** The variables that have a value. */
const filled = () => Object.entries(written()).filter(([, value]) => value !== '');

async function twilio(method: string, below: string, form?: Record<string, string>) {
  const { ACCOUNT_SID, AUTH_TOKEN } = account;
  const authorization = `Basic ${Buffer.from(`${ACCOUNT_SID}:${AUTH_TOKEN}`).toString('base64')}`;
  const response = await fetch(`${sandbox.url}/v2/Services${below}`, {
    method,
    headers: { authorization },
    ...(form !== undefined && { body: new URLSearchParams(form) }),
  });
  return (await response.json()) as Record<string, Record<string, unknown>[]> & Record<string, string>;
}

const fault = (body: Record<string, unknown>) =>
  fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });

/** `POST /v2/Services`, … of what reached the stand-in and was no GET. */
async function changes(): Promise<string[]> {
  const response = await fetch(`${sandbox.url}/sandbox/requests`);
  const { requests } = (await response.json()) as { requests: { method: string; path: string }[] };
  return requests.filter(({ method }) => method !== 'GET').map(({ path: called }) => called);
}

async function limitsOf(service: string): Promise<Record<string, string[]>> {
  const { rate_limits: limits = [] } = await twilio('GET', `/${service}/RateLimits`);
  const entries = limits.map(async ({ sid, unique_name: name }) => {
    const { buckets = [] } = await twilio('GET', `/${service}/RateLimits/${String(sid)}/Buckets`);
    return [String(name), buckets.map(({ max, interval }) => `${String(max)}/${String(interval)}`)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

const LIMITS = {
  bridge_phone: ['10/3600'],
  bridge_prefix: ['100/3600'],
  bridge_user: ['10/3600'],
};

/** What docs/setup.md shows, and the flags with which it shows it. */
const SHOWN = ['--yes', '--service-name', 'Acme', '--provider', 'pingone,auth0'];

test('the first run makes everything, as docs/setup.md shows it; the second changes nothing', async () => {
  const first = await setup(SHOWN);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const guide = readFileSync(join(root, 'docs/setup.md'), 'utf8');
  const [, shown] = /```\n(Twilio account [^]*?)```/.exec(guide) ?? [];
  expect(guide).toContain(`npm run setup -- ${SHOWN.join(' ')}`);
  expect(first.stdout).toContain(`\nNext: npm run deploy -- --env ${path}\n`);
  const printed = first.stdout.replace(` -- --env ${path}`, '').replaceAll(path, '.env');
  expect(printed.replace(/ +(?=\S)/g, ' ')).toBe(shown?.replace(/ +(?=\S)/g, ' '));

  const { services = [] } = await twilio('GET', '');
  const made = services.find(({ friendly_name: name }) => name === 'Acme');
  expect(made).toMatchObject({ custom_code_enabled: true });
  expect(await limitsOf(String(made?.['sid']))).toEqual(LIMITS);
  expect(await limitsOf(own)).toEqual({});

  const secret = expect.stringMatching(/^[\w-]{32}$/) as unknown;
  expect(Object.fromEntries(filled())).toEqual({
    ...account,
    VERIFY_SERVICE_SID: made?.['sid'],
    PINGONE_USERNAME: 'pingone',
    PINGONE_PASSWORD: secret,
    AUTH0_ACTION_TOKEN: secret,
    AUTH0_LOG_STREAM_TOKEN: secret,
    CONSOLE_PASSWORD: secret,
    RATE_LIMITS: 'phone,prefix,user',
  });
  const values = filled().map(([, value]) => value);
  expect(new Set(values).size).toBe(values.length);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  // All but the values is .env.example.
  const example = readFileSync(join(root, '.env.example'), 'utf8');
  expect(readFileSync(path, 'utf8').replace(/^([A-Z_0-9]+)=.*$/gm, '$1=')).toBe(example);

  const [text, done] = [readFileSync(path, 'utf8'), await changes()];
  for (const flags of [SHOWN, ['--yes']]) {
    const again = await setup(flags, {});
    expect(again).toEqual({
      code: 0,
      stderr: '',
      stdout: expect.stringMatching(
        /^Twilio account AC\w{4}…\w{4}: active\.\nNothing to change\.\nBy hand: Feedback of PingOne needs [^\n]*\n$/,
      ) as string,
    });
  }
  expect(readFileSync(path, 'utf8')).toBe(text);
  expect(await changes()).toEqual(done);
});

test('what is in the file stays: comments, order, values; what is missing is added', async () => {
  const lines = [
    '# Mine.',
    'AUTH0_ACTION_TOKEN=chosen-by-hand-1234',
    '',
    '# The next one is empty.',
    'AUTH0_LOG_STREAM_TOKEN=',
    `VERIFY_SERVICE_SID=${own}`,
    'ALLOWED_PREFIXES=+1,+44',
    'RATE_LIMITS=user,phone',
    '# The end.',
  ];
  writeFileSync(path, lines.join('\n'), { mode: 0o644 });
  const { code, stdout } = await setup(['--yes', '--verify-api', '--limit', 'user=3/60'], {
    ...account,
    CONSOLE_PASSWORD: 'given-by-the-environment',
    VERIFY_API_TOKEN: 'given-by-the-environment-too',
  });
  expect(code).toBe(0);
  expect(stdout).toContain('close it to others on this machine (mode 600)');
  const { AUTH0_LOG_STREAM_TOKEN: made = '' } = written();
  expect(made).toHaveLength(32);
  expect(readFileSync(path, 'utf8').split('\n')).toEqual([
    ...lines.slice(0, 4),
    `AUTH0_LOG_STREAM_TOKEN=${made}`,
    ...lines.slice(5),
    `ACCOUNT_SID=${account.ACCOUNT_SID}`,
    `AUTH_TOKEN=${account.AUTH_TOKEN}`,
    'CONSOLE_PASSWORD=given-by-the-environment',
    'VERIFY_API_TOKEN=given-by-the-environment-too',
    '',
  ]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await limitsOf(own)).toEqual({ bridge_user: ['3/60'], bridge_phone: ['10/3600'] });

  // A size that the owner changed stays, unless the flag is given.
  await setup(['--yes', '--limit', 'phone=4/900']);
  expect(await limitsOf(own)).toEqual({ bridge_user: ['3/60'], bridge_phone: ['4/900'] });
});

test('--dry-run shows the plan and changes nothing; without it, custom codes are switched on', async () => {
  await twilio('POST', `/${own}`, { CustomCodeEnabled: 'false' });
  const before = await changes();
  const flags = ['--provider', 'okta', '--rate-limits', 'none'];
  const dry = await setup(['--dry-run', ...flags]);
  expect(dry.code).toBe(0);
  expect(dry.stdout).toContain('switch custom codes on in the service "Sandbox" (VA0011…eeff)');
  expect(dry.stdout).toMatch(/Nothing was changed \(--dry-run\)\.\n$/);
  expect([existsSync(path), await changes()]).toEqual([false, before]);

  expect(await setup(['--yes', ...flags])).toMatchObject({ code: 0 });
  expect(await twilio('GET', `/${own}`)).toMatchObject({ custom_code_enabled: true });
  expect([await limitsOf(own), written()['RATE_LIMITS']]).toEqual([{}, '']);
  // As docs/setup.md and --help say of it: the next run has forgotten that none was wanted.
  const next = await setup(['--dry-run', '--provider', 'okta']);
  expect(next.stdout).toContain('set RATE_LIMITS to phone, prefix, user');
});

test('a run that fails half-way is completed by the next one', async () => {
  await fault({ match: { path: '/Buckets' }, status: 503, code: 20503 });
  const first = await setup(SHOWN);
  expect(first.code).toBe(1);
  expect(first.stderr).toMatch(
    /^Could not create the rate limit bridge_phone: .*\nTwilio has a fault at present/,
  );
  const kept = Object.fromEntries(filled());
  expect(kept).toMatchObject({ VERIFY_SERVICE_SID: expect.stringMatching(/^VA/) as string });
  // Verify may refuse a send that names a limit which is not there.
  expect(kept).not.toHaveProperty('RATE_LIMITS');

  const second = await setup(SHOWN);
  expect(second.code).toBe(0);
  expect(second.stdout).toContain('complete the rate limit bridge_phone, which has no bucket');
  expect(await limitsOf(kept['VERIFY_SERVICE_SID'] ?? '')).toEqual(LIMITS);
  expect(Object.fromEntries(filled())).toEqual({ ...kept, RATE_LIMITS: 'phone,prefix,user' });
  expect((await changes()).filter((called) => called === '/v2/Services')).toHaveLength(1);
});

test('a service that was made without a file is found by its name', async () => {
  const { sid = '' } = await twilio('POST', '', { FriendlyName: 'Acme', CustomCodeEnabled: 'true' });
  expect(await setup(SHOWN)).toMatchObject({ code: 0 });
  expect(written()['VERIFY_SERVICE_SID']).toBe(sid);
});

test('a key that the provider makes is asked for, and a secret that is too short is named', async () => {
  writeFileSync(path, 'LOGTO_TOKEN=short\n', { mode: 0o600 });
  const { code, stdout } = await setup(['--yes', '--provider', 'supabase,logto', '--rate-limits', 'phone']);
  expect(code).toBe(0);
  expect(stdout).toContain('By hand: Supabase makes the value of SUPABASE_HOOK_SECRET, and shows it.');
  expect(stdout.replace(` --env ${path}`, '')).toContain(
    'By hand: LOGTO_TOKEN is shorter than 16 characters. Change it, or empty it and run `npm run setup -- --provider logto`, which makes one.',
  );
  expect(written()).toMatchObject({ LOGTO_TOKEN: 'short', RATE_LIMITS: 'phone' });
  expect(written()).not.toHaveProperty('SUPABASE_HOOK_SECRET');
});

test("PingOne's worker application comes from the environment; what is missing or malformed of it is named", async () => {
  const worker = {
    PINGONE_ENVIRONMENT_ID: '8a1c6f0e-52d7-4b39-9e14-c07d3b6fa285',
    PINGONE_REGION: 'us',
    PINGONE_WORKER_CLIENT_ID: 'd94e07b2-163f-4c8a-b5d0-7e29f1a8c643',
  };
  const flags = ['--yes', '--provider', 'pingone', '--rate-limits', 'phone'];
  const { code, stdout } = await setup(flags, { ...account, ...worker });
  expect(code).toBe(0);
  expect(stdout).toContain('By hand: Feedback of PingOne needs PINGONE_WORKER_CLIENT_SECRET.');
  expect(stdout).toContain('By hand: PINGONE_REGION must be com, eu, ca, com.au, sg or asia. Change it.');
  expect(written()).toMatchObject(worker);
});

test('Retry-After is honoured, and one that is too long is not waited for', async () => {
  await fault({ match: { path: '/v2/Services' }, code: 20429, retry_after: 0, times: 3 });
  expect(await setup(SHOWN)).toMatchObject({ code: 0 });
  await fault({ match: { path: '/Accounts' }, code: 20429, retry_after: 3600, times: 1 });
  const ended = await setup(SHOWN);
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain('Twilio takes no more requests at present.');
});

describe('refused, and nothing is written', () => {
  const yes = ['--yes', '--provider', 'okta'];
  test.each<[what: string, flags: string[], env: Record<string, string>, code: number, message: RegExp]>([
    [
      'a wrong Auth Token',
      yes,
      { ...account, AUTH_TOKEN: '0'.repeat(32) },
      1,
      /refuses ACCOUNT_SID and AUTH_TOKEN.*console\.twilio\.com.*20003/,
    ],
    ['no Auth Token', yes, { ACCOUNT_SID: account.ACCOUNT_SID }, 2, /AUTH_TOKEN is not set/],
    [
      'an API key for the account',
      [...yes, '--account-sid', `SK${'0'.repeat(32)}`],
      account,
      1,
      /ACCOUNT_SID must be an account: .*begins with SK: that is an API key/,
    ],
    [
      'a Messaging service for the Verify service',
      [...yes, '--service', `MG${'0'.repeat(32)}`],
      account,
      1,
      /must be a Verify service: .*begins with MG: that is a Messaging service.*develop\/verify\/services/,
    ],
    [
      "another account's Verify service",
      [...yes, '--service', `VA${'0'.repeat(32)}`],
      account,
      1,
      /VERIFY_SERVICE_SID names no Verify service of this account.*develop\/verify\/services.*20404/,
    ],
    ['no provider', ['--yes'], account, 2, /Pass --provider/],
    [
      'a provider that nobody knows',
      ['--yes', '--provider', 'acme'],
      account,
      2,
      /acme is no provider.*zitadel/,
    ],
    ['a limit that nobody knows', [...yes, '--rate-limits', 'device'], account, 2, /device is no rate limit/],
    ['a size that is none', [...yes, '--limit', 'phone=5'], account, 2, /write it as phone=5\/600/],
    [
      'the size of a limit that RATE_LIMITS does not have',
      [...yes, '--limit', 'ip=300/3600'],
      { ...account, RATE_LIMITS: 'user,phone' },
      2,
      /^--limit ip: the limits are to be user, phone\. Pass --rate-limits phone,ip,user, too\.$/,
    ],
    [
      'the size of a limit that --rate-limits does not have',
      [...yes, '--rate-limits', 'none', '--limit', 'ip=300/3600', '--limit', 'phone=1/1'],
      account,
      2,
      /^--limit phone, ip: the limits are to be none\. Pass --rate-limits phone,ip, too\.$/,
    ],
    ['a long name', [...yes, '--service-name', 'x'.repeat(31)], account, 2, /1 to 30 characters/],
    ['a flag that nobody knows', ['--force'], account, 2, /'--force'/],
    ['nobody to ask', [], account, 2, /no terminal/],
    [
      'a stand-in on another host',
      yes,
      { ...account, TWILIO_API_BASE_URL: 'http://example.com' },
      1,
      /TWILIO_API_BASE_URL must be an http address on the loopback/,
    ],
  ])('%s', async (_what, flags, env, code, message) => {
    const ended = await setup(flags, env);
    expect(ended.stderr.trim()).toMatch(message);
    expect(ended.code).toBe(code);
    expect([existsSync(path), await changes()]).toEqual([false, []]);
  });

  test.each([
    ['an account without Verify', { code: 20403 }, '/v2/Services', /suspended, or may not use Verify.*20403/],
    ['a suspended account', { code: 20403 }, '/Accounts', /suspended, or may not use Verify.*20403/],
    ['half an answer', { cut: true }, '/v2/Services', /gave no whole answer/],
  ])('%s', async (_what, what, match, message) => {
    await fault({ match: { path: match }, ...what });
    const ended = await setup(yes);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(message) as string });
    expect(existsSync(path)).toBe(false);
  });

  test('several services, of which none is named', async () => {
    await twilio('POST', '', { FriendlyName: 'Acme' });
    const before = await changes();
    const ended = await setup(yes);
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/has 2 Verify services/) as string,
    });
    expect([existsSync(path), await changes()]).toEqual([false, before]);
  });

  test('a file that two programs would read in two ways', async () => {
    writeFileSync(path, 'ALLOWED_PREFIXES=+1 # US\n', { mode: 0o600 });
    const ended = await setup(yes);
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/two ways/) as string });
    expect(readFileSync(path, 'utf8')).toBe('ALLOWED_PREFIXES=+1 # US\n');
  });
});
