import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { connectors } from '../../scripts/connect/registry';
import {
  findAmbiguities,
  findBuildProblems,
  findEnvironmentProblems,
  findEnvironmentWarning,
  parseVariables,
} from '../../scripts/preflight';
import { deployable } from '../support/deployable';

/** What `npm run deploy` refuses before it sends anything. */

const root = join(__dirname, '../..');
const sandbox = parseVariables(readFileSync(join(root, '.env.sandbox'), 'utf8'));

describe('variables', () => {
  const problems = (changes: Record<string, string>, hasOwnLogin = false) =>
    findEnvironmentProblems({ ...deployable, ...changes }, sandbox, hasOwnLogin);

  test.each<[what: string, changes: Record<string, string>, expected: string[]]>([
    ['good', {}, []],
    ['one provider only', { AUTH0_ACTION_TOKEN: '', AUTH0_LOG_STREAM_TOKEN: '' }, []],
    ['no account', { ACCOUNT_SID: '' }, ['ACCOUNT_SID is not set.']],
    ['no service', { VERIFY_SERVICE_SID: '' }, ['VERIFY_SERVICE_SID is not set.']],
    [
      'a short secret of a provider that nobody needs',
      { AUTH0_ACTION_TOKEN: 'short' },
      ['AUTH0_ACTION_TOKEN is shorter than 16 characters.'],
    ],
    [
      'half of a PingOne worker',
      { PINGONE_WORKER_CLIENT_SECRET: '' },
      ['PINGONE_WORKER_CLIENT_SECRET is not set.'],
    ],
    [
      'a PingOne worker that is malformed, where Auth0 is whole',
      { PINGONE_REGION: 'us', PINGONE_WORKER_CLIENT_ID: 'worker' },
      ['PINGONE_WORKER_CLIENT_ID must be a UUID.', 'PINGONE_REGION must be com, eu, ca, com.au, sg or asia.'],
    ],
    [
      'no worker, and what is left of one',
      { PINGONE_WORKER_CLIENT_ID: '', PINGONE_WORKER_CLIENT_SECRET: '', PINGONE_REGION: 'ca' },
      [],
    ],
    [
      'what opens the echo route, which is never deployed',
      { ECHO_UNTIL: '2026-01-02T03:04:05Z' },
      ['ECHO_TOKEN and ECHO_UNTIL are set by npm run doctor -- --live alone: empty both.'],
    ],
    ['a password of the test page', { CONSOLE_PASSWORD: 'vW7-current-Zq3Lm9,vW7-previous-Xk4' }, []],
    [
      'a short password of the test page',
      { CONSOLE_PASSWORD: 'hunter2' },
      ['CONSOLE_PASSWORD is shorter than 16 characters.'],
    ],
    [
      'a test page with three passwords',
      { CONSOLE_PASSWORD: ['a', 'b', 'c'].map((one) => one.repeat(16)).join(',') },
      ['CONSOLE_PASSWORD holds more than two values.'],
    ],
    [
      'a user name with a colon',
      { PINGONE_USERNAME: 'a:b' },
      ['PINGONE_USERNAME must not hold a colon (RFC 7617).'],
    ],
    [
      'a region that is none, without a worker',
      { PINGONE_REGION: 'mars', PINGONE_WORKER_CLIENT_ID: '', PINGONE_WORKER_CLIENT_SECRET: '' },
      ['PINGONE_REGION must be com, eu, ca, com.au, sg or asia.'],
    ],
    ...connectors.flatMap(({ credentials }) =>
      credentials.map(({ name }): [string, Record<string, string>, string[]] => [
        `${name}, which manages a tenant`,
        { [name]: 'whatever-it-is' },
        [`${name} manages your tenant, and no Function needs it: move it to .env.connect.`],
      ]),
    ),
    ['a short life', { VERIFY_TTL_MINUTES: '1' }, ['VERIFY_TTL_MINUTES must be whole minutes, 2 to 1440.']],
    [
      'an address elsewhere',
      { TWILIO_API_BASE_URL: 'https://example.com' },
      ['TWILIO_API_BASE_URL is for the sandbox only.'],
    ],
    ['a demo that is half on', { DEMO_SIGN_IN: 'on' }, ['PINGONE_APP_ID is not set.']],
    [
      'a demo that is neither on nor off',
      { DEMO_SIGN_IN: 'no' },
      ['DEMO_SIGN_IN must be on, or not set.', 'PINGONE_APP_ID is not set.'],
    ],
    ['a demo that is off', { PINGONE_APP_ID: '3f6b1d88-90c4-4e27-a1f5-6d2c8e07b94a' }, []],
    ['a bad prefix', { ALLOWED_PREFIXES: '1' }, ['ALLOWED_PREFIXES must be E.164 prefixes such as +1,+44.']],
    ...['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'].map(
      (name): [string, Record<string, string>, string[]] => [
        name,
        { [name]: 'http://127.0.0.1:3001' },
        [`${name} is for the sandbox only.`],
      ],
    ),
    [
      'an Okta on this machine',
      { OKTA_ORG_URL: 'http://127.0.0.1:8080' },
      ['OKTA_ORG_URL has an address of the sandbox: it must be https:// and a host name.'],
    ],
    ...Object.entries(sandbox)
      .filter(([name, value]) => !/_(BASE|ORG)_URL$/.test(name) && value.length >= 16)
      .map(([name, value]): [string, Record<string, string>, string[]] => [
        `${name} of the sandbox`,
        { [name]: value },
        [`${name} holds a value of .env.sandbox, which everybody can read.`],
      ]),
    [
      'a public secret as the previous one',
      { PINGONE_PASSWORD: `Kq7-w2fXz_9RtLmB4sYp,${sandbox['PINGONE_PASSWORD']}` },
      ['PINGONE_PASSWORD holds a value of .env.sandbox, which everybody can read.'],
    ],
    [
      'one secret for two callers',
      { AUTH0_ACTION_TOKEN: 'Kq7-w2fXz_9RtLmB4sYp' },
      ['AUTH0_ACTION_TOKEN holds a value of PINGONE_PASSWORD.'],
    ],
    [
      'the previous secret of one as the previous secret of another',
      { CONSOLE_PASSWORD: 'vW7-current-Zq3Lm9, previous-Yd83hsPq0' },
      ['CONSOLE_PASSWORD holds a value of PINGONE_PASSWORD.'],
    ],
    [
      'the Auth Token as the password of the test page',
      { CONSOLE_PASSWORD: deployable['AUTH_TOKEN'] ?? '' },
      ['CONSOLE_PASSWORD holds a value of AUTH_TOKEN.'],
    ],
    [
      'one secret, before which one of them has Bearer',
      { AUTH0_LOG_STREAM_TOKEN: 'Bearer Kq7-w2fXz_9RtLmB4sYp' },
      ['AUTH0_LOG_STREAM_TOKEN holds a value of PINGONE_PASSWORD.'],
    ],
    [
      'a public secret with Bearer before it',
      { AUTH0_LOG_STREAM_TOKEN: `bearer ${sandbox['AUTH0_LOG_STREAM_TOKEN']}` },
      ['AUTH0_LOG_STREAM_TOKEN holds a value of .env.sandbox, which everybody can read.'],
    ],
    [
      'two values that are empty',
      { PINGONE_PASSWORD: 'vW7-current-Zq3Lm9,', CONSOLE_PASSWORD: 'mR4-current-Xk8Tp2,' },
      ['PINGONE_PASSWORD is shorter than 16 characters.', 'CONSOLE_PASSWORD is shorter than 16 characters.'],
    ],
    [
      'the same value twice in one variable',
      { CONSOLE_PASSWORD: 'vW7-current-Zq3Lm9,vW7-current-Zq3Lm9' },
      [],
    ],
    ['450 bytes', { AUTH0_LOG_STREAM_TOKEN: 'é'.repeat(225) }, []],
    [
      '451 bytes',
      { AUTH0_LOG_STREAM_TOKEN: `${'é'.repeat(225)}.` },
      ['AUTH0_LOG_STREAM_TOKEN has 451 bytes; Twilio takes 450.'],
    ],
  ])('%s', (_what, changes, expected) => {
    expect(problems(changes).sort()).toEqual([...expected].sort());
  });

  test('no sentence holds a secret', () => {
    const secret = 'Kq7-w2fXz_9RtLmB4sYp';
    const names = ['PINGONE_PASSWORD', 'AUTH0_ACTION_TOKEN', 'AUTH0_LOG_STREAM_TOKEN', 'CONSOLE_PASSWORD'];
    const sentences = problems(Object.fromEntries(names.map((name) => [name, secret])));
    expect(sentences).toEqual(names.slice(1).map((name, n) => `${name} holds a value of ${names[n]}.`));
    expect(sentences.join()).not.toContain(secret);
  });

  test('3 KB together, and one byte more', () => {
    const fillers: Record<string, string> = {};
    const size = () => Buffer.byteLength(JSON.stringify({ ...deployable, ...fillers }));
    for (let i = 0; size() < 3072 - 450; i++) fillers[`FILLER_${i}`] = 'x'.repeat(400);
    fillers['LAST'] = '.';
    fillers['LAST'] += 'x'.repeat(3072 - size());
    expect(problems(fillers)).toEqual([]);
    expect(problems({ ...fillers, LAST: `${fillers['LAST']}x` })).toEqual([
      'All variables together have 3073 bytes; Twilio takes 3072.',
    ]);
  });

  test('a warning from 2.5 KB on, and none at 2.5 KB', () => {
    const fill = (total: number) => {
      const fillers = { ...deployable, FILLER: '' };
      fillers.FILLER = 'x'.repeat(total - Buffer.byteLength(JSON.stringify({ ...fillers, FILLER: '' })));
      return findEnvironmentWarning(fillers);
    };
    expect(fill(2560)).toBeUndefined();
    expect(fill(2561)).toBe(
      'All variables together have 2561 bytes; Twilio takes 3072. Empty what is not needed.',
    );
  });

  test('a login from a flag takes the place of the one in the file', () => {
    expect(problems({ ACCOUNT_SID: '', AUTH_TOKEN: '' }, true)).toEqual([]);
    expect(problems({ ACCOUNT_SID: '', VERIFY_SERVICE_SID: '' }, true)).toEqual([
      'VERIFY_SERVICE_SID is not set.',
    ]);
  });

  test.each([
    ['NAME=value', []],
    ['NAME="value"\r\nOTHER=\'a # b\'\r\n', []],
    ['  NAME = value with spaces  \n\n# NAME=x', []],
    ['NAME=', []],
    ['NAME=value # comment', ['NAME']],
    ['NAME= # comment', ['NAME']],
    ['NAME="value" # comment', ['NAME']],
    ['NAME=va#lue', ['NAME']],
    ['export NAME=value', ['NAME']],
    ['NAME="two\nlines"', ['NAME']],
    ["NAME='two\\nlines'", []],
    ['NAME="value', ['NAME']],
    ['NAME: value', []],
    ['NAME=first\nNAME=second', []],
  ])('%j is read alike by Node and by twilio-run, except for %j', (text, expected) => {
    expect(findAmbiguities(text).map((sentence) => sentence.split(' ')[0])).toEqual(expected);
  });
});

