import { renderCheck } from '../../../scripts/doctor/check';
import { isNotConfigured, readDeployment, renderErrors } from '../../../scripts/doctor/deployed';
import { checkClock, checkNode } from '../../../scripts/doctor/machine';
import { checkPlan } from '../../../scripts/doctor/plan';
import { adviseSecrets, checkSecrets } from '../../../scripts/doctor/secrets';
import { renderError } from '../../../src/identity-providers/okta/replies';
import { createFieldProblem } from '../../../src/core/problem';

test.each([
  ['22.11.0', 'ok'],
  ['20.19.0', 'ok'],
  ['20.18.3', 'failed'],
  ['18.20.4', 'failed'],
])('Node %s is %s', (version, state) => expect(checkNode(version).state).toBe(state));

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);

test.each([
  [NOW, NOW, 'ok', "as Twilio's."],
  [NOW, NOW + 900, 'ok', "as Twilio's."],
  [NOW, NOW + 30_000, 'ok', "30 s ahead of Twilio's."],
  [NOW, NOW + 31_000, 'warning', "31 s ahead of Twilio's."],
  [NOW, NOW - 3_600_000, 'warning', "3600 s behind Twilio's."],
  [NaN, NOW, 'warning', 'not known: Twilio said no time.'],
])('Twilio says %d, this machine %d', (twilio, machine, state, found) =>
  expect(checkClock(twilio, machine)).toMatchObject({ state, found }),
);

test.each([
  ['https://bridge-1234.twil.io', 'https://bridge-1234.twil.io/'],
  ['https://bridge-1234.twil.io/health?x#y', 'https://bridge-1234.twil.io/'],
  ['http://localhost:3000', 'http://localhost:3000/'],
  ['http://[::1]:3000', 'http://[::1]:3000/'],
  ['http://bridge-1234.twil.io', undefined],
  ['http://127.0.0.1.example.com', undefined],
  ['https://user:secret@bridge.twil.io', undefined],
  ['file:///health', undefined],
  ['bridge-1234.twil.io', undefined],
])('%s', (text, expected) => expect(readDeployment(text)?.href).toBe(expected));

test('one line says the state, the check, what was found, and what to do', () => {
  expect(renderCheck({ state: 'failed', name: 'build', found: 'gone.', advice: 'npm run build' })).toBe(
    'failed   build                   gone. -> npm run build',
  );
  expect(renderCheck({ state: 'ok', name: 'build', found: 'there.' })).not.toContain('->');
});

describe('what a closed endpoint names', () => {
  const problem = createFieldProblem('not_configured', [
    { field: 'OKTA_HOOK_TOKEN', problem: 'is not set' },
    { field: 'CHANNEL_PLAN', problem: 'is wrong' },
  ]);
  test.each<[what: string, body: Record<string, unknown>, isClosed: boolean, names: string]>([
    ['a problem', { ...problem }, true, 'OKTA_HOOK_TOKEN, CHANNEL_PLAN'],
    ["Okta's words", renderError(problem), true, 'OKTA_HOOK_TOKEN, CHANNEL_PLAN'],
    ['another code', { code: 'internal_error' }, false, 'it does not say what'],
    ['an error that is none', { error: 'no', errors: 'no' }, false, 'it does not say what'],
    ['causes that are none', { error: { errorCauses: [null, 1, {}] } }, false, 'it does not say what'],
    [
      'what is no name of a variable',
      { code: 'not_configured', errors: [null, { field: '\u001b[2J' }, { field: 1 }] },
      true,
      'it does not say what',
    ],
  ])('%s', (_what, body, isClosed, names) => {
    expect([isNotConfigured(body), renderErrors(body)]).toEqual([isClosed, names]);
  });
});

test.each<[plan: string, named: string[]]>([
  ['', []],
  ['sms;okta+91:call;verify:sms;generic+1:call', []],
  ['sms;otka:call;otka+1:sms;shop:none', ['otka', 'shop']],
  ['otka:fax', []],
])('CHANNEL_PLAN=%s has rules for nobody that we know: %j', (plan, named) => {
  const found = checkPlan({ CHANNEL_PLAN: plan });
  expect(found.map(({ state, found }) => [state, /rule for (\S+): no provider/.exec(found)?.[1]])).toEqual(
    named.map((name) => ['warning', name]),
  );
});

describe('what to do about a secret', () => {
  test.each<[names: string[], advice: string]>([
    [['AUTH_TOKEN'], 'set your own'],
    [['ACCOUNT_SID', 'ZITADEL_SIGNING_KEY'], 'set your own for each'],
    [['CONSOLE_PASSWORD'], 'empty it and run npm run setup, which makes a new one'],
    [['OKTA_HOOK_TOKEN'], 'empty it and run npm run setup -- --provider okta, which makes a new one'],
    [['VERIFY_API_TOKEN'], 'empty it and run npm run setup -- --verify-api, which makes a new one'],
    [
      ['LOGTO_TOKEN', 'VERIFY_API_TOKEN', 'OTP_TOKEN'],
      'empty them and run npm run setup -- --provider generic,logto --verify-api, which makes new ones',
    ],
    [
      ['OKTA_API_TOKEN', 'LOGTO_TOKEN', 'PINGONE_APP_ID'],
      'set your own OKTA_API_TOKEN, PINGONE_APP_ID; empty the others and run npm run setup -- --provider logto, which makes new ones',
    ],
  ])('%j', (names, advice) => expect(adviseSecrets(names)).toBe(advice));

  test('what is public is one check, however many variables it is in', () => {
    const end = 'holds a value of .env.sandbox, which everybody can read.';
    const sentences = [`OTP_TOKEN ${end}`, 'LOGTO_TOKEN is shorter than 16 characters.', `AUTH_TOKEN ${end}`];
    expect(checkSecrets(sentences).map(({ found }) => found)).toEqual([
      'OTP_TOKEN, AUTH_TOKEN hold values of .env.sandbox, which everybody can read.',
      'LOGTO_TOKEN is shorter than 16 characters.',
    ]);
    expect(checkSecrets(sentences.slice(0, 1)).map(({ found }) => found)).toEqual(sentences.slice(0, 1));
  });
});
