import { sandboxEnvironment } from '../../tests/support/bridge';
import { openTestPage, type Look, type TestPage } from '../../tests/support/test-page';
import type { Picture } from './picture';

export const testPageAddress = (url: string): string => `${url}/#${sandboxEnvironment['CONSOLE_PASSWORD']}`;

/** The first screen of the test page, or one part of it. */
interface State {
  name: string;
  look?: Look;
  part?: string;
  reach: (tab: TestPage) => Promise<void>;
}

const approved = async (tab: TestPage) => {
  await tab.send({ to: '+14155552671', code: '012345' });
  await tab.phone.first().waitFor();
  await tab.button('Play the outcome').click();
  await tab.report.getByText('Approved: Verify counts').first().waitFor();
  await tab.page.evaluate('scrollTo(0, 0)');
};

const states: readonly State[] = [
  { name: 'test-page', look: { height: 908 }, reach: approved },
  { name: 'test-page-dark', look: { height: 908, colorScheme: 'dark' }, reach: approved },
  {
    name: 'landline',
    reach: async (tab) => {
      await tab.send({ caller: 'auth0-custom-phone-provider', to: '+15005550205', code: '012345' });
      await tab.phone.first().waitFor();
    },
  },
  {
    name: 'blocked',
    reach: async (tab) => {
      await tab.send({ to: '+15005550410', code: '012345' });
      await tab.reply.getByText('Sending to this number is blocked').first().waitFor();
    },
  },
  {
    name: 'own-codes',
    part: '#own',
    reach: async ({ page, button }) => {
      await page.getByLabel('Number with +, or e-mail address').fill('+12025550142');
      await button('Start').click();
      await page.locator('#own-reply').getByText('Verify sends').first().waitFor();
      await button('Create a factor').click();
      await page.locator('#factor-reply').getByText('Created').first().waitFor();
    },
  },
  { name: 'status', part: '#status', reach: (tab) => tab.page.locator('#status table').first().waitFor() },
  {
    name: 'conversion',
    part: '#conversion',
    reach: async (tab) => {
      for (const to of ['+442071838750', '+442071838751', '+33612345678', '+14155552672']) {
        await tab.send({ to });
        await tab.reply.getByText('Verify sends').first().waitFor();
      }
      await tab.page.getByLabel('Last', { exact: true }).selectOption('30');
      await tab.page.locator('#conversion').getByText('France').first().waitFor();
    },
  },
  { name: 'connect', part: '#connect', reach: (tab) => tab.page.locator('#connect dl').first().waitFor() },
];

export const testPagePictures: readonly Picture[] = states.map(({ name, look, part, reach }) => ({
  name,
  async take(browser, running) {
    // A part is taken from a window that holds the whole page: nothing covers it, and nothing has to scroll.
    const window = { ...(part !== undefined && { height: 3600 }), ...look };
    const tab = await openTestPage(browser, testPageAddress(running.url), window);
    await tab.page.locator('#number-list li').first().waitFor();
    await reach(tab);
    const png = await (part === undefined ? tab.page : tab.page.locator(part)).screenshot();
    await tab.close();
    return png;
  },
}));
