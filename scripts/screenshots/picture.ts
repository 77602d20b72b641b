import type { Browser } from 'playwright-core';
import type { Running } from '../../tests/support/npm-start';

/** One file of docs/screenshots, a PNG. */
export interface Picture {
  name: string;
  take: (browser: Browser, running: Running) => Promise<Buffer>;
}

/** Two pictures in one, from left to right. */
export async function besideEachOther(browser: Browser, ...pictures: Buffer[]): Promise<Buffer> {
  const images = pictures.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`);
  const page = await browser.newPage();
  await page.setContent(
    `<div style="display: inline-flex; align-items: center; gap: 24px; background: #f4f5f8">${images.join('')}</div>`,
  );
  const both = await page.locator('div').screenshot();
  await page.close();
  return both;
}
