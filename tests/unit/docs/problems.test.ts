import { magicNumbers } from '../../../sandbox/twilio/numbers';
import { NoResponse } from '../../../src/apis/http';
import { TwilioRefusal } from '../../../src/apis/twilio/client';
import { toSendFailure } from '../../../src/apis/twilio/errors';
import { readConfiguration, readTwilioSettings } from '../../../src/config';
import { problemTypes, type Problem, type ProblemCode } from '../../../src/core/problem';
import { authenticate } from '../../../src/http/credentials';
import { createProblemReply } from '../../../src/http/reply';
import { readCredentials } from '../../../src/identity-providers/pingone/settings';
import { everything, jsonBlocks, matches, read, rows, sourcesUnder, unique } from './documents';

/** docs/problems.md and the static page explain what the code refuses, each code as it is answered. */

const codes = Object.keys(problemTypes) as ProblemCode[];
/** All sentences of the sources, those that are broken over lines put together again. */
const sourceStrings = sourcesUnder('src').replace(/' \+\s+'/g, '');

const text = read('docs/problems.md');
const known = matches(read('src/apis/twilio/errors.ts'), /^ {2}(\d{5}):/gm);
const refusal = (code: number) =>
  toSendFailure(
    Object.assign(Object.create(TwilioRefusal.prototype) as TwilioRefusal, { status: 400, code }),
  );

/** Every problem that is not made of a caller's own fields. */
const made: (Problem | undefined)[] = [
  ...known.map((code) => refusal(Number(code)).problem),
  toSendFailure(new NoResponse('unreached')).problem,
  toSendFailure(new NoResponse('unanswered')).problem,
  authenticate({ headers: {} }, { scheme: 'bearer', token: [] }),
];
const retryable = (code: ProblemCode): 'yes' | 'no' | 'it depends' => {
  const flags = new Set(
    made.filter((problem) => problem?.code === code).map((problem) => problem?.retryable),
  );
  return flags.size === 2 ? 'it depends' : flags.has(true) ? 'yes' : 'no';
};

test('the table and the sections have every code in its order, the table with its status', () => {
  const table = rows(text, /^\[[a-z_]+\]\(/).map(([link = '', ...cells]) => [
    link.replace(/^\[|\].*/g, ''),
    ...cells.slice(0, 2),
  ]);
  expect(table).toEqual(codes.map((code) => [code, String(problemTypes[code].status), retryable(code)]));
  expect(matches(text, /^## ([a-z_]+)$/gm)).toEqual(codes);
});

test.each(codes)('%s is introduced alike in docs/problems.md and on the static page', (code) => {
  const { title, status } = problemTypes[code];
  const advice = { yes: 'retryable', no: 'not retryable', 'it depends': 'with Retry-After' }[retryable(code)];
  const [, section = ''] = text.split(`\n## ${code}\n`);
  expect(section.trimStart().replaceAll('`', '')).toMatch(new RegExp(`^${title}\\. ${status}, ${advice}\\b`));
  const [, page = ''] = read('src/assets/problems.html').split(`<section id="${code}">`);
  const words = page.replace(/<[^>]+>/g, '').replace(/\s+/g, ' ');
  expect(words).toMatch(new RegExp(`^ ${code} ${title}\\. ${status}, ${advice}\\b`));
});

test('the static page has a section for each code and nothing that could run or load', () => {
  const page = read('src/assets/problems.html');
  expect(matches(page, /<section id="([^"]+)"/g)).toEqual(codes);
  expect(page).toMatch(
    /http-equiv="Content-Security-Policy"\s+content="default-src 'none'; style-src 'self';/,
  );
  expect(page.match(/<(script|style|link|img|iframe|form)\b[^>]*|\s(style|on\w+)=/gi)).toEqual([
    '<link rel="stylesheet" href="/demo/demo.css" /',
  ]);
});

test('a status beside a code is the status of that code, in every document', () => {
  const pairs = [...everything.matchAll(/`(\w+)` \(([45]\d\d)\)|\(([45]\d\d) `(\w+)`\)/g)];
  const shown = pairs.map(([, code, status, before, after]) => [
    code ?? after ?? '',
    Number(status ?? before),
  ]);
  expect(shown.length).toBeGreaterThan(2);
  expect(shown).toEqual(shown.map(([code]) => [code, problemTypes[code as ProblemCode]?.status]));
});

const twilioTable = rows(text, /^\[\d{5}\]/).map(([link = '', ...cells]) => [link.slice(1, 6), ...cells]);

test("the table of Twilio's codes has those of errors.ts, and no document names another", () => {
  expect(twilioTable.map(([code]) => code)).toEqual(known);
  expect(unique(matches(everything, /\b(?:20|60)\d{3}\b/g)).filter((code) => !known.includes(code))).toEqual(
    [],
  );
});

test.each(twilioTable)('%s becomes %s, retryable %s', (code = '', problem, retryable, _says, number = '') => {
  const { problem: found } = refusal(Number(code));
  expect([found.code, found.retryable ? 'yes' : 'no']).toEqual([problem, retryable]);
  if (number === '') return;
  const refusals = magicNumbers.find((magic) => magic.number === number)?.refusals;
  expect(refusals?.map((one) => String(one.code))).toContain(code);
});

const examples = jsonBlocks(text);

test('there is an example of each', () => expect(examples.map(({ code }) => code)).toEqual(codes));

test.each(examples.map((example) => [String(example['code']), example] as const))(
  'the one of %s',
  (code, example) => {
    const { twilio_code, ...stored } = example as unknown as Problem & { twilio_code?: number };
    const problem = {
      ...stored,
      code: code as ProblemCode,
      ...(twilio_code && { twilioCode: twilio_code }),
    };
    // The ones with errors are proved by a request, or by the next test.
    const given = made.find((one) => one?.detail === problem.detail);
    expect(createProblemReply(given ?? problem).body).toEqual(example);
    if (given === undefined && problem.errors === undefined) expect(sourceStrings).toContain(problem.detail);
  },
);

test('and the one of not_configured is what an environment gets', () => {
  const env = { PINGONE_PASSWORD: 'short', PINGONE_USERNAME: 'pingone' };
  const result = readConfiguration(
    { ...env, ACCOUNT_SID: `AC${'0'.repeat(32)}`, AUTH_TOKEN: '0'.repeat(32) },
    (e, p) => {
      readCredentials(e, p);
      readTwilioSettings(e, p);
    },
  );
  expect(result.ok ? undefined : createProblemReply(result.problem).body).toEqual(
    examples.find(({ code }) => code === 'not_configured'),
  );
});
