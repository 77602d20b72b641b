import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The token of the echo route, for the person who enters it at a provider: it is never on the screen. */
export interface TokenFile {
  path: string;
  remove(): void;
}

/**
 * Writes it into a new folder that its owner alone may enter, outside of every repository: no file of anybody is in its way,
 * and none is committed.
 */
export function writeTokenFile(token: string): TokenFile {
  // mkdtemp makes it with mode 700: https://www.man7.org/linux/man-pages/man3/mkdtemp.3.html
  const folder = mkdtempSync(join(tmpdir(), 'verify-bridge-echo-'));
  const path = join(folder, 'token');
  writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
