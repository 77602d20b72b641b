import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { build } from '../scripts/build';
import { redeliveryScenarios } from './redelivery-scenarios';
import { describeBroken, type Scenario } from './scenario';

/** The built functions while everything around them fails at random. It ends with 1 if a bound is broken. */

/** They mostly wait. More at once would slow each other down to where deadlines decide. */
const AT_ONCE = 3;

/** Prints a line a scenario, in their order, as soon as it is known. @returns whether all bounds hold */
async function runScenarios(scenarios: readonly Scenario[], seed: number): Promise<boolean> {
  const limit = pLimit(AT_ONCE);
  const results = scenarios.map((scenario) => limit(() => scenario.run(seed)));
  // An earlier one is waited for first.
  for (const result of results) result.catch(() => undefined);
  let isWell = true;
  for (const [index, result] of results.entries()) {
    const { cells, bounds } = await result;
    const broken = describeBroken(bounds);
    if (index === 0) console.log(renderLine(Object.keys(cells)));
    console.log(renderLine([...Object.values(cells), broken.length === 0 ? 'ok' : broken.join(', ')]));
    if (broken.length > 0) isWell = false;
  }
  return isWell;
}

const WIDTH = 12;

function renderLine([name = '', ...cells]: string[]): string {
  return [name.padEnd(16), ...cells.map((cell) => cell.padStart(WIDTH))].join(' ').trimEnd();
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now() % 1e6) } } });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number.');
  await build();
  console.log(`Seed ${seed}: npm run chaos -- --seed ${seed} repeats it, but for what the clock decides.\n`);
  const startedAt = Date.now();
  const isWell = await runScenarios(redeliveryScenarios, seed);
  console.log(
    `\n${isWell ? 'All bounds hold' : 'A bound is broken'}; ${Math.round((Date.now() - startedAt) / 1000)} s.`,
  );
  process.exitCode = isWell ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
