import type { Provider } from './providers';
import type { StandIn } from './stand-in';

/** What a function answered to one delivery of a batch. */
export interface Answer {
  status: number;
  body: Report;
}

export interface Report {
  received: number;
  approved: number;
  skipped: Record<string, number>;
  failed: number;
}

export interface Outcome {
  /** How many it took until each batch got its 200. */
  deliveries: number[];
  /** Requests to approve. */
  calls: number;
  approved: number;
  /** Logins whose batch got its 200, and whose verification nobody approved. */
  lost: number;
  /** Approvals of another verification than the one that the event was about. */
  doubled: number;
  /** Deliveries whose counts did not add up. */
  miscounted: number;
}

export interface Batches {
  batches: number;
  /** Events in each, all of different numbers. */
  size: number;
  /** The 200 is lost: the batch comes once more, when the next passcode is on its way to each number. */
  isRepeated?: boolean;
}

export const MAX_DELIVERIES = 100;

/** Whether a report counts each of the events, and each once. */
export function addsUp({ received, approved, skipped, failed }: Report, events: number): boolean {
  const sum = [approved, failed, ...Object.values(skipped)].reduce((total, one) => total + one, 0);
  return received === events && sum === events;
}

/**
 * Delivers batches as a provider does: again and again until each gets a 200. Every batch is of the same numbers, which
 * have logged in once more, so that whoever remembers by number alone loses them.
 */
export async function deliverBatches(
  provider: Provider,
  standIn: StandIn,
  deliver: (events: unknown[]) => Promise<Answer>,
  { batches, size, isRepeated = false }: Batches,
): Promise<Outcome> {
  const numbers = Array.from({ length: size }, (_, index) => provider.numberOf(index));
  const deliveries: number[] = [];
  let [approved, miscounted] = [0, 0];
  const deliverAndCheck = async (events: unknown[]) => {
    const { status, body } = await deliver(events);
    if (!addsUp(body, size)) miscounted += 1;
    return status;
  };

  const start = () => numbers.map((number) => standIn.verifications.start(number));
  let verifications = start();
  for (let login = 0; login < batches; login += 1) {
    const date = new Date(Date.now()).toISOString();
    const events = numbers.map((_, index) => provider.createEvent(index, login, date));
    standIn.verifications.expect(verifications);
    let count = 1;
    while ((await deliverAndCheck(events)) !== 200 && count < MAX_DELIVERIES) count += 1;
    deliveries.push(count);
    approved += verifications.filter(({ isApproved }) => isApproved).length;
    verifications = start();
    if (isRepeated) await deliverAndCheck(events);
  }
  const { calls, doubled } = standIn.verifications;
  return { deliveries, calls, approved, lost: batches * size - approved, doubled, miscounted };
}
