import { createFaults } from '../../chaos/faults';
import { auth0, pingone } from '../../chaos/providers';
import { deliverBatches, type Answer } from '../../chaos/redelivery';
import { startStandIn } from '../../chaos/stand-in';
import { startBridge } from '../support/bridge';
import { basic, pingone as pingonePassword, post } from '../support/callers';
import { speedUpClock } from '../support/fast-clock';
import { logStreamToken } from '../support/feedback';

/** A batch that is delivered again repeats nothing that is settled. `npm run chaos` does the same at length. */

// The pauses between tries are what takes the time. All clocks run faster alike, so that no try and no deadline changes.
let restoreClock: () => void;
beforeEach(() => (restoreClock = speedUpClock()));
afterEach(() => restoreClock());

const senders = [
  { provider: auth0, authorization: logStreamToken },
  { provider: pingone, authorization: basic('pingone', pingonePassword) },
];

test.each(senders)(
  '$provider.name: a quarter of all requests fails, and all is settled soon, each once',
  async ({ provider, authorization }) => {
    const standIn = await startStandIn(createFaults(1, 0.25));
    const names = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'];
    const bridge = await startBridge(Object.fromEntries(names.map((name) => [name, standIn.url])));
    const statuses: number[] = [];
    const deliver = async (events: unknown[]): Promise<Answer> => {
      const { status, body } = await post(`${bridge.url}/${provider.name}`, authorization, events);
      statuses.push(status);
      return { status, body: body as unknown as Answer['body'] };
    };
    const size = { batches: 3, size: 150 };
    const outcome = await deliverBatches(provider, standIn, deliver, { ...size, isRepeated: true });
    await bridge.close();
    await standIn.close();
    expect(outcome).toMatchObject({ approved: 450, lost: 0, doubled: 0, miscounted: 0 });
    expect(Math.max(...outcome.deliveries)).toBeLessThanOrEqual(4);
    expect(outcome.calls / outcome.approved).toBeLessThanOrEqual(1.5);
    // Otherwise nothing was delivered again, and nothing was shown.
    expect(statuses).toContain(503);
  },
);
