import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { renderWelcome } from '../../../scripts/welcome';
import { PASSWORD as AUTH0_PASSWORD } from '../../../sandbox/auth0/users';
import { PASSWORD, SEEDED } from '../../../sandbox/pingone/users';
import { magicNumbers } from '../../../sandbox/twilio/numbers';
import {
  everything,
  matches,
  read,
  root,
  rows,
  sandboxEnvironment,
  section,
  sourcesUnder,
  unique,
} from './documents';

/** docs/sign-in-demo.md, and what else is said of the sign-ins, is true of the demo and of the stand-ins. */

const document = 'docs/sign-in-demo.md';
const sandbox = section(document, '## In the sandbox');

test('the addresses of the sign-ins are those that npm start prints', () => {
  const printed = renderWelcome(3000, 'http://127.0.0.1:3001', sandboxEnvironment);
  const shown = unique(matches(sandbox, /`(http:[^`]+)`/g));
  expect(shown).toHaveLength(3);
  expect(shown.filter((address) => !printed.includes(address))).toEqual([]);
});

test('the users are those of the stand-ins, and so is their password', () => {
  const pingone = section(document, '### Sign in with the local PingOne');
  expect(unique(matches(pingone, /`(\S+)@example\.com`/g))).toEqual(
    unique(SEEDED.map(({ username }) => username)),
  );
  for (const user of SEEDED) {
    const [row = []] = rows(pingone, new RegExp(`^${user.username}@`));
    if ('phone' in user) expect(row[1]).toContain(user.phone.replace('.', ''));
  }
  const auth0 = section(document, '### Sign in with the local Auth0');
  const known = matches(read('sandbox/auth0/users.ts'), /email: '(\S+@example\.com)'/g);
  expect(unique(matches(auth0, /`(\S+@example\.com)`/g))).toEqual(unique(known));
  expect([PASSWORD, AUTH0_PASSWORD]).toEqual([PASSWORD, PASSWORD]);
  for (const text of [pingone, auth0, read('README.md')]) expect(text).toContain(`\`${PASSWORD}\``);
});

describe('numbers that choose an outcome', () => {
  test('are numbers of the sandbox, in every document', () => {
    const named = unique(matches(everything, /\+1500555\d{4}/g));
    expect(named.filter((number) => !magicNumbers.some((magic) => magic.number === number))).toEqual([]);
  });

  const WORDS = { invalid: 'invalid', landline: 'a landline', nonFixedVoip: 'a VoIP number' };
  test.each(rows(sandbox, /^\+1500555/))('%s: to Lookup it is %s', (number, said) => {
    const lookup = magicNumbers.find((magic) => magic.number === number)?.lookup;
    const expected = lookup === undefined ? 'a mobile number' : (WORDS as Record<string, string>)[lookup];
    expect(said?.split(':')[0]).toBe(expected);
  });
});

test('what is inferred is listed by the files in which it is marked, all of them', () => {
  const marked = ['pingone', 'auth0'].flatMap((folder) =>
    // The folders below them stand in for the APIs that set up a tenant, which no sign-in calls.
    readdirSync(join(root, 'sandbox', folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => `sandbox/${folder}/${name}`)
      .filter((path) => read(path).includes('INFERRED')),
  );
  const linked = matches(section(document, '### What is inferred'), /\]\(\.\.\/(sandbox\/[^)]+)\)/g);
  expect(marked.length).toBeGreaterThan(5);
  expect(unique(linked)).toEqual(unique(marked));
});

describe('the demo', () => {
  const pages = sourcesUnder('src/demo');

  test('refuses with the titles of its pages, all of them', () => {
    const titles = rows(section(document, '## What it refuses'), /./).map(([, title = '']) => title);
    const known = matches(
      pages,
      /(?:title(?::| =)|\d{3},\s+'\w+',|found\.problem\.code,)\s+'([A-Z][^'.]+)'/g,
    );
    const successes = ['You are signed in', 'On the way to PingOne', 'The demo is off'];
    const refusals = unique(titles.filter((title) => /^[A-Z]/.test(title)));
    expect(refusals).toEqual(unique(known).filter((title) => !successes.includes(title)));
  });

  test('logs the outcomes that docs/operations.md lists, all of them', () => {
    const listed = rows(section('docs/operations.md', '## The sign-in demo'), /^[a-z]+(_[a-z]+)*$/)
      .map(([outcome = '']) => outcome)
      .filter((outcome) => outcome !== 'outcome');
    const logged = [
      ...matches(pages + sourcesUnder('src/functions/demo'), /outcome: '(\w+)'/g),
      ...matches(pages, /'(sign_in_\w+|number_\w+)'/g),
    ];
    expect(unique(listed)).toEqual(unique(logged));
  });
});
