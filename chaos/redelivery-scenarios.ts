import { createEnvironment, request } from './environment';
import { createFaults } from './faults';
import { startInstances } from './instances';
import { auth0, generic, pingone, type Provider } from './providers';
import { createNamedRandom } from './random';
import { deliverBatches, type Answer, type Batches } from './redelivery';
import type { Bound, Scenario } from './scenario';
import { startStandIn } from './stand-in';

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
      const instances = startInstances(
        provider.name,
        createEnvironment(standIn),
        createNamedRandom(seed, 'instances'),
        isWarm,
      );
      // The runtime turns a JSON array into an object with the keys "0", "1", …
      const deliver = (events: unknown[]) => instances.call({ request, ...events }) as Promise<Answer>;
      try {
        const outcome = await deliverBatches(provider, standIn, deliver, { ...size, isRepeated: isWarm });
        const { deliveries, calls, approved, ...faults } = outcome;
        const callsPerApproval = calls / approved;
        const rss = instances.maxRssMb();
        return {
          count: faultRate === 0 ? 0 : size.batches * size.size,
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
  ...[auth0, pingone, generic].flatMap((provider) =>
    [0.05, 0.25].flatMap((faultRate) =>
      [true, false].map((isWarm) => createScenario(provider, faultRate, isWarm)),
    ),
  ),
  // Twice as many events as an instance remembers.
  createScenario(auth0, 0, true, { batches: 20, size: 1_000 }),
];
