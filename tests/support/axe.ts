import axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * All rules run; but to describe each element that passed takes three times as long as that.
 * https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#options-parameter
 */
const FIND = `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`;

/** What axe-core finds wrong with the page as it stands, one line each. */
export async function violations(page: Page): Promise<string[]> {
  // By the debugger's own means: the pages' policy lets no script in.
  await page.evaluate(axe.source);
  return page.evaluate<string[]>(FIND);
}
