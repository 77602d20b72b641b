import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderTables } from '../../../scripts/ranges';

/** What is committed is what `npm run ranges` makes: nobody edited it, and it was made again after an update. */

const tables = renderTables();

test.each(Object.entries(tables))('%s is as it was generated', (name, text) => {
  expect(readFileSync(join(__dirname, '../../../src/core', name), 'utf8')).toBe(text);
});

test('both are small: each function carries them', () => {
  expect(Object.keys(tables)).toHaveLength(2);
  expect(Object.values(tables).join('').length).toBeLessThan(14_000);
});
