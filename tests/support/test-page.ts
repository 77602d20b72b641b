import type { Browser, Locator, Page, Request } from 'playwright-core';

export interface Look {
  width?: number;
  height?: number;
  colorScheme?: 'light' | 'dark';
}

export interface TestPage {
  page: Page;
  /** Errors of scripts and of the Content-Security-Policy, and whatever was asked of another origin. */
  wrongs: string[];
  requests: Request[];
  button: (name: string | RegExp) => Locator;
  /** Chooses who calls. */
  choose: (caller: string) => Promise<void>;
  /** Fills in what is given, and sends. */
  send: (fields?: { caller?: string; to?: string; code?: string }) => Promise<void>;
  reply: Locator;
  report: Locator;
  /** What arrived, the newest first. */
  phone: Locator;
  close: () => Promise<void>;
}

/** The test page in a tab of its own, with nothing in its storage. */
export async function openTestPage(browser: Browser, address: string, look: Look = {}): Promise<TestPage> {
  const { width = 1280, height = 800, colorScheme = 'light' } = look;
  const { origin } = new URL(address);
  const context = await browser.newContext({
    ...{ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const wrongs: string[] = [];
  const requests: Request[] = [];
  page.on('console', (message) => {
    // A refusal is an answer: the browser reports its status, and the page tells what it means.
    const isStatus = /^Failed to load resource: the server responded with a status of \d+/.test(
      message.text(),
    );
    if (['error', 'warning'].includes(message.type()) && !isStatus) wrongs.push(message.text());
  });
  page.on('pageerror', (error) => wrongs.push(String(error)));
  page.on('request', (request) => {
    requests.push(request);
    const { protocol, origin: other } = new URL(request.url());
    if (protocol !== 'data:' && other !== origin) wrongs.push(`a request to ${request.url()}`);
  });
  await page.goto(address);
  const choose = (caller: string) =>
    page
      .getByLabel('Who calls the bridge')
      .selectOption(caller)
      .then(() => undefined);
  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  return {
    ...{ page, wrongs, requests, button, choose },
    reply: page.locator('#reply'),
    report: page.locator('#report'),
    phone: page.locator('#messages li'),
    async send({ caller, to, code } = {}) {
      if (caller !== undefined) await choose(caller);
      if (to !== undefined) await page.getByLabel('Phone number').fill(to);
      if (code !== undefined) await page.getByLabel('Code', { exact: true }).fill(code);
      await button('Send').click();
    },
    close: () => context.close(),
  };
}

/** How far the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - innerWidth');
}
