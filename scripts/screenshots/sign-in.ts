import type { Browser, Page } from 'playwright-core';
import { PASSWORD } from '../../sandbox/auth0/users';
import type { Running } from '../../tests/support/npm-start';
import { localPingone } from '../../tests/support/pingone-sign-in';
import { openTestPage } from '../../tests/support/test-page';
import { latestTo } from '../../tests/support/verify';
import { besideEachOther, type Picture } from './picture';
import { testPageAddress } from './test-page';

const ROBIN = { email: 'robin.doe@example.com', phone: '+14155552670' };
const SAM = { email: 'sam.lee@example.com', phone: '+12025550143' };
/** Two of them are beside each other. */
const HALF = { width: 480, height: 640 };
/** Down to the phone. */
const AUTH0 = { width: 480, height: 718 };

const wholePage = (page: Page) => page.screenshot({ fullPage: true });

/** The phone of the test page, with the newest message. */
async function phone(browser: Browser, { url }: Running): Promise<Buffer> {
  const tab = await openTestPage(browser, testPageAddress(url));
  await tab.phone.first().waitFor();
  const png = await tab.page.locator('#phone').screenshot();
  await tab.close();
  return png;
}

/** To the local Auth0's page for the code, with the pages on the way. */
async function toAuth0Code(browser: Browser, { sandboxUrl }: Running) {
  const page = await browser.newPage({ viewport: AUTH0 });
  const press = (name: string) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);
  await page.goto(`${sandboxUrl}/auth0/login`);
  await page.getByLabel('Email address').fill(SAM.email);
  await page.getByLabel('Password').fill(PASSWORD);
  const login = await page.screenshot();
  await press('Continue');
  await press('Text message');
  return { page, press, login };
}

const closed = async (page: Page, png: Buffer): Promise<Buffer> => {
  await page.context().close();
  return png;
};

export const signInPictures: readonly Picture[] = [
  {
    name: 'pingone-sign-in',
    async take(browser, running) {
      const context = await browser.newContext({ viewport: HALF });
      const page = await context.newPage();
      await page.goto(`${running.url}/demo/index.html`);
      await page.getByLabel('E-mail').fill(ROBIN.email);
      await page.getByLabel('Mobile number').fill(ROBIN.phone);
      const form = await wholePage(page);
      const { page: next } = await localPingone(running, browser).begin(ROBIN, context);
      await next.getByLabel('Password').fill(PASSWORD);
      return closed(page, await besideEachOther(browser, form, await wholePage(next)));
    },
  },
  {
    name: 'pingone-passcode',
    async take(browser, running) {
      const context = await browser.newContext({ viewport: HALF });
      const { page, password } = await localPingone(running, browser).begin(ROBIN, context);
      await password();
      await page.getByLabel('Passcode').fill((await latestTo(running, ROBIN.phone)).code);
      const passcode = await wholePage(page);
      return closed(page, await besideEachOther(browser, passcode, await phone(browser, running)));
    },
  },
  {
    name: 'pingone-signed-in',
    async take(browser, running) {
      const context = await browser.newContext({ viewport: { width: 960, height: 440 } });
      const { page, password, enter } = await localPingone(running, browser).begin(ROBIN, context);
      await password();
      await enter((await latestTo(running, ROBIN.phone)).code);
      return closed(page, await page.screenshot());
    },
  },
  {
    name: 'auth0-code',
    async take(browser, running) {
      const { page, login } = await toAuth0Code(browser, running);
      return closed(page, await besideEachOther(browser, login, await page.screenshot()));
    },
  },
  {
    name: 'auth0-signed-in',
    async take(browser, running) {
      const { page, press } = await toAuth0Code(browser, running);
      await page.getByLabel('Enter the 6-digit code').fill((await latestTo(running, SAM.phone)).code);
      await press('Continue');
      return closed(page, await wholePage(page));
    },
  },
];
