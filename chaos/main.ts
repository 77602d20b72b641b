import pLimit from 'p-limit';
import { build } from '../scripts/build';
import { runTool } from '../scripts/run-tool';
import { redeliveryLegend, renderLegend, sendLegend } from './legend';
import { readOptions, renderCommand, USAGE, type Options } from './options';
import { redeliveryScenarios } from './redelivery-scenarios';
import { describeBroken, type Scenario } from './scenario';
import { createSendScenarios } from './send-scenarios';

/** The built functions while everything around them fails at random. It ends with 1 if a bound is broken. */

/** They mostly wait. More at once would slow each other down to where deadlines decide. */
const REDELIVERIES_AT_ONCE = 3;
const SENDS_AT_ONCE = 2;

/**
 * Prints a line a scenario, in their order, as soon as it is known.
 * @returns whether all bounds hold, and how many requests and events met faults
 */
async function runScenarios(
  scenarios: readonly Scenario[],
  seed: number,
  atOnce: number,
): Promise<{ isWell: boolean; count: number }> {
  const limit = pLimit(atOnce);
  const results = scenarios.map((scenario) => limit(() => scenario.run(seed)));
  // An earlier one is waited for first.
  for (const result of results) result.catch(() => undefined);
  const sum = { isWell: true, count: 0 };
  for (const [index, result] of results.entries()) {
    const { count, cells, bounds } = await result;
    const broken = describeBroken(bounds);
    const headings = Object.keys(cells);
    if (index === 0) console.log(renderLine(headings, headings));
    const verdict = broken.length === 0 ? 'ok' : broken.join(', ');
    console.log(`${renderLine(headings, Object.values(cells))}  ${verdict}`);
    if (broken.length > 0) sum.isWell = false;
    sum.count += count;
  }
  return sum;
}

const NAME_WIDTH = 16;
/** Of the columns after the name, the first of which hold words. */
const MIN_WIDTHS = [12, 12];
const MIN_WIDTH = 7;

function renderLine([, ...headings]: string[], [name = '', ...cells]: string[]): string {
  const columns = headings.map((heading, index) =>
    (cells[index] ?? '').padStart(Math.max(heading.length, MIN_WIDTHS[index] ?? MIN_WIDTH)),
  );
  return [name.padEnd(NAME_WIDTH), ...columns].join('  ');
}

/** @returns the exit code */
async function main(options: Options): Promise<number> {
  const { seed, size } = options;
  await build();
  console.log(`Seed ${seed}: ${renderCommand(options)} repeats it, but for what the clock decides.\n`);
  const startedAt = Date.now();
  // Not with the sends, which take all cores: how often events are delivered is up to deadlines.
  const redelivered = await runScenarios(redeliveryScenarios, seed, REDELIVERIES_AT_ONCE);
  console.log(`\n${renderLegend(redeliveryLegend)}\n`);
  const sent = await runScenarios(createSendScenarios(size), seed, SENDS_AT_ONCE);
  console.log(`\n${renderLegend(sendLegend)}`);
  const isWell = redelivered.isWell && sent.isWell;
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const verdict = isWell ? 'All bounds hold' : 'A bound is broken';
  console.log(`\n${verdict}: ${redelivered.count + sent.count} requests and events in faults, ${seconds} s.`);
  return isWell ? 0 : 1;
}

runTool({
  name: 'chaos',
  usage: USAGE,
  readOptions: (args) => readOptions(args, Date.now()),
  run: main,
  hasStack: true,
});
