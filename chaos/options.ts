import { parseArgs } from 'node:util';

export interface Options {
  seed: number;
  /** Requests and events of all scenarios together. */
  size: number;
  isHelp: boolean;
}

const DEFAULT_SIZE = 100_000;

export const USAGE = `npm run chaos: the built functions while Twilio and PingOne fail at random, and what left twice or was lost.

  --seed 7        which faults; without it, another one each time
  --size ${DEFAULT_SIZE}   requests and events, about so many in all; redelivery's own do not change with it

Exit code: 0 all bounds hold, 1 one is broken, 2 wrong usage.`;

/**
 * @param now milliseconds, of which the seed is made if none is given
 * @throws Error, in words, if an option is unknown or no whole number
 */
export function readOptions(args: string[], now: number): Options {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      size: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return {
    seed: readWholeNumber(values.seed ?? String(now % 1e6), 'seed'),
    size: readWholeNumber(values.size ?? String(DEFAULT_SIZE), 'size'),
    isHelp: values.help ?? false,
  };
}

function readWholeNumber(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} must be a whole number.`);
  return Number(text);
}

/** The line that repeats a run. */
export const renderCommand = ({ seed, size }: Options): string =>
  `npm run chaos -- --seed ${seed}${size === DEFAULT_SIZE ? '' : ` --size ${size}`}`;
