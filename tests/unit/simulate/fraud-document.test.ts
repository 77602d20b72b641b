import { readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULTS, nameLimit } from '../../../scripts/setup/rate-limits';
import { parseLineTypes } from '../../../src/core/line-types';
import { rateLimitNames } from '../../../src/core/rate-limits';
import { providers } from '../../../src/identity-providers/registry';
import { listVariables } from '../../../src/status/configuration';
import { ruleSets } from '../../../simulate/rule-sets';
import { scenarios } from '../../../simulate/scenarios';
import { costColumns, countColumns } from '../../../simulate/table';
import { OWN_PREFIXES } from '../../../simulate/users';
import { matches, read, root, rows, section, unique } from '../docs/documents';

/** docs/fraud.md: what it names is there, and its tables are what the simulation prints. */

const path = 'docs/fraud.md';
const text = read(path);

test('it names every variable of the policy, and only variables that are read', () => {
  const named = unique(matches(text, /`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g));
  const known = listVariables({}, providers).map(({ name }) => name);
  expect(named.filter((name) => !known.includes(name))).toEqual([]);
  const own = ['ALLOWED_PREFIXES', 'BLOCKED_PREFIXES', 'CHANNEL_PLAN', 'LINE_TYPES', 'NON_GEOGRAPHIC'];
  expect(named).toEqual(
    expect.arrayContaining([...own, 'POLICY_DRY_RUN', 'POLICY_ON_ERROR', 'RATE_LIMITS', 'RISK_LIMIT']),
  );
});

describe.each([
  ['attack', '### An attack of 100,000 sign-ups'],
  ['normal-day', '### A normal day'],
  ['marketing-spike', '### A marketing spike'],
])('the tables of %s', (scenario, heading) => {
  const shown = section(path, heading);
  const names = new RegExp(`^(${ruleSets.map(({ name }) => name).join('|')})$`);
  const found = rows(shown, names);
  const counts = found.slice(0, ruleSets.length);
  const costs = found.slice(ruleSets.length);
  const readCell = (cells: string[], columns: typeof countColumns, heading: string): number =>
    Number(cells[1 + columns.findIndex(([name]) => name === heading)]?.replaceAll(',', ''));

  test('are of a scenario, with a row for each set of rules and the columns of a run', () => {
    expect(scenarios.map(({ name }) => name)).toContain(scenario);
    expect(counts.map(([name]) => name)).toEqual(ruleSets.map(({ name }) => name));
    expect(costs.map(([name]) => name)).toEqual(ruleSets.map(({ name }) => name));
    const heads = rows(shown, /^rules$/).map(([, ...cells]) => cells);
    expect(heads).toEqual([countColumns, costColumns].map((columns) => columns.map(([name]) => name)));
  });

  test('agree with each other', () => {
    expect(counts).toHaveLength(ruleSets.length);
    for (const [index, cells] of counts.entries()) {
      const count = (heading: string) => readCell(cells, countColumns, heading);
      const rules = ['prefix', 'non_geographic', 'line_type', 'risk', 'rate'].map(count);
      const all = rules.reduce((sum, one) => sum + one, count('sent') + count('failed'));
      expect(all).toBe(count('requests'));
      expect(readCell(costs[index] ?? [], costColumns, 'sent')).toBe(count('sent'));
    }
    const [none] = counts;
    const dry = counts.at(-1);
    for (const heading of ['requests', 'sent', 'approved'])
      expect(readCell(none ?? [], countColumns, heading)).toBe(readCell(dry ?? [], countColumns, heading));
  });
});

test('the figures that it draws conclusions from are in the tables', () => {
  const numbers = (part: string) => matches(part, /(?<![\d,])\d{1,3}(?:,\d{3})+|(?<![\d,])\d{2,}(?![\d,])/g);
  const tabled = numbers(section(path, '## In numbers').replaceAll(/^(?!\|).*$/gm, ''));
  const concluded = numbers(section(path, '### What the tables say'));
  expect(concluded.length).toBeGreaterThan(10);
  expect(concluded.filter((number) => !tabled.includes(number))).toEqual([]);
});

test('the sets of rules have the values that it shows', () => {
  const shown = rows(section(path, '## In numbers'), /^[A-Z_]+$/).slice(0, 5);
  expect(shown.map(([name, value]) => [name, value?.split(/,? with /)[0]])).toEqual(
    ['ALLOWED_PREFIXES', 'CHANNEL_PLAN', 'RATE_LIMITS', 'LINE_TYPES', 'RISK_LIMIT'].map((name) => [
      name,
      ruleSets.find((rules) => rules.name === name)?.environment[name],
    ]),
  );
  expect(text).toContain(OWN_PREFIXES);
});

test('the sizes of the limits are those of npm run setup', () => {
  const shown = rows(section(path, '### Rate limits'), /^(phone|ip|prefix|user)$/);
  expect(shown.map(([name, , max, interval]) => [name, Number(max), Number(interval)])).toEqual(
    rateLimitNames.map((name) => [name, DEFAULTS[name].max, DEFAULTS[name].interval]),
  );
  for (const name of rateLimitNames) expect(nameLimit(name)).toBe(`bridge_${name}`);
  expect(text).toContain('`bridge_`');
});

test('the providers that send an address or a user are those that it names', () => {
  const folders = readdirSync(join(root, 'src/identity-providers'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const having = (field: string) =>
    folders.filter((name) => {
      const file = `src/identity-providers/${name}/otp-request.ts`;
      return existsSync(join(root, file)) && new RegExp(`^ +${field}: '`, 'm').test(read(file));
    });
  const shown = text.replaceAll(/\s+/g, ' ');
  const [, addresses = '', users = ''] =
    /The address comes from (.*?); the user's id from (.*?)\. /.exec(shown) ?? [];
  const named = (words: string) => matches(words, /`([a-z0-9]+)`/g).sort();
  expect(named(addresses)).toEqual(having('ip').sort());
  expect(named(users)).toEqual(having('user').sort());
});

test('it lists the line types that LINE_TYPES takes', () => {
  const shown = section(path, '### Line types');
  const [, list = ''] = /The types are Lookup's:([^.]*)\./.exec(shown.replaceAll('\n', ' ')) ?? [];
  const types = matches(list, /`([A-Za-z]+)`/g);
  expect(types.length).toBeGreaterThan(10);
  for (const type of types) expect(parseLineTypes(`-${type}`)).not.toHaveProperty('problem');
  for (const [value = ''] of shown.matchAll(/(?<=LINE_TYPES=).*/g))
    expect(parseLineTypes(value)).not.toHaveProperty('problem');
});
