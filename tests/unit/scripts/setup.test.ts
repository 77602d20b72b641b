import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvFile } from '../../../scripts/setup/env-file';
import { repeatEnv } from '../../../scripts/setup/env-flag';
import { DEFAULTS, parseBucket } from '../../../scripts/setup/rate-limits';
import { createSecret, listWanted } from '../../../scripts/setup/secrets';
import { findSidProblem } from '../../../scripts/setup/sids';
import { Twilio } from '../../../scripts/setup/twilio';
import { findProblems } from '../../../src/config/reader';
import { rateLimitNames } from '../../../src/core/rate-limits';
import { providers } from '../../../src/identity-providers/registry';
import { readProviderSettings } from '../../../src/status/health';
import { read, rows } from '../docs/documents';

describe('secrets', () => {
  test.each(providers.map((provider) => [provider.profile.name, provider] as const))(
    'a made secret is one that %s takes, and with it the set is whole, but for a key of its own',
    (_name, provider) => {
      const wanted = listWanted({}, [provider], true);
      const made = wanted.map(({ name, source, value }) => [
        name,
        source === 'secret' ? createSecret() : source === 'text' ? value : '',
      ]);
      const env = Object.fromEntries(made) as Record<string, string>;
      const left = findProblems(env, readProviderSettings(provider)).map(({ field }) => field);
      expect(left).toEqual(wanted.filter(({ source }) => source === 'provider').map(({ name }) => name));
      expect(listWanted(env, [provider], true).filter(({ problem }) => problem !== undefined)).toHaveLength(
        left.length,
      );
    },
  );

  test('those who sign make their keys themselves', () => {
    const theirs = listWanted({}, providers, false).filter(({ source }) => source === 'provider');
    expect(theirs.map(({ name }) => name).sort()).toEqual(['SUPABASE_HOOK_SECRET', 'ZITADEL_SIGNING_KEY']);
  });
});

describe('rate limits', () => {
  test.each([
    ['5/600', { max: 5, interval: 600 }],
    ['0/600', undefined],
    ['5', undefined],
    ['5/600/1', undefined],
    ['-5/600', undefined],
    ['5 / 600', undefined],
    ['5/6e2', undefined],
  ])('%s', (text, expected) => expect(parseBucket(text)).toEqual(expected));

  test('docs/setup.md has the sizes that they begin with', () => {
    const named = rows(read('docs/setup.md'), /^(phone|ip|prefix|user)$/);
    expect(named.map(([name, , size]) => [name, size])).toEqual(
      rateLimitNames.map((name) => [name, `${DEFAULTS[name].max} in an hour`]),
    );
    expect(rateLimitNames.map((name) => DEFAULTS[name].interval)).toEqual([3600, 3600, 3600, 3600]);
  });
});

test.each([
  ['ACCOUNT_SID', `AC${'0'.repeat(32)}`, undefined],
  ['ACCOUNT_SID', `SK${'0'.repeat(32)}`, /that is an API key/],
  ['VERIFY_SERVICE_SID', `VA${'0'.repeat(32)}`, undefined],
  ['VERIFY_SERVICE_SID', `AC${'0'.repeat(32)}`, /that is an account/],
  [
    'VERIFY_SERVICE_SID',
    `VA${'0'.repeat(31)}`,
    /^VERIFY_SERVICE_SID must be a Verify service: VA and 32 hex digits\. Copy/,
  ],
  ['VERIFY_SERVICE_SID', 'toString', /^VERIFY_SERVICE_SID must be .* digits\. Copy/],
] as const)('%s %s', (name, sid, expected) => {
  const problem = findSidProblem(name, sid);
  if (expected === undefined) expect(problem).toBeUndefined();
  else expect(problem).toMatch(expected);
});

