import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where the packages of Debian, Ubuntu, Fedora, and of macOS put it. CHROMIUM_PATH names any other. */
const PLACES = [
  process.env['CHROMIUM_PATH'] ?? '',
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
    for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu']])
      execFileSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  chromiumPath();
}
