import { build } from '../../scripts/build';
import { ensureChromium } from './chromium';

/** A browser, and the pages and functions as they are deployed. */
export default async function setup(): Promise<void> {
  ensureChromium();
  await build();
}
