import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/**
 * Where the packages of Debian, Ubuntu, Fedora, and of macOS put it. CHROMIUM_PATH names any other. The headless shell is
 * the same browser without windows; the tests take half as long with it.
 */
const PLACES = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** @throws with what to install, if there is none */
export function chromiumPath(): string {
  const found = PLACES.find((place) => place !== '' && existsSync(place));
  if (found === undefined) {
    throw new Error(
      'The browser tests need Chromium. Install it (Debian and Ubuntu: sudo apt-get install chromium), ' +
        'or set CHROMIUM_PATH to the program. The other tests run without: npx jest --selectProjects unit integration',
    );
  }
  return found;
}

/** Installs Chromium where that can be done without asking: as root, by Debian's package manager. */
export function ensureChromium(): void {
  const isMissing = !PLACES.some((place) => place !== '' && existsSync(place));
  if (isMissing && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const aptGet = (...args: string[]) =>
      execFileSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    const install = (name: string) =>
      aptGet('install', '-y', '--no-install-recommends', name, 'fonts-dejavu');
    aptGet('update');
    try {
      install('chromium-headless-shell');
    } catch {
      // Older releases have no such package.
      install('chromium');
    }
  }
  chromiumPath();
}
