import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { documents, everything, matches, read, root } from './documents';

const prose = (text: string): string => text.replace(/^( *)```[^]*?^\1```/gm, '');
const isPicture = (link: string): boolean => /\.(png|svg)$/.test(link);

const linksOf = (document: string): string[] =>
  matches(prose(read(document)), /\]\(([^)\s]+)\)|^# link: (\S+)|href="([^"]+)"/gm);

const anchors = (path: string): string[] =>
  path.endsWith('.html')
    ? matches(read(path), / id="([^"]+)"/g)
    : matches(prose(read(path)), /^#+ (.+)$/gm).map((heading) =>
        heading
          .toLowerCase()
          .replace(/[^\p{L}\p{N}\s_-]/gu, '')
          .replaceAll(' ', '-'),
      );

test.each([...documents, '.env.example', 'src/assets/problems.html'])(
  'every link of %s leads somewhere',
  (document) => {
    const broken = linksOf(document).filter((link) => {
      if (/^\w+:/.test(link)) return !link.startsWith('https://');
      const [file = '', anchor] = link.split('#');
      const path = file === '' ? document : join(dirname(document), file);
      if (isPicture(file)) return false;
      return !existsSync(join(root, path)) || (anchor !== undefined && !anchors(path).includes(anchor));
    });
    expect(broken).toEqual([]);
  },
);

test('every heading of a document is there once', () => {
  for (const document of documents) {
    const headings = anchors(document);
    expect(headings).toEqual([...new Set(headings)]);
  }
});

test('every picture is there, and says what it shows', () => {
  const pictures = documents.flatMap((document) =>
    linksOf(document)
      .filter(isPicture)
      .map((link) => join(dirname(document), link)),
  );
  expect(pictures).toContain('docs/screenshots/test-page.png');
  expect(pictures.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(matches(everything, /!\[([^\]]*)\]/g).filter((words) => words.length < 20)).toEqual([]);
});

test('no path of the machine where a text was written', () => {
  const all = `${everything}\n${read('src/assets/problems.html')}\n${read('.github/workflows/ci.yml')}`;
  expect(matches(all, /(?<![\w.])\/(?:work|tmp|root|farm|home|Users)\//g)).toEqual([]);
});
