import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Check } from '../../scripts/doctor/check';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { startBridge } from '../support/bridge';
import { deployable } from '../support/deployable';
import { runScript } from '../support/script';

/** `npm run doctor` as a process, against the stand-in of Twilio and the functions as built. */

const root = join(__dirname, '../..');
const {
  ACCOUNT_SID: accountSid = '',
  AUTH_TOKEN: authToken = '',
  VERIFY_SERVICE_SID: serviceSid = '',
} = deployable;
const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;

let folder: string;
let path: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'verify-bridge-doctor-'));
  path = join(folder, '.env');
  sandbox = await startSandbox({ credentials: { accountSid, authToken, serviceSid } });
  const { sid } = await twilio('/RateLimits', { UniqueName: 'bridge_phone' });
  await twilio(`/RateLimits/${sid}/Buckets`, { Max: '10', Interval: '3600' });
  await twilio('/RateLimits', { UniqueName: 'bridge_ip' });
});

beforeEach(async () => {
  write({});
  for (const name of ['faults', 'requests'])
    await fetch(`${sandbox.url}/sandbox/${name}`, { method: 'DELETE' });
});

afterAll(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function twilio(below: string, form: Record<string, string>): Promise<{ sid: string }> {
  const response = await fetch(`${sandbox.url}/v2/Services/${serviceSid}${below}`, {
    method: 'POST',
    headers: { authorization },
    body: new URLSearchParams(form),
  });
  return (await response.json()) as { sid: string };
}

const fault = (body: Record<string, unknown>) =>
  fetch(`${sandbox.url}/sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });

const current = (changes: Record<string, string>) => ({ ...deployable, RATE_LIMITS: 'phone', ...changes });

function write(changes: Record<string, string>, mode = 0o600): void {
  const lines = Object.entries(current(changes)).map(([name, value]) => `${name}=${value}\n`);
  rmSync(path, { force: true });
  writeFileSync(path, lines.join(''), { mode });
}

/** Runs it; no secret and no full number is ever printed. */
async function doctor(args: string[] = [], env: Record<string, string> = {}) {
  const ended = await runScript('scripts/doctor.ts', ['--env', path, ...args], {
    TWILIO_API_BASE_URL: sandbox.url,
    ...env,
  });
  const secrets = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => line.replace(/^[^=]*=/, '').split(','));
  for (const secret of secrets.filter((one) => one.length >= 12))
    expect(ended.stdout + ended.stderr).not.toContain(secret);
  expect(ended.stdout).not.toMatch(/\+\d{6,}/);
  return ended;
}

async function diagnose(args: string[] = [], env: Record<string, string> = {}) {
  const { code, stdout, stderr } = await doctor(['--json', ...args], env);
  expect(stderr).toBe('');
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  const failed = checks.filter(({ state }) => state === 'failed');
  expect([code, ok]).toEqual(failed.length > 0 ? [1, false] : [0, true]);
  const lines = checks.map(({ state, name, found }) => `${state} ${name}: ${found}`);
  // What is to be done belongs to each that is not well, unless what was found says it, and to no other.
  const saysIt = (found: string) =>
    /Copy|Run the command again|Run npm run deploy|See https|empty the variable and run/.test(found);
  const silent = checks.filter(({ state, advice }) => (state === 'ok') !== (advice === undefined));
  expect(silent.filter(({ state, found }) => state === 'ok' || !saysIt(found))).toEqual([]);
  return { lines, failed: failed.map(({ name }) => name) };
}

test('all is well, in the words of docs/setup.md, and nothing was changed', async () => {
  const { code, stdout, stderr } = await doctor();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const guide = readFileSync(join(root, 'docs/setup.md'), 'utf8');
  const [, shown = ''] = /```\n(ok +node [^]*?)```/.exec(guide) ?? [];
  const normal = (text: string) => text.replace(/\d+\.\d+\.\d+/, 'N');
  expect(normal(stdout.replaceAll(path, '.env'))).toBe(normal(shown));

  const response = await fetch(`${sandbox.url}/sandbox/requests`);
  const { requests } = (await response.json()) as { requests: { method: string }[] };
  expect(requests.length).toBeGreaterThanOrEqual(6);
  expect(requests.filter(({ method }) => method !== 'GET')).toEqual([]);
});

describe('what is not well', () => {
  test.each<[what: string, changes: Record<string, string>, lines: RegExp[], failed: string[]]>([
    [
      'secrets that are short, shared or public',
      {
        OTP_TOKEN: 'short',
        LOGTO_TOKEN: deployable['OKTA_HOOK_TOKEN'] ?? '',
        CASDOOR_TOKEN: 'sandbox-casdoor-token',
        PINGONE_APP_ID: '5a4db0c5-a4db-4c5a-8db0-c5a4db0c5a4f',
      },
      [
        /^failed secrets: OTP_TOKEN is shorter than 16 characters\.$/,
        /^failed secrets: (LOGTO|OKTA_HOOK)_TOKEN holds a value of/,
        /^failed secrets: CASDOOR_TOKEN, PINGONE_APP_ID hold values of \.env\.sandbox/,
      ],
      ['secrets', 'secrets', 'secrets'],
    ],
    [
      'variables that are malformed, and half of a worker',
      { PINGONE_REGION: 'us', PINGONE_WORKER_CLIENT_SECRET: '' },
      [
        /^failed variables: PINGONE_REGION must be/,
        /^failed variables: PINGONE_WORKER_CLIENT_SECRET is not set/,
      ],
      ['variables', 'variables'],
    ],
    [
      'values that are too long together',
      Object.fromEntries(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => [`MY_${name}`, name.repeat(440)])),
      [/^failed sizes: All variables together have \d+ bytes; Twilio takes 3072\.$/],
      ['sizes'],
    ],
    [
      'values that are nearly too long',
      Object.fromEntries(['A', 'B', 'C', 'D'].map((name) => [`MY_${name}`, name.repeat(450)])),
      [/^warning sizes: All variables together have 2\d{3} bytes/],
      [],
    ],
    [
      'a Messaging service',
      { VERIFY_SERVICE_SID: `MG${'0'.repeat(32)}` },
      [/^failed verify service: .*begins with MG: that is a Messaging service/],
      ['variables', 'verify service'],
    ],
    [
      "another account's service",
      { VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}` },
      [/^failed verify service: VERIFY_SERVICE_SID names no Verify service.*20404/],
      ['verify service'],
    ],
    [
      'a wrong Auth Token, after which nothing else is asked',
      { AUTH_TOKEN: '0'.repeat(32) },
      [/^failed account: Twilio refuses ACCOUNT_SID and AUTH_TOKEN.*20003/],
      ['account'],
    ],
    [
      'no Auth Token',
      { AUTH_TOKEN: '' },
      [/^failed account: AUTH_TOKEN is not set/],
      ['variables', 'account'],
    ],
    [
      'rate limits that are not there, or have no bucket',
      { RATE_LIMITS: 'phone,ip,user' },
      [
        /^ok rate limit phone: bridge_phone: 10 sends in 3600 s\.$/,
        /^failed rate limit ip: bridge_ip has no bucket/,
        /^failed rate limit user: RATE_LIMITS names it, and the service has no bridge_user/,
      ],
      ['rate limit ip', 'rate limit user'],
    ],
    [
      'a rule of the plan for nobody',
      { CHANNEL_PLAN: 'sms;otka+1:call;okta+1:call' },
      [/^warning channel plan: CHANNEL_PLAN has a rule for otka: no provider\./],
      [],
    ],
    ['no rate limits', { RATE_LIMITS: '' }, [/^ok rate limits: RATE_LIMITS is not set/], []],
    [
      'channels that the service cannot do, or may not be able to',
      { CHANNEL_PLAN: 'sms;+55:whatsapp,sms;+44:email' },
      [/^failed channel whatsapp: .*68008/, /^warning channel email: not known/],
      ['channel whatsapp'],
    ],
    [
      'senders',
      { FALLBACK_SENDERS: '+18885550100,12345@US,+14155550101,+14155550199,54321@US' },
      [
        /^ok senders: The account has \+1\*{6}0100 \(sms, voice\), .*\*\*\*45 \(sms\)\.$/,
        /^ok sender 1: \+1\*{6}0100, for US: text messages and calls\.$/,
        /^ok sender 2: \*\*\*45, for US: text messages\.$/,
        /^warning sender 3: \+1\*{6}0101, for all countries: text messages; it is not used for calls\.$/,
        /^failed sender 4: \+1\*{6}0199 is not a number of the account/,
        /^failed sender 5: \*\*\*21 is not a number of the account/,
      ],
      ['sender 4', 'sender 5'],
    ],
  ])('%s', async (_what, changes, lines, failed) => {
    write(changes);
    const found = await diagnose();
    for (const line of lines) expect(found.lines).toContainEqual(expect.stringMatching(line));
    expect(found.failed.sort()).toEqual(failed.sort());
  });

  test('custom codes that are off', async () => {
    await twilio('', { CustomCodeEnabled: 'false' });
    const { lines, failed } = await diagnose();
    await twilio('', { CustomCodeEnabled: 'true' });
    expect(failed).toEqual(['custom codes']);
    expect(lines).toContainEqual(expect.stringMatching(/^failed custom codes: .*60204/));
  });

  test('no number at all', async () => {
    write({ FALLBACK_SENDERS: '+14155550100' });
    const page = (name: string) => JSON.stringify({ [name]: [], next_page_uri: null });
    await fault({ match: { path: 'IncomingPhoneNumbers' }, body: page('incoming_phone_numbers') });
    await fault({ match: { path: 'ShortCodes' }, body: page('short_codes') });
    const { lines, failed } = await diagnose();
    expect(failed).toEqual(['senders']);
    expect(lines).toContainEqual(
      'failed senders: FALLBACK_SENDERS is set. The account has no number at all.',
    );
  });

  test('a file that others can read, and no file', async () => {
    write({}, 0o644);
    expect((await diagnose()).lines).toContainEqual(
      expect.stringMatching(/^warning file: Others .* may read/),
    );
    const none = join(folder, 'none');
    const { code, stdout } = await doctor(['--env', none]);
    expect(code).toBe(1);
    expect(stdout).toContain(`There is no ${none}. -> npm run setup -- --env ${none}\n`);
  });

  test('Twilio, which cannot be reached', async () => {
    const closed = await startSandbox({ credentials: { accountSid, authToken, serviceSid } });
    await closed.close();
    const { lines, failed } = await diagnose([], { TWILIO_API_BASE_URL: closed.url });
    expect(failed).toEqual(['account']);
    expect(lines).toContainEqual(
      expect.stringMatching(/^failed account: No connection to Twilio.* Run the command again\.$/),
    );
  });
});

