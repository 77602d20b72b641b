import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { loadProviderNames } from '../../../load/providers';
import { USAGE } from '../../../load/options';
import { listFunctions } from '../../../scripts/build';
import { findFee, VERIFY_FEE } from '../../../simulate/prices';
import { CALL_MS, TRY_MS } from '../../../src/core/deadline';
import { createActivity } from '../../../src/identity-providers/pingone/profile';
import { matches, read, root, rows, section } from './documents';

/** docs/scale.md: its tables follow from the assumptions that it states, and from the constants of the code. */

const path = 'docs/scale.md';
const text = read(path);
const toNumber = (cell = ''): number => Number(cell.replace(/ m?s$/, '').replaceAll(',', ''));
const first = '## From one login to a hundred million';

/** The first table: name to value. Seconds where it has a unit. */
const assumed = Object.fromEntries(
  rows(section(path, first), /^[a-z]+$/)
    .filter(([name]) => name !== 'name')
    .map(([name = '', value]) => [name, toNumber(value)]),
);
const { month = NaN, peak = NaN, send = NaN, approval = NaN, device = NaN } = assumed;
const { parallel = NaN, limit = NaN } = assumed;
const tryS = TRY_MS / 1000;
const callS = CALL_MS / 1000;

const constantOf = (file: string, name: string): number =>
  Number(new RegExp(`^const ${name} = ([\\d_]+);`, 'm').exec(read(file))?.[1]?.replaceAll('_', ''));

test('its constants are those of the code, and the others are known numbers', () => {
  expect(assumed).toMatchObject({
    call: callS,
    try: tryS,
    parallel: constantOf('src/core/feedback.ts', 'CONCURRENCY'),
  });
  expect(month).toBe(30 * 24 * 3600);
  expect(Object.keys(assumed)).toHaveLength(9);
  expect(Object.values(assumed).filter((value) => !(value > 0))).toEqual([]);
  // Of what is done in one call, the documents must not say other times.
  expect(matches(text, /\b(\d+) s\b(?= (?:at most|of a call))/g).map(Number)).toEqual([callS]);
});

describe('the rows of a month', () => {
  const table = rows(section(path, first), /^[\d,]+$/);

  test('go from one login to a hundred million', () => {
    const logins = table.map(([cell]) => toNumber(cell));
    expect([logins[0], logins.at(-1)]).toEqual([1, 1e8]);
    expect(logins).toEqual([...logins].sort((a, b) => a - b));
    expect(logins.filter((one) => !Number.isInteger(Math.log10(one)))).toEqual([]);
  });

  test.each(table)('%s logins', (logins, ...cells) => {
    const average = toNumber(logins) / month;
    const busiest = average * peak;
    const sends = busiest * send;
    const feedback = (busiest * (approval + device)) / parallel;
    const calculated = [average, busiest, sends, feedback, sends + feedback, busiest * tryS];
    expect(cells).toEqual(calculated.map((value) => value.toFixed(2)));
  });
});

