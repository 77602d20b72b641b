import { parseArgs } from 'node:util';
import { build } from '../scripts/build';
import { listAssumedPrefixes } from './prices';
import { playRows } from './rows';
import { ruleSets } from './rule-sets';
import { scenarios } from './scenarios';
import { findContradictions } from './tally';
import { costColumns, countColumns, renderTable } from './table';

/**
 * `npm run simulate -- --size 100000 --seed 1 --scenario attack`: what each rule of the policy would have refused, and
 * what Twilio bills. Progress goes to stderr, the tables to stdout. docs/fraud.md explains them.
 */

const print = (line: string) => void process.stderr.write(`${line}\n`);

function readOptions() {
  const { values } = parseArgs({
    options: {
      size: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      scenario: { type: 'string', multiple: true, default: scenarios.map(({ name }) => name) },
    },
  });
  const [size, seed] = [Number(values.size), Number(values.seed)];
  if (!Number.isInteger(size) || size < 100 || size > 1_000_000)
    throw new Error('--size must be a whole number, 100 to 1000000: the requests of the attack.');
  if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number.');
  const unknown = values.scenario.find((wanted) => !scenarios.some(({ name }) => name === wanted));
  if (unknown !== undefined)
    throw new Error(`--scenario must be of ${scenarios.map(({ name }) => name).join(', ')}.`);
  return { size, seed, chosen: scenarios.filter(({ name }) => values.scenario.includes(name)) };
}

async function main(): Promise<void> {
  const { size, seed, chosen } = readOptions();
  await build();
  const startedAt = Date.now();
  const inputs = chosen.flatMap(({ name }) =>
    ruleSets.map((rules) => ({ scenario: name, rules: rules.name, size, seed })),
  );
  const rows = await playRows(inputs, print);
  console.log(`npm run simulate -- --size ${size} --seed ${seed}`);
  chosen.forEach(({ title }, index) => {
    const own = rows.slice(index * ruleSets.length, (index + 1) * ruleSets.length);
    console.log(`\n${title}\n\n${renderTable(own, countColumns)}\n\n${renderTable(own, costColumns)}`);
  });
  console.log(`\nPrices: simulate/prices.ts. Assumed for SMS: ${listAssumedPrefixes().join(', ')}.`);
  print(`${Math.round((Date.now() - startedAt) / 1000)} s`);
  const wrong = rows.flatMap(({ name, tally }) => findContradictions(tally).map((one) => `${name}: ${one}`));
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
}

main().catch((error: unknown) => {
  print(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
