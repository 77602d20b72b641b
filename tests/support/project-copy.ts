import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';

const root = join(__dirname, '../..');
/** What the build reads. */
const PARTS = ['src', 'scripts', 'package.json', 'tsconfig.json'];

export interface ProjectCopy {
  folder: string;
  /** The files of src/ and scripts/ by their paths, with their contents. */
  sources(): Map<string, string>;
  remove(): void;
}

/**
 * The project in a folder of its own, with more sources in it, built by its own script.
 * @param additions a folder whose files are added to src/
 */
export function copyProject(additions: string): ProjectCopy {
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-copy-'));
  for (const part of PARTS) cpSync(join(root, part), join(folder, part), { recursive: true });
  cpSync(additions, join(folder, 'src'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { cwd: folder });
  return {
    folder,
    sources: () => readSources(folder),
    remove: () => rmSync(folder, { recursive: true }),
  };
}

export function readSources(folder: string): Map<string, string> {
  const files = ['src', 'scripts'].flatMap((part) =>
    readdirSync(join(folder, part), { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name)),
  );
  return new Map(files.map((file) => [relative(folder, file), readFileSync(file, 'utf8')]));
}