test('what breaks first: rates and logins follow, in that order', () => {
  const table = rows(section(path, '## What breaks first'), /one batch|functions at once|Auth0's/);
  const rates = [
    limit / tryS,
    parallel / (approval + device),
    parallel / approval,
    limit / (send + (approval + device) / parallel),
    100,
  ];
  expect(table.map(([, rate, logins]) => [toNumber(rate), toNumber(logins)])).toEqual(
    rates.map((rate) => [Number(rate.toFixed(1)), Math.floor((rate * month) / peak / 1e5) * 1e5]),
  );
  expect(rates).toEqual([...rates].sort((a, b) => a - b));
});

test('what is said of each size is what the table of a month has', () => {
  const busiest = (logins: number) => (logins / month) * peak;
  // Half of the limit while Verify hangs; then all of it; then, even if all is well.
  expect((busiest(1e6) * tryS) / limit).toBeCloseTo(0.5, 1);
  expect(busiest(1e7) * tryS).toBeGreaterThan(limit);
  expect(busiest(1e7)).toBeGreaterThan(parallel / (approval + device));
  expect(busiest(1e7)).toBeLessThan(parallel / approval);
  expect(busiest(1e7) * send).toBeLessThan(limit);
  expect(busiest(1e8) * send).toBeGreaterThan(limit);
  expect(1e8 / month).toBeLessThan(200);
});

describe('batches', () => {
  const shown = section(path, '## Batches of events');

  test.each([
    ['auth0', approval],
    ['pingone', approval + device],
  ])('of %s', (provider, requests) => {
    const [[, , events, hundred, all, calls] = []] = rows(shown, new RegExp(`^${provider}$`));
    const take = (count: number) => (count / parallel) * requests;
    expect([events, hundred, all, calls].map(toNumber)).toEqual([
      Math.floor((callS * parallel) / requests),
      take(100),
      take(500),
      Math.ceil(take(500) / callS),
    ]);
  });

  test('of 500 events fit into a call and a request only just', () => {
    expect(shown).toContain(`take ${(callS * parallel) / 500} s`);
    const bytes = JSON.stringify(createActivity()).length;
    expect(shown).toContain(`about ${(bytes / 1000).toFixed(1)} kB`);
    expect(500 * bytes).toBeGreaterThan(900_000);
    expect(100 * bytes).toBeLessThan(500_000);
    expect(read('docs/pingone.md')).toContain('Set a maximum of 100 events for each payload.');
  });

  test('an instance remembers as many events as it says, and for as long', () => {
    const remembered = constantOf('src/endpoints/events.ts', 'MAX_SETTLED_EVENTS');
    expect(shown).toContain(`remembers ${remembered.toLocaleString('en-US')} events`);
    expect(shown).toContain(`the last ${Math.floor(remembered / (1e8 / month) / 60)} minutes`);
  });
});

describe('what a login costs', () => {
  const shown = section(path, '## What a login costs');

  test.each(rows(shown, /^\+\d+$/))('a text message to %s', (prefix = '', ...cells) => {
    const message = findFee(`${prefix}0000000000`, 'sms');
    expect(message.source).toMatch(/^https:/);
    const login = VERIFY_FEE.usd + message.usd;
    const dollars = [VERIFY_FEE.usd, message.usd, login].map((usd) => usd.toFixed(4));
    expect(cells).toEqual([...dollars, Math.round(login * 1e6).toLocaleString('en-US')]);
  });

  test('it has a country at least', () => expect(rows(shown, /^\+\d+$/).length).toBeGreaterThan(2));
});

test('a build has fewer functions than it may have', () => {
  const [, most = ''] =
    /(\d+) functions in a build; verify-bridge has fewer/.exec(text.replaceAll('\n', ' ')) ?? [];
  expect(listFunctions().length).toBeLessThan(Number(most));
});

describe('outside Twilio Functions', () => {
  const shown = section(path, '### Outside Twilio Functions').replaceAll('\n', ' ');
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );

  test('one file alone knows the runtime', () => {
    const knows = /serverless-runtime-types|\bTwilio\.|\bRuntime\.|getTwilioClient/;
    // Comments may speak of it.
    const code = (file: string) => read(`src/${file}`).replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
    expect(files.filter((file) => knows.test(code(file)))).toEqual(['http/endpoint.ts']);
    expect(shown).toContain('[http/endpoint.ts](../src/http/endpoint.ts)');
  });

  test('a host needs of the class no more than it names', () => {
    const used = matches(read('src/http/endpoint.ts'), /\breply\.(set\w+|append\w+)\(/g);
    const named = matches(/a class with [^.]*/.exec(shown)?.[0] ?? '', /`(\w+)`/g);
    expect([...new Set(used)].sort()).toEqual(named.sort());
  });
});

test('what it shows of npm run load is what that takes and prints', () => {
  const shown = section(path, '## Measure it');
  for (const option of matches(shown, /(?<=[ `])--[a-z][a-z-]+/g)) expect(USAGE).toContain(option);
  const measured = rows(shown, /^(auth0|pingone|otp)$/);
  expect(measured.length).toBeGreaterThan(1);
  for (const [provider = '', , ...cells] of measured) {
    expect(loadProviderNames).toContain(provider);
    expect(cells).toHaveLength(5);
    for (const time of cells.slice(0, 4)) expect(time).toMatch(/^\d+\.\d ms$/);
  }
});