describe('a deployment', () => {
  test('that is whole: each endpoint refuses a call, or is closed', async () => {
    write({ OKTA_HOOK_TOKEN: '' });
    const bridge = await startBridge({
      ...deployable,
      TWILIO_API_BASE_URL: sandbox.url,
      OTP_TOKEN: undefined,
      OKTA_HOOK_TOKEN: undefined,
    });
    const { lines, failed } = await diagnose([`${bridge.url}/health`]);
    await bridge.close();
    expect(failed).toEqual([]);
    expect(lines.filter((line) => /^ok \w+ secrets: /.test(line))).toEqual([
      'ok auth0 secrets: the deployment takes AUTH0_ACTION_TOKEN, AUTH0_LOG_STREAM_TOKEN of your file.',
      'ok pingone secrets: the deployment takes PINGONE_PASSWORD of your file.',
    ]);
    expect(lines).toContainEqual('ok health: the settings are whole.');
    expect(lines).toContainEqual(expect.stringMatching(/^ok answer time: \d+ ms at first/));
    for (const endpoint of ['pingone/sms', 'auth0/log-stream', 'zitadel/events', 'console/send'])
      expect(lines).toContainEqual(`ok /${endpoint}: refuses a call without credentials.`);
    expect(lines).toContainEqual('ok /otp/send: closed: not configured: OTP_TOKEN.');
    expect(lines).toContainEqual('ok /okta/telephony: closed: not configured: OKTA_HOOK_TOKEN.');
    expect(bridge.lines.join('\n')).not.toContain('"outcome":"delivered"');
  });

  test('whose echo route was left open, and one whose time is over', async () => {
    const ask = async (until: number) => {
      const echo = { ECHO_TOKEN: 'echo-token-of-a-test', ECHO_UNTIL: new Date(until).toISOString() };
      const bridge = await startBridge({ ...deployable, ...echo });
      const { stdout } = await doctor([bridge.url]);
      await bridge.close();
      expect(stdout).not.toContain(echo.ECHO_TOKEN);
      return /^(.*)\/live\/echo +(.*)$/m.exec(stdout)?.slice(1).join('');
    };
    expect(await ask(Date.now() + 60_000)).toMatch(
      /^warning +open: a live check runs, or .* -> unless one runs, remove ECHO_TOKEN and ECHO_UNTIL from/,
    );
    expect(await ask(Date.now() - 1)).toMatch(/^ok +closed: not configured: ECHO_UNTIL\.$/);
  });

  test('that has the secrets of another file', async () => {
    const bridge = await startBridge({ ...deployable, PINGONE_PASSWORD: 'Xk8-later-Tp2mR4vW7' });
    const { lines, failed } = await diagnose([bridge.url]);
    await bridge.close();
    expect(failed).toEqual(['pingone secrets']);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^failed pingone secrets: .*\/pingone\/sms refuses the value of PINGONE_PASSWORD/,
      ),
    );
    expect(lines.filter((line) => /^ok (auth0|okta) secrets/.test(line))).toHaveLength(2);
  });

  test('that is not configured', async () => {
    const bridge = await startBridge({ VERIFY_SERVICE_SID: undefined });
    const { lines, failed } = await diagnose([bridge.url]);
    await bridge.close();
    expect(failed).toEqual(['health']);
    expect(lines).toContainEqual('failed health: not configured: VERIFY_SERVICE_SID.');
    expect(lines).toContainEqual('ok /pingone/sms: closed: not configured: VERIFY_SERVICE_SID.');
  });

  test('that lets everybody in, and one that is something else', async () => {
    const server = createHttpServer((request, response) => {
      response.statusCode = request.url === '/pingone/sms' ? 201 : 404;
      response.end('{"code":"\\u001b[31m","errors":[{"field":"\\u001b[2J"}]}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { lines, failed } = await diagnose([`http://127.0.0.1:${(server.address() as AddressInfo).port}`]);
    server.close();
    expect(failed).toEqual(expect.arrayContaining(['health', '/pingone/sms', '/pingone/voice']));
    expect(lines).toContain('failed /pingone/sms: answered 201 to a call without credentials.');
    expect(lines).toContain('failed /pingone/voice: is not there.');
    expect(lines.join('')).not.toContain('\u001b');
  });

  test('whose certificate nobody knows, or which ends soon', async () => {
    const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
    const kind = [
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '3',
    ];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    execFileSync('openssl', ['req', ...kind, ...names, '-keyout', key, '-out', certificate], {
      stdio: 'ignore',
    });
    const server = createHttpsServer(
      { key: readFileSync(key), cert: readFileSync(certificate) },
      (_request, response) => void response.writeHead(401).end('{}'),
    );
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const url = `https://localhost:${(server.address() as AddressInfo).port}`;
    const unknown = await diagnose([url]);
    const known = await diagnose([url], { NODE_EXTRA_CA_CERTS: certificate });
    server.close();
    expect(unknown.failed).toEqual(['tls']);
    expect(unknown.lines).toContainEqual(
      expect.stringMatching(/^failed tls: the certificate is not accepted/),
    );
    expect(known.failed).toEqual(['health']);
    expect(known.lines).toContainEqual(
      expect.stringMatching(/^warning tls: TLSv1\.3, and a certificate for 2 days/),
    );
  });

  test.each([
    ['http outside this machine', ['http://example.com']],
    ['credentials in the address', ['https://a:b@example.com']],
    ['no address', ['example.com']],
    ['two addresses', ['https://a.example', 'https://b.example']],
    ['a flag that nobody knows', ['--fix']],
  ])('%s is wrong usage', async (_what, args) => {
    const { code, stdout, stderr } = await doctor(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });
});