test.each([
  ['.env', 'npm run setup, then npm run doctor', 'npm run setup, then npm run doctor'],
  ['a.env', 'empty it and run `npm run setup`.', 'empty it and run `npm run setup -- --env a.env`.'],
  [
    'a.env',
    'npm run setup -- --provider okta; npm run deploy',
    'npm run setup -- --env a.env --provider okta; npm run deploy -- --env a.env',
  ],
  [
    'a.env',
    'npm run connect:auth0 -- https://x.twil.io --yes',
    'npm run connect:auth0 -- --env a.env https://x.twil.io --yes',
  ],
  ['a.env', 'See npm run setup -- --help', 'See npm run setup -- --help'],
  ["my file's.env", 'npm run doctor', "npm run doctor -- --env 'my file'\\''s.env'"],
  ['$&.env', 'npm run doctor', "npm run doctor -- --env '$&.env'"],
])('with --env %s, %s', (file, text, expected) => expect(repeatEnv(text, file)).toBe(expected));

describe('a .env file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'verify-bridge-env-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test.each<[what: string, before: string, after: string]>([
    ['an empty line of its own is filled', 'A=1\nNAME=\nB=2\n', 'A=1\nNAME=value\nB=2\n'],
    ['no line end at the end', 'A=1', 'A=1\nNAME=value\n'],
    ['an empty file', '', 'NAME=value\n'],
    ['of two lines, the last one counts', 'NAME=\nA=1\nNAME=\n', 'NAME=\nA=1\nNAME=value\n'],
    ['a comment is no line of its own', '# NAME=\nNAMES=\n', '# NAME=\nNAMES=\nNAME=value\n'],
    ['line ends of Windows stay', 'NAME=\r\nA=1\r\n', 'NAME=value\r\nA=1\r\n'],
  ])('%s', (_what, before, after) => {
    const path = join(folder, '.env');
    writeFileSync(path, before);
    const file = new EnvFile(path, '');
    file.set('NAME', 'value');
    expect(readFileSync(path, 'utf8')).toBe(before);
    file.write();
    expect(readFileSync(path, 'utf8')).toBe(after);
  });

  test('what somebody else put beside it is not written to', () => {
    const [other, path] = [join(folder, 'other'), join(folder, 'linked')];
    writeFileSync(other, 'theirs');
    symlinkSync(other, `${path}.${process.pid}.part`);
    const file = new EnvFile(path, '');
    file.set('OTP_TOKEN', 'a-secret-of-somebody');
    expect(() => file.write()).toThrow(/EEXIST/);
    expect(readFileSync(other, 'utf8')).toBe('theirs');
  });

  test.each(['two\nlines', ' blank', 'a # b', '"quoted"'])(
    'a value that would be read otherwise: %j',
    (value) => {
      const file = new EnvFile(join(folder, 'none'), '');
      expect(() => file.set('NAME', value)).toThrow('The value of NAME cannot be written');
    },
  );
});

describe("Twilio's 429", () => {
  let server: Server;
  let answers: (string | undefined)[];
  let asked: number;

  /** Each answer is a `Retry-After` of a 429, or undefined for an empty list. */
  beforeEach(async () => {
    asked = 0;
    server = createServer((_request, response) => {
      const retryAfter = answers[asked++];
      if (retryAfter !== undefined) response.writeHead(429, { 'retry-after': retryAfter });
      response.end('{"services":[],"meta":{"key":"services"},"code":20429}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => void server.close());

  const list = (wait: (ms: number) => Promise<void>) => {
    const apiBaseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'token', apiBaseUrl };
    return new Twilio(account, { now: Date.now, wait }).listServices();
  };

  test.each<[answers: (string | undefined)[], waits: number[], isRefused: boolean]>([
    [[undefined], [], false],
    [['2', '30', undefined], [2_000, 30_000], false],
    [['nonsense', undefined], [1_000], false],
    [['1', '1', '1', '1'], [1_000, 1_000, 1_000], true],
    [['31'], [], true],
  ])('%j is waited for: %j', async (given, waits, isRefused) => {
    answers = given;
    const waited: number[] = [];
    const result = list((ms) => (waited.push(ms), Promise.resolve()));
    if (isRefused) await expect(result).rejects.toMatchObject({ status: 429, code: 20429 });
    else await expect(result).resolves.toEqual([]);
    expect([waited, asked]).toEqual([waits, given.length]);
  });
});
