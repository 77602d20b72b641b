import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Beside the file with the variables, and like it in no repository: .gitignore has `.env.*`. */
const NAME = '.env.echo';

/** The token of the echo route, for the person who enters it at a provider: it is never on the screen. */
export interface TokenFile {
  path: string;
  remove(): void;
}

export function writeTokenFile(envFile: string, token: string): TokenFile {
  const path = join(dirname(envFile), NAME);
  // What is there is not written into: it may be a link, or open to others.
  rmSync(path, { force: true });
  writeFileSync(path, `${token}\n`, { mode: 0o600, flag: 'wx' });
  return { path, remove: () => rmSync(path, { force: true }) };
}
