import { build } from '../scripts/build';
import { runTool } from '../scripts/run-tool';
import { listAssumedPrefixes } from './prices';
import { readOptions, renderCommand, USAGE, type Options } from './options';
import { playRows } from './rows';
import { ruleSets } from './rule-sets';
import { findContradictions } from './tally';
import { costColumns, countColumns, renderTable } from './table';

/**
 * `npm run simulate -- --size 100000 --seed 1 --scenario attack`: what each rule of the policy would have refused, and
 * what Twilio bills. Progress goes to stderr, the tables to stdout. docs/fraud.md explains them.
 */

const print = (line: string) => void process.stderr.write(`${line}\n`);

async function main(options: Options): Promise<number> {
  const { size, seed, chosen } = options;
  await build();
  const startedAt = Date.now();
  const inputs = chosen.flatMap(({ name }) =>
    ruleSets.map((rules) => ({ scenario: name, rules: rules.name, size, seed })),
  );
  const rows = await playRows(inputs, print);
  console.log(renderCommand(options));
  chosen.forEach(({ title }, index) => {
    const own = rows.slice(index * ruleSets.length, (index + 1) * ruleSets.length);
    console.log(`\n${title}\n\n${renderTable(own, countColumns)}\n\n${renderTable(own, costColumns)}`);
  });
  console.log(`\nPrices: simulate/prices.ts. Assumed for SMS: ${listAssumedPrefixes().join(', ')}.`);
  print(`${Math.round((Date.now() - startedAt) / 1000)} s`);
  const wrong = rows.flatMap(({ name, tally }) => findContradictions(tally).map((one) => `${name}: ${one}`));
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return 0;
}

runTool({ name: 'simulate', usage: USAGE, readOptions, run: main });
