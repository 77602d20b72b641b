import { isIP } from 'node:net';
import { combineReaders, readConfiguration, readPolicy } from '../../../src/config';
import { findNonGeographicKind } from '../../../src/core/non-geographic';
import { parsePhoneNumber } from '../../../src/core/phone-number';
import { DEAR_MOBILES, NON_GEOGRAPHIC, OWN_MOBILES, RENTED } from '../../../simulate/attack';
import { findFee } from '../../../simulate/prices';
import { ruleSets } from '../../../simulate/rule-sets';
import { createScenarioTraffic, scenarios } from '../../../simulate/scenarios';
import { OWN_PREFIXES } from '../../../simulate/users';

/** What the simulation plays: traffic that a seed repeats, of numbers that the bridge takes and that have a price. */

const SIZE = 2_000;
const createTraffic = (name: string, size = SIZE, seed = 1) => {
  const scenario = scenarios.find((one) => one.name === name);
  if (scenario === undefined) throw new Error(name);
  return createScenarioTraffic(scenario, size, seed);
};
const names = scenarios.map(({ name }) => name);

describe.each(names)('%s', (name) => {
  const { requests, lookupRanges } = createTraffic(name);

  test('a seed repeats it, and another seed does not', () => {
    expect(createTraffic(name)).toEqual({ requests, lookupRanges });
    expect(createTraffic(name, SIZE, 2).requests).not.toEqual(requests);
  });

  test('numbers are taken by the bridge, have a price, and come from an address', () => {
    for (const { to, channel, ip } of requests) {
      expect(parsePhoneNumber(to)).toEqual({ to });
      expect(findFee(to, channel).usd).toBeGreaterThan(0);
      expect(isIP(ip)).toBe(4);
    }
  });

  test('requests come in their order, each with a code of its own, and nobody but people types one in', () => {
    const times = requests.map(({ at }) => at);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(new Set(requests.map(({ code }) => code)).size).toBe(requests.length);
    expect(requests.filter(({ isBot, approves }) => isBot && approves)).toEqual([]);
    expect(requests.some(({ approves }) => approves)).toBe(true);
  });

  test('no user has a number without a geography', () => {
    const kinds = requests.filter(({ isBot }) => !isBot).map(({ to }) => findNonGeographicKind(to));
    expect(kinds.filter((kind) => kind !== undefined)).toEqual([]);
  });

  test('the sandbox keeps all that Lookup knows', () => {
    expect(lookupRanges.length).toBeLessThanOrEqual(1_000);
  });
});

test('an attack keeps its pace whatever its size, and brings its own users', () => {
  for (const size of [1_000, 10_000]) {
    const { requests } = createTraffic('attack', size);
    const bots = requests.filter(({ isBot }) => isBot);
    expect(bots).toHaveLength(size);
    expect(size / (bots.at(-1)?.at ?? 0)).toBeCloseTo(100_000 / 86_400, 1);
    const users = requests.length - bots.length;
    expect(users).toBeGreaterThanOrEqual(size * 0.05);
  }
});

test('a bot uses twenty addresses at a time, and each of its numbers once', () => {
  const bots = createTraffic('attack', 20_000).requests.filter(({ isBot }) => isBot);
  const addresses = (from: number, to: number) => new Set(bots.slice(from, to).map(({ ip }) => ip));
  expect(addresses(0, 10_000).size).toBe(20);
  expect(addresses(0, 20_000).size).toBe(40);
  expect(new Set(bots.map(({ to }) => to)).size).toBe(bots.length);
});

test.each([...DEAR_MOBILES, ...OWN_MOBILES, ...RENTED])(
  '$prefix is a range of people',
  ({ prefix, digits }) => {
    expect(findNonGeographicKind(prefix.padEnd(digits + 1, '5'))).toBeUndefined();
  },
);

test.each([...NON_GEOGRAPHIC])('$prefix is a range that no user has', ({ prefix, digits }) => {
  expect(findNonGeographicKind(prefix.padEnd(digits + 1, '5'))).toBeDefined();
});

test('an attack brings every kind of target, at the smallest size, too', () => {
  const numbers = createTraffic('attack', 100).requests.map(({ to }) => to);
  for (const { prefix } of [...DEAR_MOBILES, ...OWN_MOBILES, ...RENTED, ...NON_GEOGRAPHIC])
    expect(numbers.some((number) => number.startsWith(prefix))).toBe(true);
});

test.each(ruleSets)('the variables of "$name" are good', ({ environment }) => {
  expect(readConfiguration(environment, combineReaders({ policy: readPolicy }))).toMatchObject({ ok: true });
  for (const value of Object.values(environment)) expect(Buffer.byteLength(value)).toBeLessThanOrEqual(450);
});

test('nine users in ten have a number of the own countries', () => {
  const { requests } = createTraffic('normal-day', 100_000);
  const own = requests.filter(({ to }) => OWN_PREFIXES.split(',').some((prefix) => to.startsWith(prefix)));
  expect(own.length / requests.length).toBeGreaterThan(0.9);
  expect(own.length).toBeLessThan(requests.length);
});
