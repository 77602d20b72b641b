import { buildOnce } from './build';
import { ensureChromium } from './chromium';

/** A browser, and the pages and functions as they are deployed. */
export default async function setup(): Promise<void> {
  ensureChromium();
  await buildOnce();
}
