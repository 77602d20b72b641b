import pLimit from 'p-limit';
import { ok, type Result } from './result';

/** Codes that were sent, and those of them that were approved. */
export interface Tally {
  attempts: number;
  converted: number;
}

/** How one code was sent. */
export interface AttemptKind {
  /** As Verify names it. The bridge may not send by it: the service may have other users. */
  channel: string;
  /** ISO 3166-1 alpha-2, where Verify knows it. */
  country: string | undefined;
}

/** What the core needs of Verify's attempts. `since` is in milliseconds since the epoch. */
export interface AttemptsPort {
  /** The newest ones, as many as one request gives. */
  latest(since: number): Promise<Result<AttemptKind[]>>;
  tally(since: number, filter: Partial<AttemptKind>): Promise<Result<Tally>>;
}

export interface Conversion {
  /** ISO 8601 */
  from: string;
  to: string;
  total: Tally;
  by_channel: (Tally & { channel: string })[];
  by_country: (Tally & { country: string })[];
}

const DAY_MS = 24 * 3600 * 1000;
/** Verify takes 100 of these requests a minute: https://www.twilio.com/docs/verify/api/attempts */
const CONCURRENCY = 5;
const MAX_COUNTRIES = 10;
const CHANNELS = ['sms', 'call'];

/**
 * How many codes were sent in the last days and how many of them were approved: in all, by channel and by country, the
 * largest first. Verify counts by one filter at a time and does not list the countries. So the countries of the newest
 * attempts are counted, at most the ten most frequent. An account with no attempts has empty lists.
 *
 * @param days as long as Verify keeps attempts: 1 to 30
 * @param now milliseconds since the epoch
 * @returns the conversion, or the problem of the first request that failed
 */
export async function measureConversion(
  port: AttemptsPort,
  days: number,
  now: number,
): Promise<Result<Conversion>> {
  const since = now - days * DAY_MS;
  const [total, latest] = await Promise.all([port.tally(since, {}), port.latest(since)]);
  if (!total.ok) return total;
  if (!latest.ok) return latest;

  const isEmpty = total.value.attempts === 0;
  const channels = isEmpty ? [] : [...new Set([...CHANNELS, ...latest.value.map(({ channel }) => channel)])];
  const countries = isEmpty ? [] : findMostFrequent(latest.value.flatMap(({ country }) => country ?? []));
  const limit = pLimit(CONCURRENCY);
  let refused: Result<never> | undefined;
  const count = <T extends Partial<AttemptKind>>(filter: T) =>
    limit(async (): Promise<Tally & T> => {
      const tally = refused ?? (await port.tally(since, filter));
      if (!tally.ok) refused ??= tally;
      return { ...filter, ...(tally.ok ? tally.value : { attempts: 0, converted: 0 }) };
    });
  const [byChannel, byCountry] = await Promise.all([
    Promise.all(channels.map((channel) => count({ channel }))),
    Promise.all(countries.map((country) => count({ country }))),
  ]);
  if (refused !== undefined) return refused;
  return ok({
    from: new Date(since).toISOString(),
    to: new Date(now).toISOString(),
    total: total.value,
    by_channel: sortLargestFirst(byChannel),
    by_country: sortLargestFirst(byCountry),
  });
}

function findMostFrequent(names: string[]): string[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.slice(0, MAX_COUNTRIES).map(([name]) => name);
}

function sortLargestFirst<T extends Tally>(tallies: T[]): T[] {
  return tallies.filter(({ attempts }) => attempts > 0).sort((one, other) => other.attempts - one.attempts);
}
