import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseForm } from 'node:querystring';
import { parseEnv } from 'node:util';

/** The documents say what the code does. Where one names a thing, the thing is there; what one shows, the code gives. */
export const root = join(__dirname, '../../..');
export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

export const guides = readdirSync(join(root, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => `docs/${name}`);
export const documents = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', ...guides];
export const everything = [...documents, '.env.example'].map(read).join('\n');

export const sandboxEnvironment = parseEnv(read('.env.sandbox')) as Record<string, string>;

/** All that the groups of a pattern match, one match after the other. */
export const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(
    ([whole, ...groups]) => groups.find((group) => group !== undefined) ?? whole,
  );

export const unique = (values: string[]): string[] => [...new Set(values)].sort();

export const sourcesUnder = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|m?js)$/.test(name))
    .map((name) => read(`${folder}/${name}`))
    .join('\n');

/** What stands below a heading, up to the next one of its own rank or a higher one. */
export function section(path: string, heading: string): string {
  const [, rest = ''] = read(path).split(`\n${heading}\n`);
  return rest.split(new RegExp(`^#{1,${heading.indexOf(' ')}} `, 'm'))[0] ?? '';
}

/** The cells of each row of the tables whose first cell matches. */
export const rows = (text: string, first: RegExp): string[][] =>
  text
    .split('\n')
    .filter((line) => line.trimStart().startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    )
    .filter(([cell = '']) => first.test(cell));

export const jsonBlocks = (text: string): Record<string, unknown>[] =>
  matches(text, /```json\n([^]*?)```/g).map((block) => JSON.parse(block) as Record<string, unknown>);

/** A body on the wire as a document shows it, and what the document says below of what becomes of it. */
export interface Shown {
  name: string;
  path: string;
  /** As the runtime hands it to a function: an array's items under "0", "1", … */
  body: Record<string, unknown>;
  text: string;
  claim: string;
}

const FENCE = /```http\nPOST (\S+)\nContent-Type: (\S+)\n\n([^]*?)\n```\n\n([^]*?)(?=\n\n|\n#|$)/g;

export const requests: Shown[] = guides.flatMap((guide) =>
  [...read(guide).matchAll(FENCE)].map(([, path = '', type = '', text = '', claim = '']) => ({
    name: `${guide}: ${text.replace(/\s+/g, ' ').slice(0, 90)}`,
    path,
    body: type.endsWith('json') ? { ...(JSON.parse(text) as Shown['body']) } : { ...parseForm(text) },
    text,
    // A sentence may be broken over lines, an answer keeps its own.
    claim: claim.startsWith('**') ? claim.replace(/\s+/g, ' ') : claim,
  })),
);

/** Events are read by feedback.test.ts, everything else by requests.test.ts. */
export const isOfEvents = ({ path }: Shown): boolean => /^\/(auth0\/log-stream|pingone\/events)$/.test(path);
