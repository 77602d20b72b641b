import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';

/**
 * Where Twilio looks for what it serves at `/`, and nowhere else; at `/index.html` it serves the asset of that name.
 * https://github.com/twilio-labs/serverless-toolkit/issues/371
 */
const ROOT_PAGE = 'assets/index.html';

export interface Assets {
  /** Scripts and styles, which are bundled: those beside a page. A folder without a page holds modules of theirs. */
  bundled: string[];
  /** Everything else but TypeScript, as it is; a file may be served at two paths. */
  copied: { from: string; to: string }[];
  /** All that is served, as paths without the first slash. */
  served: string[];
}

/** @param folder src/assets */
export function listAssets(folder: string): Assets {
  const files = listFiles(folder);
  const pages = new Set(files.filter((file) => extname(file) === '.html').map((file) => dirname(file)));
  const isSource = (file: string) => ['.ts', '.css'].includes(extname(file));
  const bundled = files.filter((file) => isSource(file) && pages.has(dirname(file)));
  const copied = files.filter((file) => !isSource(file)).map((file) => ({ from: file, to: file }));
  if (files.includes(basename(ROOT_PAGE))) copied.push({ from: basename(ROOT_PAGE), to: ROOT_PAGE });
  const served = [...bundled.map((file) => file.replace(/\.ts$/, '.js')), ...copied.map(({ to }) => to)];
  return { bundled, copied, served: served.sort() };
}

export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => relative(folder, join(file.parentPath, file.name)).split(sep).join('/'));
}
