import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The stand-ins know of the bridge what a provider knows: a stand-in that shared its code would share its mistakes. */

const sandbox = join(__dirname, '../../../sandbox');
const files = readdirSync(sandbox, { recursive: true, withFileTypes: true })
  .filter((file) => file.isFile())
  .map((file) => relative(sandbox, join(file.parentPath, file.name)));

test.each(files)('%s imports nothing from outside the sandbox', (file) => {
  const source = readFileSync(join(sandbox, file), 'utf8');
  const imported = [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path = '']) => path);
  const outside = imported.filter((path) =>
    relative(sandbox, join(sandbox, file, '..', path)).startsWith('..'),
  );
  expect(outside).toEqual([]);
});
