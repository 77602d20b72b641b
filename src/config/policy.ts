import { parseChannelPlan, type ChannelPlan } from '../core/channel-plan';
import { parseFallbackSenders, type FallbackSender } from '../core/fallback-sender';
import { parseLineTypes, type LineTypePolicy } from '../core/line-types';
import type { Policy } from '../core/policy';
import { rateLimitNames, type RateLimitName } from '../core/rate-limits';
import { readPrefixes, readVariable, type Reader } from './reader';

/** Whom the owner sends to, and how. Without its variables, to all numbers that have a geography. */
export const readPolicy: Reader<Policy> = (env, problems) => ({
  prefixes: {
    allowed: readPrefixes('ALLOWED_PREFIXES')(env, problems),
    blocked: readPrefixes('BLOCKED_PREFIXES')(env, problems),
  },
  plan: readChannelPlan(env, problems) ?? [],
  allowsNonGeographic: readChoice('NON_GEOGRAPHIC', ['refuse', 'allow'])(env, problems) === 'allow',
  lineTypes: readLineTypes(env, problems),
  riskLimit: readRiskLimit(env, problems),
  onError: readChoice('POLICY_ON_ERROR', ['allow', 'refuse'])(env, problems),
  isDryRun: readDryRun(env, problems),
  rateLimits: readRateLimits(env, problems),
});

/** The owner's own senders outside Verify; none if the variable is not set. */
export const readFallbackSenders: Reader<readonly FallbackSender[]> = (env, problems) =>
  readParsed('FALLBACK_SENDERS', parseFallbackSenders)(env, problems) ?? [];

const readChannelPlan: Reader<ChannelPlan | undefined> = (env, problems) =>
  readParsed('CHANNEL_PLAN', parseChannelPlan)(env, problems);

const readLineTypes: Reader<LineTypePolicy | undefined> = (env, problems) =>
  readParsed('LINE_TYPES', parseLineTypes)(env, problems);

const readDryRun: Reader<boolean> = (env, problems) =>
  readChoice('POLICY_DRY_RUN', ['off', 'on'])(env, problems) === 'on';

const readRiskLimit: Reader<number | undefined> = (env, problems) => {
  const text = readVariable(env, 'RISK_LIMIT');
  if (text === '') return undefined;
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > 100)
    problems.push({ field: 'RISK_LIMIT', problem: 'must be a whole number, 1 to 100' });
  return limit;
};

const readRateLimits: Reader<readonly RateLimitName[]> = (env, problems) => {
  const text = readVariable(env, 'RATE_LIMITS');
  const names = text === '' ? [] : text.split(',').map((name) => name.trim());
  const known = rateLimitNames.filter((name) => names.includes(name));
  if (known.length !== names.length)
    problems.push({ field: 'RATE_LIMITS', problem: `must be of ${rateLimitNames.join(', ')}, each once` });
  return known;
};

/** One of the choices; the first if the variable is not set. */
function readChoice<T extends string>(name: string, choices: readonly [T, ...T[]]): Reader<T> {
  return (env, problems) => {
    const text = readVariable(env, name);
    const found = text === '' ? choices[0] : choices.find((choice) => choice === text);
    if (found === undefined)
      problems.push({ field: name, problem: `must be ${choices.join(' or ')}, or not set` });
    return found ?? choices[0];
  };
}

/** Undefined if the variable is not set, or has a problem. */
function readParsed<T extends object>(
  name: string,
  parse: (text: string) => T | { problem: string },
): Reader<T | undefined> {
  return (env, problems) => {
    const text = readVariable(env, name);
    if (text === '') return undefined;
    const parsed = parse(text);
    if (!('problem' in parsed)) return parsed;
    problems.push({ field: name, problem: parsed.problem });
    return undefined;
  };
}
