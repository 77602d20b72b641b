import { playTraffic } from '../../simulate/play';
import { ruleSets } from '../../simulate/rule-sets';
import { createScenarioTraffic, scenarios, type Scenario } from '../../simulate/scenarios';
import { findContradictions, priceLookups, type Tally } from '../../simulate/tally';

/** `npm run simulate`, small: the functions as they are built, against the sandbox over real HTTP. */

/** Large enough that a bot's address reaches its limit. */
const SIZE = 800;
const tallies = new Map<string, Tally>();

const findScenario = (wanted: string): Scenario => {
  const scenario = scenarios.find(({ name }) => name === wanted);
  if (scenario === undefined) throw new Error(wanted);
  return scenario;
};

const getTally = (rules: string): Tally => {
  const tally = tallies.get(rules);
  if (tally === undefined) throw new Error(rules);
  return tally;
};

beforeAll(async () => {
  const traffic = createScenarioTraffic(findScenario('attack'), SIZE, 1);
  for (const ruleSet of ruleSets) tallies.set(ruleSet.name, await playTraffic(traffic, ruleSet));
});

test.each(ruleSets)('$name: the counts add up, and nothing arrives twice', ({ name }) => {
  const tally = getTally(name);
  expect(findContradictions(tally)).toEqual([]);
  expect(tally.requests).toBe(getTally('none').requests);
  expect(tally.failed).toBe(0);
});

test('without rules everything is sent, and no Lookup is paid for', () => {
  const tally = getTally('none');
  expect(tally).toMatchObject({ sent: tally.requests, sentToBots: SIZE, usersRefused: 0, wouldBlock: 0 });
  expect(priceLookups(tally)).toBe(0);
});

test.each<[string, string, keyof Tally['refused']]>([
  ['default', 'none', 'non_geographic'],
  ['ALLOWED_PREFIXES', 'default', 'prefix'],
  ['RATE_LIMITS', 'default', 'rate'],
  ['LINE_TYPES', 'default', 'line_type'],
  ['RISK_LIMIT', 'default', 'risk'],
])('%s lowers what an attack sends and costs, by its own rule', (name, than, rule) => {
  const [tally, other] = [getTally(name), getTally(than)];
  expect(tally.sentToBots).toBeLessThan(other.sentToBots);
  expect(tally.sendUsd).toBeLessThan(other.sendUsd);
  expect(tally.refused[rule]).toBeGreaterThan(0);
  expect(other.refused[rule]).toBe(0);
});

test('all rules together leave the least', () => {
  const others = ruleSets.map(({ name }) => name).filter((name) => name !== 'all');
  for (const name of others) expect(getTally('all').sentToBots).toBeLessThan(getTally(name).sentToBots);
});

test('a Lookup is paid for only if a rule needs it, and no free rule has refused before', () => {
  expect(getTally('RATE_LIMITS').lookups).toEqual({ line_type_intelligence: 0, sms_pumping_risk: 0 });
  const { requests, refused, lookups } = getTally('RISK_LIMIT');
  expect(lookups).toEqual({
    line_type_intelligence: 0,
    sms_pumping_risk: requests - refused.prefix - refused.non_geographic,
  });
});

test('a dry run refuses nothing, and logs what all rules would refuse', () => {
  const [dry, real] = [getTally('all, POLICY_DRY_RUN'), getTally('all')];
  expect(dry).toMatchObject({ sent: dry.requests, usersRefused: 0 });
  // The limits fill faster while everything is sent.
  expect(dry.wouldBlock).toBeGreaterThanOrEqual(real.requests - real.sent);
  expect(dry.wouldBlock).toBeLessThan(dry.requests);
  expect(real.wouldBlock).toBe(0);
});

test('people get their passcodes and approve them', () => {
  const { approved, requests } = getTally('none');
  expect(approved).toBeGreaterThan(0);
  expect(approved).toBeLessThanOrEqual(requests - SIZE);
});

test('a spike from behind few addresses is refused by the limit of the address alone', async () => {
  const traffic = createScenarioTraffic(findScenario('marketing-spike'), 12_000, 1);
  const playWith = (limits: string) =>
    playTraffic(traffic, { name: limits, environment: { RATE_LIMITS: limits } });
  const withIp = await playWith('phone,ip,prefix');
  expect(withIp.usersRefused).toBeGreaterThan(0);
  expect(withIp.refused.rate).toBe(withIp.usersRefused);
  expect(await playWith('phone,prefix')).toMatchObject({ usersRefused: 0, failed: 0 });
});
