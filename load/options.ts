import { parseArgs } from 'node:util';
import { loadProviderNames } from './providers';

export interface Options {
  /** Logins per second, one step after the other. */
  rates: readonly number[];
  /** Of each step. */
  seconds: number;
  providers: readonly string[];
  /** Origins of what runs already; without them, the functions and the sandbox are started. */
  url: string | undefined;
  sandboxUrl: string;
  /** Error labels, or parts of them, that do not fail the run. */
  expected: readonly string[];
  isJson: boolean;
  /** Uses dist/ as it is. */
  isAsBuilt: boolean;
  isHelp: boolean;
}

/** The stand-in of PingOne keeps 10,000 devices, and each login needs one. */
const MAX_LOGINS = 10_000;
const DEFAULTS = { rate: '20', seconds: '10', provider: 'auth0', sandbox: 'http://127.0.0.1:3001' };

export const USAGE = `npm run load: logins at a fixed rate, against the functions and the sandbox on this machine. No account is needed.

  --rate ${DEFAULTS.rate}             logins a second
  --steps 10,50,100     several rates, one after the other, in place of --rate
  --seconds ${DEFAULTS.seconds}          of each step; at most ${MAX_LOGINS} logins in a step
  --provider ${DEFAULTS.provider}      of ${loadProviderNames.join(', ')}; may be given again
  --url http://localhost:3000   what npm start runs already, on this machine alone; without it, it is started
  --sandbox-url ${DEFAULTS.sandbox}   the sandbox beside it
  --expect rate_limited   an error that does not fail the run, as the table names it; may be given again
  --json                the results as JSON
  --as-built            do not build dist/ first

It measures Twilio's local runtime on this machine, not Twilio. docs/scale.md says what the figures are good for.
Exit code: 0 no error but expected ones, 1 another error, 2 wrong usage.`;

/** @throws Error, in words that name the option, if one is unknown or malformed */
export function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      rate: { type: 'string' },
      steps: { type: 'string' },
      seconds: { type: 'string' },
      provider: { type: 'string', multiple: true },
      url: { type: 'string' },
      'sandbox-url': { type: 'string' },
      expect: { type: 'string', multiple: true },
      json: { type: 'boolean' },
      'as-built': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.rate !== undefined && values.steps !== undefined)
    throw new Error('--rate and --steps exclude each other.');
  if (values['sandbox-url'] !== undefined && values.url === undefined)
    throw new Error('--sandbox-url needs --url.');
  const rates =
    values.steps === undefined
      ? [readWholeNumber(values.rate ?? DEFAULTS.rate, '--rate')]
      : values.steps.split(',').map((rate) => readWholeNumber(rate, '--steps'));
  const seconds = readWholeNumber(values.seconds ?? DEFAULTS.seconds, '--seconds');
  if (Math.max(...rates) * seconds > MAX_LOGINS)
    throw new Error(`--seconds times the highest rate must be at most ${MAX_LOGINS} logins.`);
  const providers = [...new Set(values.provider ?? [DEFAULTS.provider])];
  if (providers.some((name) => !loadProviderNames.includes(name)))
    throw new Error(`--provider must be of ${loadProviderNames.join(', ')}.`);
  return {
    rates,
    seconds,
    providers,
    url: values.url === undefined ? undefined : readLoopbackOrigin(values.url, '--url'),
    sandboxUrl: readLoopbackOrigin(values['sandbox-url'] ?? DEFAULTS.sandbox, '--sandbox-url'),
    expected: values.expect ?? [],
    isJson: values.json ?? false,
    isAsBuilt: values['as-built'] ?? false,
    isHelp: values.help ?? false,
  };
}

function readWholeNumber(text: string, name: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Error(`${name} must be a whole number, 1 to 99999.`);
  return Number(text);
}

/** Names of this machine alone: any other may be a deployment, whose sends are real messages. */
function readLoopbackOrigin(text: string, name: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isLoopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url?.hostname ?? '');
  if (url === undefined || url.protocol !== 'http:' || !isLoopback || url.username !== '')
    throw new Error(
      `${name} must be http:// and this machine, such as http://localhost:3000: elsewhere it would send real messages.`,
    );
  return url.origin;
}
