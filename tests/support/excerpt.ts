import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The block of the README's section "Go to production" that shows what a command prints.
 * @param command as the block before it has it: `npm run setup`
 */
export function readExcerpt(command: string): string {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const section = /^## Go to production\n([^]*?)^## /m.exec(readme)?.[1] ?? '';
  const start = section.indexOf(`\`${command}`);
  const [, shown] = /```text\n([^]*?)```/.exec(section.slice(start)) ?? [];
  if (start < 0 || shown === undefined) throw new Error(`README.md does not show what ${command} prints.`);
  return shown;
}

/** Every line of an excerpt is among those that were printed, in their order; `…` stands for any number of lines. */
export function expectExcerpt(excerpt: string, printed: string): void {
  const rest = printed.split('\n').map(squeeze);
  let isFree = true;
  for (const line of excerpt.trimEnd().split('\n').map(squeeze)) {
    if (line.trim() === '…') isFree = true;
    else {
      const at = isFree ? rest.indexOf(line) : 0;
      expect({ line, printed: rest[at] ?? `nothing of ${rest.join('\n')}` }).toEqual({ line, printed: line });
      rest.splice(0, at + 1);
      isFree = false;
    }
  }
}

/** The columns of a table are as wide as their widest word, which an excerpt may lack. */
const squeeze = (line: string): string => line.replace(/(?<=\S) +/g, ' ').trimEnd();
