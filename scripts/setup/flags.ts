import { parseArgs } from 'node:util';
import { rateLimitNames, type RateLimitName } from '../../src/core/rate-limits';
import type { Provider } from '../../src/identity-providers/provider';
import { ENV_FILE } from './env-flag';
import { Failure } from './failure';
import { DEFAULTS, parseBucket, RECOMMENDED, type BucketSize } from './rate-limits';

const FLAGS = {
  env: { type: 'string' },
  'account-sid': { type: 'string' },
  service: { type: 'string' },
  'service-name': { type: 'string' },
  provider: { type: 'string' },
  'rate-limits': { type: 'string' },
  limit: { type: 'string', multiple: true },
  'verify-api': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  yes: { type: 'boolean', short: 'y' },
  help: { type: 'boolean', short: 'h' },
} as const;

export interface Flags {
  envFile: string;
  accountSid: string | undefined;
  service: string | undefined;
  serviceName: string | undefined;
  /** Undefined if the flag is not given. */
  providers: Provider[] | undefined;
  rateLimits: RateLimitName[] | undefined;
  buckets: Partial<Record<RateLimitName, BucketSize>>;
  /** Whether a token for Verify's own codes is made, too. */
  hasVerifyApi: boolean;
  isDryRun: boolean;
  isYes: boolean;
  isHelp: boolean;
}

export const renderUsage = (
  providers: readonly Provider[],
): string => `npm run setup: from a Twilio account to a .env that works. It shows its plan first, and changes nothing twice.

  npm run setup                      asks for what it needs
  npm run setup -- --yes [flags]     asks nothing: for CI
  npm run setup -- --dry-run [flags] shows the plan and stops

  --account-sid AC…          the Twilio account
  --service VA…              the Verify service; without it, the one in .env, the one with the name, or the only one
  --service-name "Acme"      the service's name, which users read in each message; one that is not there is created
  --provider pingone,auth0   whose secrets are made: ${providers.map(({ profile }) => profile.name).join(', ')}
  --verify-api               make VERIFY_API_TOKEN, too, for Verify's own codes and TOTP
  --rate-limits phone,ip     the limits to make; without it, those in .env, or ${RECOMMENDED.join(',')}
  --rate-limits none         no limit. Pass it each time: an empty RATE_LIMITS counts as not chosen
  --limit phone=5/600        a limit's size: sends / seconds. Without it:
${rateLimitNames.map((name) => `                               ${name}=${DEFAULTS[name].max}/${DEFAULTS[name].interval}: ${DEFAULTS[name].reason}`).join('\n')}
  --env .env                 the file to write

The environment fills what neither a flag nor the file has: AUTH_TOKEN, and any other variable of .env.example that is
set up here. The Auth Token has no flag, because others on the machine can read flags.
Exit code: 0 done, 1 failed, 2 wrong usage.`;

/** @throws Failure with exit code 2 */
export function readFlags(args: string[], all: readonly Provider[]): Flags {
  const values = parse(args);
  const buckets = Object.fromEntries((values.limit ?? []).map(readLimit));
  return {
    envFile: values.env ?? ENV_FILE,
    accountSid: values['account-sid'],
    service: values.service,
    serviceName: values['service-name'] === undefined ? undefined : readServiceName(values['service-name']),
    providers: values.provider === undefined ? undefined : readProviders(values.provider, all),
    rateLimits: values['rate-limits'] === undefined ? undefined : readRateLimits(values['rate-limits']),
    buckets,
    hasVerifyApi: values['verify-api'] ?? false,
    isDryRun: values['dry-run'] ?? false,
    isYes: values.yes ?? false,
    isHelp: values.help ?? false,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: FLAGS }).values;
  } catch (error) {
    throw new Failure(
      `${error instanceof Error ? error.message : String(error)}\nSee npm run setup -- --help`,
      2,
    );
  }
}

/** 32 in one place of Twilio's documentation, 30 in another. */
const MAX_NAME = 30;

/** @throws Failure */
export function readServiceName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > MAX_NAME)
    throw new Failure(`A service's name has 1 to ${MAX_NAME} characters: users read it in each message.`, 2);
  return name;
}

function readProviders(text: string, all: readonly Provider[]): Provider[] {
  return splitList(text).map((name) => {
    const provider = all.find(({ profile }) => profile.name === name);
    if (provider !== undefined) return provider;
    const names = all.map(({ profile }) => profile.name).join(', ');
    throw new Failure(`--provider: ${name} is no provider. Choose of ${names}.`, 2);
  });
}

function readRateLimits(text: string): RateLimitName[] {
  return text === 'none' ? [] : splitList(text).map((name) => readLimitName('--rate-limits', name));
}

function readLimit(text: string): [RateLimitName, BucketSize] {
  const [name = '', size = ''] = text.split('=');
  const bucket = parseBucket(size);
  if (bucket !== undefined) return [readLimitName('--limit', name), bucket];
  throw new Failure(`--limit ${text}: write it as phone=5/600, sends / seconds.`, 2);
}

function readLimitName(flag: string, name: string): RateLimitName {
  const found = rateLimitNames.find((one) => one === name);
  if (found !== undefined) return found;
  throw new Failure(`${flag}: ${name} is no rate limit. Choose of ${rateLimitNames.join(', ')}.`, 2);
}

const splitList = (text: string): string[] => [...new Set(text.split(',').map((one) => one.trim()))];