describe('the build', () => {
  const names = ['health', 'pingone/sms'];
  let folder: string;
  const put = (file: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'verify-bridge-build-'));
    for (const file of ['dist/functions/health.js', 'dist/functions/pingone/sms.js']) put(file);
    for (const file of ['src/assets/problems.html', 'dist/assets/problems.html']) put(file);
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  test.each<[what: string, change: () => void, expected: string[]]>([
    ['complete', () => {}, []],
    [
      'a bundle missing',
      () => rmSync(join(folder, 'dist/functions/pingone/sms.js')),
      ['dist/functions/pingone/sms.js is missing.'],
    ],
    [
      'a bundle left over',
      () => put('dist/functions/pingone/gone.js'),
      ['dist/functions/pingone/gone.js has no source in src/functions.'],
    ],
    [
      'an asset missing',
      () => rmSync(join(folder, 'dist/assets/problems.html')),
      ['dist/assets/problems.html is missing.'],
    ],
    ['a script of no page, which is a module of one', () => put('src/assets/page/dom.ts'), []],
    [
      'a page without its script',
      () => ['src/assets/page.ts', 'src/assets/style.css', 'dist/assets/style.css'].forEach(put),
      ['dist/assets/page.js is missing.'],
    ],
    [
      'the first page at one of its two paths only',
      () => ['src/assets/index.html', 'dist/assets/index.html'].forEach(put),
      ['dist/assets/assets/index.html is missing.'],
    ],
    [
      'another page, in a folder of its own',
      () => ['src/assets/demo/index.html', 'src/assets/demo/demo.ts'].forEach(put),
      ['dist/assets/demo/demo.js is missing.', 'dist/assets/demo/index.html is missing.'],
    ],
    [
      'TypeScript among the assets',
      () => put('dist/assets/page.ts'),
      ['dist/assets/page.ts has no source in src/assets.'],
    ],
    [
      'nothing built',
      () => rmSync(join(folder, 'dist'), { recursive: true }),
      [
        'dist/functions/health.js is missing.',
        'dist/functions/pingone/sms.js is missing.',
        'dist/assets/problems.html is missing.',
      ],
    ],
  ])('%s', (_what, change, expected) => {
    change();
    expect(findBuildProblems(folder, names)).toEqual(expected);
  });
});
