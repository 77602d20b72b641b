import { readPolicy } from '../../src/config';
import { findProblems } from '../../src/config/reader';
import { rateLimitNames, type RateLimitName } from '../../src/core/rate-limits';
import { explain, Failure } from './failure';
import type { Situation, Step } from './plan';
import type { PlannedService } from './service';
import type { BucketInstance, Twilio } from './twilio';

/** At most so many sends in so many seconds, for one key. */
export interface BucketSize {
  max: number;
  interval: number;
}

/**
 * What each limit begins with. They are ours, not Twilio's: high enough for people, low enough that a bot's sends end
 * within the hour. Verify counts every send, those whose code was used too, which its own five in ten minutes do not.
 */
export const DEFAULTS: Readonly<Record<RateLimitName, BucketSize & { reason: string }>> = {
  phone: { max: 10, interval: 3600, reason: 'a person signs in ten times, and is not flooded' },
  ip: { max: 30, interval: 3600, reason: 'an office behind one address signs in, a bot does not go on' },
  prefix: { max: 100, interval: 3600, reason: 'of ten thousand neighbouring numbers, one in a hundred' },
  user: { max: 10, interval: 3600, reason: 'an account that changes its number after each code' },
};

/** Those that refuse almost nobody but bots. Many users can share an address: `ip` is for owners who know how many. */
export const RECOMMENDED: readonly RateLimitName[] = ['phone', 'prefix', 'user'];

/** `5/600`, sends / seconds, both whole and at least 1; undefined for anything else. */
export function parseBucket(text: string): BucketSize | undefined {
  const [, max, interval] = /^([1-9]\d{0,6})\/([1-9]\d{0,6})$/.exec(text) ?? [];
  return max === undefined || interval === undefined
    ? undefined
    : { max: Number(max), interval: Number(interval) };
}

export const renderBucket = ({ max, interval }: BucketSize): string =>
  `${max} ${max === 1 ? 'send' : 'sends'} in ${interval} s`;

/** The name that the send passes: src/core/rate-limits.ts. */
export const nameLimit = (name: RateLimitName): string => `bridge_${name}`;

/**
 * Those of the flag, or those that RATE_LIMITS has, in its order.
 * @throws Failure, too where `--limit` gives a size to another one
 */
export async function chooseRateLimits({ flags, values, questions }: Situation): Promise<RateLimitName[]> {
  const names = await chooseNames({ flags, values, questions });
  const unused = rateLimitNames.filter((name) => flags.buckets[name] !== undefined && !names.includes(name));
  if (unused.length === 0) return names;
  const all = rateLimitNames.filter((name) => [...names, ...unused].includes(name));
  throw new Failure(
    `--limit ${unused.join(', ')}: the limits are to be ${names.join(', ') || 'none'}. Pass --rate-limits ${all.join(',')}, too.`,
    2,
  );
}

async function chooseNames({
  flags,
  values,
  questions,
}: Pick<Situation, 'flags' | 'values' | 'questions'>): Promise<RateLimitName[]> {
  const text = values['RATE_LIMITS'] ?? '';
  const [problem] = findProblems({ RATE_LIMITS: text }, readPolicy);
  if (problem !== undefined && flags.rateLimits === undefined)
    throw new Failure(`${problem.field} ${problem.problem}. Correct it, or pass --rate-limits.`);
  const names = splitNames(text);
  if (flags.rateLimits === undefined) return names.length > 0 ? names : questions.chooseRateLimits();
  const isSame = [...names].sort().join() === [...flags.rateLimits].sort().join();
  return isSame ? names : flags.rateLimits;
}

const splitNames = (text: string): RateLimitName[] =>
  text.split(',').flatMap((one) => rateLimitNames.find((name) => name === one.trim()) ?? []);

/**
 * The steps to limits with a bucket each. A bucket that is there stays as its owner made it, unless a flag names its size.
 * @throws Failure
 */
export async function planLimits(
  twilio: Twilio,
  { sid, isNew }: PlannedService,
  names: readonly RateLimitName[],
  sizes: Partial<Record<RateLimitName, BucketSize>>,
): Promise<Step[]> {
  const existing =
    isNew || names.length === 0 ? [] : await explain('limits', () => twilio.listRateLimits(sid()));
  const steps: Step[] = [];
  for (const name of names) {
    const { max, interval } = sizes[name] ?? DEFAULTS[name];
    const size = renderBucket({ max, interval });
    const uniqueName = nameLimit(name);
    const limit = existing.find((one) => one.uniqueName === uniqueName);
    if (limit === undefined) {
      steps.push({
        text: `create the rate limit ${uniqueName}: ${size}`,
        apply: async () => {
          const made = await twilio.createRateLimit(sid(), uniqueName, `verify-bridge: sends by ${name}`);
          await twilio.createBucket(sid(), made.sid, max, interval);
        },
      });
      continue;
    }
    const buckets = await explain('limits', () => twilio.listBuckets(sid(), limit.sid));
    if (buckets.length === 0)
      steps.push({
        text: `complete the rate limit ${uniqueName}, which has no bucket: ${size}`,
        apply: () => twilio.createBucket(sid(), limit.sid, max, interval),
      });
    else if (sizes[name] !== undefined)
      steps.push(...planChange(twilio, uniqueName, buckets, { max, interval }));
  }
  return steps;
}

function planChange(twilio: Twilio, name: string, buckets: BucketInstance[], wanted: BucketSize): Step[] {
  if (buckets.some(({ max, interval }) => max === wanted.max && interval === wanted.interval)) return [];
  const [bucket, ...others] = buckets;
  if (bucket === undefined || others.length > 0)
    throw new Failure(
      `${name} has ${buckets.length} buckets, and --limit changes one alone. Change them by Twilio's API: https://www.twilio.com/docs/verify/api/service-rate-limit-buckets`,
    );
  return [
    {
      text: `change the rate limit ${name} from ${renderBucket(bucket)} to ${renderBucket(wanted)}`,
      apply: () => twilio.updateBucket(bucket, wanted.max, wanted.interval),
    },
  ];
}
