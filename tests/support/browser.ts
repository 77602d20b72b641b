import { chromium, type Browser } from 'playwright-core';
import { chromiumPath } from './chromium';

/** Without them Chromium looks up hosts of its maker's; as root it has no sandbox of its own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A new Chromium with nothing in it. `newContext` or `newPage` of it begins a session of its own, cookies and all. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
}
