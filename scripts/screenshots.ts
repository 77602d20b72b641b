import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowser } from '../tests/support/browser';
import { startNpm } from '../tests/support/npm-start';
import { build } from './build';
import type { Picture } from './screenshots/picture';
import { signInPictures } from './screenshots/sign-in';
import { testPagePictures } from './screenshots/test-page';

const folder = join(__dirname, '../docs/screenshots');
const pictures: readonly Picture[] = [...testPagePictures, ...signInPictures];

/** `npm run screenshots`: the test page and the sign-ins, as `npm start` shows them, into docs/screenshots. */
async function screenshots(): Promise<void> {
  await build();
  mkdirSync(folder, { recursive: true });
  const [browser, running] = await Promise.all([openBrowser(), startNpm()]);
  try {
    for (const { name, take } of pictures) {
      writeFileSync(join(folder, `${name}.png`), await take(browser, running));
      await fetch(`${running.sandboxUrl}/sandbox/messages`, { method: 'DELETE' });
      console.log(`docs/screenshots/${name}.png`);
    }
  } finally {
    await Promise.all([browser.close(), running.stop()]);
  }
}

screenshots().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
