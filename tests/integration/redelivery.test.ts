import { createRandom } from '../../chaos/random';
import { auth0, deliverBatches, pingone, type Answer } from '../../chaos/redelivery';
import { startStandIn } from '../../chaos/stand-in';
import { startBridge } from '../support/bridge';
import { basic, pingone as pingonePassword, post } from '../support/callers';
import { speedUpClock } from '../support/fast-clock';
import { logStreamToken } from '../support/feedback';

/** A batch that is delivered again repeats nothing that is settled. `npm run chaos` does the same at length. */

test.each([
  [auth0.name, auth0, logStreamToken],
  [pingone.name, pingone, basic('pingone', pingonePassword)],
])(
  '$name: a quarter of all requests fails, and all is settled soon, each once',
  async (_, provider, authorization) => {
    const restoreClock = speedUpClock();
    const standIn = await startStandIn(createRandom(1), 0.25);
    const names = ['TWILIO_API_BASE_URL', 'PINGONE_API_BASE_URL', 'PINGONE_AUTH_BASE_URL'];
    const bridge = await startBridge(Object.fromEntries(names.map((name) => [name, standIn.url])));
    const deliver = async (events: unknown[]): Promise<Answer> => {
      const { status, body } = await post(`${bridge.url}/${provider.name}`, authorization, events);
      return { status, body: body as unknown as Answer['body'] };
    };
    const outcome = await deliverBatches(provider, standIn, deliver, { batches: 3, size: 150 });
    await bridge.close();
    await standIn.close();
    restoreClock();
    expect(outcome).toMatchObject({ lost: 0, doubled: 0, miscounted: 0 });
    expect(Math.max(...outcome.deliveries)).toBeLessThanOrEqual(4);
    expect(outcome.callsPerApproval).toBeLessThanOrEqual(1.5);
  },
);
