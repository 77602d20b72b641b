import { playTraffic } from './play';
import { ruleSets } from './rule-sets';
import { createScenarioTraffic, scenarios } from './scenarios';

/** One row of a table, in a process of its own: the functions remember nothing of another row. */

export interface RowInput {
  scenario: string;
  rules: string;
  size: number;
  seed: number;
}

const PROGRESS_EVERY = 10_000;

async function main(): Promise<void> {
  const { scenario, rules, size, seed } = JSON.parse(process.argv[2] ?? '') as RowInput;
  const chosen = scenarios.find(({ name }) => name === scenario);
  const ruleSet = ruleSets.find(({ name }) => name === rules);
  if (chosen === undefined || ruleSet === undefined) throw new Error(`No such row: ${scenario}, ${rules}`);
  const traffic = createScenarioTraffic(chosen, size, seed);
  let next = PROGRESS_EVERY;
  const tally = await playTraffic(traffic, ruleSet, (answered) => {
    if (answered < next) return;
    next = answered + PROGRESS_EVERY;
    process.send?.({ answered, of: traffic.requests.length });
  });
  process.send?.({ tally });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
