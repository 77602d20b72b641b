import { createFaults } from './faults';
import { startInstances } from './instances';
import { auth0, pingone, type Provider } from './providers';
import { createNamedRandom } from './random';
import { deliverBatches, type Batches } from './redelivery';
import type { Bound, Scenario } from './scenario';
import { startStandIn } from './stand-in';

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
const STAND_INS = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'];

/** Twilio gives 256 to a Function. */
const MAX_RSS_MB = 160;

/**
 * A warm instance repeats nothing that is settled, even if its 200 was lost and the next passcode is under way. One that
 * is new knows nothing: it asks for all of the batch once more, so that only loss is bounded where instances come and go,
 * and a passcode that is under way to a number when the number's last event is repeated to a new one is beyond it.
 */
function createScenario(
  provider: Provider,
  faultRate: number,
  isWarm: boolean,
  size: Omit<Batches, 'isRepeated'> = { batches: 3, size: 400 },
): Scenario {
  return {
    async run(seed) {
      const standIn = await startStandIn(createFaults(seed, faultRate));
      const environment = {
        ...ENVIRONMENT,
        ...Object.fromEntries(STAND_INS.map((name) => [name, standIn.url])),
      };
      const instances = startInstances(
        provider.name,
        environment,
        createNamedRandom(seed, 'instances'),
        isWarm,
      );
      const request = { headers: { authorization: `Bearer ${SECRET}` } };
      // The runtime turns a JSON array into an object with the keys "0", "1", …
      const deliver = (events: unknown[]) => instances.call({ request, ...events });
      try {
        const outcome = await deliverBatches(provider, standIn, deliver, { ...size, isRepeated: isWarm });
        const { deliveries, calls, approved, ...faults } = outcome;
        const callsPerApproval = calls / approved;
        const rss = instances.maxRssMb();
        return {
          cells: {
            function: provider.name,
            faults: `${faultRate * 100} %`,
            instances: isWarm ? 'one warm' : 'come and go',
            events: `${size.batches} x ${size.size}`,
            deliveries: showRuns(deliveries),
            calls: String(calls),
            'per approval': callsPerApproval.toFixed(2),
            lost: String(faults.lost),
            doubled: String(faults.doubled),
            miscounted: String(faults.miscounted),
            'max RSS': `${rss.toFixed(0)} MB`,
          },
          bounds: [
            ...Object.entries(faults).map(([name, value]) => ({ name, value, most: 0 })),
            { name: 'max RSS', value: rss, most: MAX_RSS_MB },
            ...(isWarm ? boundRepetition(Math.max(...deliveries), callsPerApproval) : []),
          ],
        };
      } finally {
        instances.end();
        await standIn.close();
      }
    },
  };
}

const boundRepetition = (deliveries: number, callsPerApproval: number): Bound[] => [
  { name: 'deliveries', value: deliveries, most: 4 },
  { name: 'calls per approval', value: callsPerApproval, most: 1.5 },
];

/** `2 3 2`, and of many batches the most. */
function showRuns(deliveries: readonly number[]): string {
  return deliveries.length > 5 ? `<= ${Math.max(...deliveries)}` : deliveries.join(' ');
}

export const redeliveryScenarios: Scenario[] = [
  ...[auth0, pingone].flatMap((provider) =>
    [0.05, 0.25].flatMap((faultRate) =>
      [true, false].map((isWarm) => createScenario(provider, faultRate, isWarm)),
    ),
  ),
  // Twice as many events as an instance remembers.
  createScenario(auth0, 0, true, { batches: 20, size: 1_000 }),
];
