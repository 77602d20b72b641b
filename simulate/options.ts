import { parseArgs } from 'node:util';
import { scenarios, type Scenario } from './scenarios';

export interface Options {
  /** Requests of the attack; those of the other scenarios follow it. */
  size: number;
  seed: number;
  chosen: readonly Scenario[];
  isHelp: boolean;
}

const DEFAULTS = { size: '100000', seed: '1' } as const;
const NAMES = scenarios.map(({ name }) => name);

export const USAGE = `npm run simulate: what each rule of the policy would have refused, and what Twilio bills. No account is needed.

  --size ${DEFAULTS.size}      requests of the attack, 100 to 1000000; the other scenarios have a part of it
  --seed ${DEFAULTS.seed}           which traffic
  --scenario ${NAMES[0]}  one alone, of ${NAMES.join(', ')}; may be given again. Without it, all

The tables go to standard output, the progress to standard error. docs/fraud.md explains them.
Exit code: 0 done, 1 the counts contradict each other or it failed, 2 wrong usage.`;

/** @throws Error, in words, if an option is unknown or malformed */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      size: { type: 'string' },
      seed: { type: 'string' },
      scenario: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [size, seed] = [Number(values.size ?? DEFAULTS.size), Number(values.seed ?? DEFAULTS.seed)];
  if (!Number.isInteger(size) || size < 100 || size > 1_000_000)
    throw new Error('--size must be a whole number, 100 to 1000000: the requests of the attack.');
  if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number.');
  const wanted = values.scenario ?? NAMES;
  if (wanted.some((name) => !NAMES.includes(name)))
    throw new Error(`--scenario must be of ${NAMES.join(', ')}.`);
  const chosen = scenarios.filter(({ name }) => wanted.includes(name));
  return { size, seed, chosen, isHelp: values.help ?? false };
}

/** The line that repeats a run. */
export function renderCommand({ size, seed, chosen }: Options): string {
  const names = chosen.length === scenarios.length ? [] : chosen.map(({ name }) => ` --scenario ${name}`);
  return `npm run simulate -- --size ${size} --seed ${seed}${names.join('')}`;
}
