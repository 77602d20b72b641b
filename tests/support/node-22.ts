import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The major version that Twilio runs (.twilioserverlessrc). */
const MAJOR = '22';
/** The registry has each release of Node as a package for each platform; this one is the latest that was tried. */
const VERSION = '22.23.3';

const folder = join(__dirname, '../../node_modules/.cache/node-22');
const platform = process.platform === 'win32' ? 'win' : process.platform;
const name = `node-${platform}-${process.arch}`;
const PLACES = [
  process.env['NODE22_PATH'] ?? '',
  process.versions.node.startsWith(`${MAJOR}.`) ? process.execPath : '',
  join(folder, 'node_modules', name, 'bin', platform === 'win' ? 'node.exe' : 'node'),
];

/** @throws with what to install, if there is none */
export function node22Path(): string {
  const found = PLACES.find((place) => place !== '' && existsSync(place));
  if (found === undefined) {
    throw new Error(
      `Some tests run under Node ${MAJOR}, which Twilio runs, and ${name}@${VERSION} could not be installed. ` +
        `Install Node ${MAJOR} and set NODE22_PATH to the program. ` +
        'The other tests run without: npx jest --selectProjects unit browser',
    );
  }
  return found;
}

/** Installs Node 22 beside the project's packages, where neither this process nor NODE22_PATH is one. */
export function ensureNode22(): void {
  if (!PLACES.some((place) => place !== '' && existsSync(place))) {
    const args = [
      'install',
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--prefix',
      folder,
      `${name}@${VERSION}`,
    ];
    try {
      execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
    } catch {
      // node22Path() says what is to be done.
    }
  }
  node22Path();
}
