import { parseArgs } from 'node:util';
import { build } from '../scripts/build';
import { startInstances } from './instances';
import { createRandom } from './random';
import { auth0, deliverBatches, pingone, type Provider } from './redelivery';
import { startStandIn } from './stand-in';

/** The built functions while everything around them fails at random. It ends with 1 if a bound is broken. */

const SECRET = 'a-secret-of-the-chaos-run';
const ENVIRONMENT = {
  ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  AUTH_TOKEN: '0'.repeat(32),
  VERIFY_SERVICE_SID: `VA${'0'.repeat(32)}`,
  AUTH0_LOG_STREAM_TOKEN: SECRET,
  PINGONE_USERNAME: 'pingone',
  PINGONE_PASSWORD: SECRET,
  PINGONE_ENVIRONMENT_ID: '0e1d2c3b-4a59-4687-8796-a5b4c3d2e1f0',
  PINGONE_REGION: 'com',
  PINGONE_WORKER_CLIENT_ID: '1a2b3c4d-5e6f-4071-8293-a4b5c6d7e8f9',
  PINGONE_WORKER_CLIENT_SECRET: SECRET,
};

/** Of a warm instance; one that is new asks for what an earlier one has settled. */
const MAX_DELIVERIES = 4;
const MAX_CALLS_PER_APPROVAL = 1.5;
const MAX_RSS_MB = 256;

async function run(provider: Provider, faultRate: number, isWarm: boolean, seed: number): Promise<boolean> {
  const random = createRandom(seed);
  const standIn = await startStandIn(random, faultRate);
  const names = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'];
  const origins = Object.fromEntries(names.map((name) => [name, standIn.url]));
  const instances = startInstances(provider.name, { ...ENVIRONMENT, ...origins }, random, isWarm);
  const request = { headers: { authorization: `Bearer ${SECRET}` }, cookies: {} };
  const outcome = await deliverBatches(provider, standIn, (events) => instances.call({ request, ...events }));
  instances.end();
  await standIn.close();
  const { deliveries, callsPerApproval, lost, doubled, miscounted } = outcome;
  const rss = instances.maxRssMb();
  const isWell =
    lost + doubled + miscounted === 0 &&
    rss < MAX_RSS_MB &&
    (!isWarm || (Math.max(...deliveries) <= MAX_DELIVERIES && callsPerApproval <= MAX_CALLS_PER_APPROVAL));
  console.log(
    [
      provider.name.padEnd(17),
      `${faultRate * 100} %`.padStart(6),
      (isWarm ? 'one warm' : 'come and go').padEnd(12),
      deliveries.join(' ').padEnd(11),
      callsPerApproval.toFixed(2).padStart(8),
      ...[lost, doubled, miscounted].map((count) => String(count).padStart(10)),
      `${rss.toFixed(0)} MB`.padStart(8),
      isWell ? 'ok' : 'BROKEN',
    ].join('  '),
  );
  return isWell;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seed: { type: 'string', default: String(Date.now() % 1e6) } } });
  const seed = Number(values.seed);
  if (!Number.isInteger(seed)) throw new Error('--seed must be a whole number.');
  await build();
  console.log(
    `3 batches of 400 events, each delivered until its 200. Seed ${seed}: --seed ${seed} repeats it.\n`,
  );
  console.log(
    'function           faults  instances     deliveries   calls/ok        lost     doubled  miscounted    memory',
  );
  let isWell = true;
  for (const provider of [auth0, pingone])
    for (const faultRate of [0.05, 0.25])
      for (const isWarm of [true, false]) isWell = (await run(provider, faultRate, isWarm, seed)) && isWell;
  process.exitCode = isWell ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
