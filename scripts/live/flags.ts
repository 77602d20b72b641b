import { parseArgs } from 'node:util';
import { parsePhoneNumber } from '../../src/core/phone-number';
import { readDeployment } from '../doctor/deployed';
import { ENV_FILE } from '../setup/env-flag';
import { Failure } from '../setup/failure';

export const LIVE_USAGE = `npm run doctor -- --live: asks a live account what no document says. docs/live.md

  npm run doctor -- --live                                  what Verify does with codes; it sends to your own number
  npm run doctor -- --live https://your-domain.twil.io      the same, and what arrives at that deployment

It asks before it begins, says what it sends and changes, and prints a report without a secret or a number.

  --env .env               the file with the variables
  --live-patience 60       seconds to wait for a line of the deployment's log
  --live-fixtures FOLDER   where answers are recorded: tests/fixtures/recorded

Without a terminal, all three of these say what a person would:
  --live-yes               do it
  --live-answers FILE      JSON: {"<question>.<step>": "done" or what arrived}; a step that is missing is left out
  --live-number +1…        your own number; without it no message is sent

Exit code: 0 every question that was asked has an answer, 1 one has none, 2 wrong usage.`;

export interface LiveFlags {
  origin: URL | undefined;
  envFile: string;
  patienceMs: number;
  fixtures: string | undefined;
  /** Undefined where a person is asked at the terminal. */
  answers: { file: string; number: string } | undefined;
}

/** @returns undefined for --help; @throws Failure */
export function readLiveFlags(args: string[], isTerminal: boolean): LiveFlags | undefined {
  const { values: flags, positionals } = parse(args);
  if (flags.help === true) return undefined;
  const [address, ...others] = positionals;
  const origin = address === undefined ? undefined : readDeployment(address);
  if (others.length > 0 || (address !== undefined && origin === undefined))
    throw wrong('The address must be https:// and the host name that npm run deploy printed.');
  const patience = flags['live-patience'] ?? '60';
  if (!/^\d{1,3}$/.test(patience)) throw wrong('--live-patience must be seconds, 0 to 999.');
  const { 'live-answers': file, 'live-number': number = '', 'live-yes': isAgreed = false } = flags;
  if (number !== '') readOwnNumber(number);
  if (file === undefined && !isTerminal)
    throw wrong('The live check asks a person, and this is no terminal. Pass --live-yes and --live-answers.');
  if ((file !== undefined) !== isAgreed || (file === undefined && number !== ''))
    throw wrong('--live-yes, --live-answers and --live-number belong together.');
  return {
    origin,
    envFile: flags.env ?? ENV_FILE,
    patienceMs: Number(patience) * 1000,
    fixtures: flags['live-fixtures'],
    answers: file === undefined ? undefined : { file, number },
  };
}

/** @returns E.164; @throws Failure, which does not quote it */
export function readOwnNumber(text: string): string {
  const found = parsePhoneNumber(text.trim());
  if ('problem' in found || found.sendDigits !== undefined)
    throw wrong('The number must be E.164, such as +14155550100.');
  return found.to;
}

const wrong = (message: string) => new Failure(`${message}\nSee npm run doctor -- --live --help`, 2);

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = {
    ...{ live: flag, env: text, help: { ...flag, short: 'h' } },
    ...{ 'live-yes': flag, 'live-answers': text, 'live-number': text },
    ...{ 'live-patience': text, 'live-fixtures': text },
  } as const;
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error));
  }
}
