import type { Provider } from './providers';
import type { StandIn } from './stand-in';

/** What a function answered to one delivery of a batch. */
export interface Answer {
  status: number;
  body: Report;
}

interface Report {
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

const MAX_DELIVERIES = 100;

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
    const counts = [body.approved, body.failed, ...Object.values(body.skipped)];
    const sum = counts.reduce((total, one) => total + one, 0);
    if (body.received !== size || sum !== size) miscounted += 1;
    return status;
  };

  let verifications = standIn.startVerifications(numbers);
  for (let login = 0; login < batches; login += 1) {
    const date = new Date(Date.now()).toISOString();
    const events = numbers.map((_, index) => provider.createEvent(index, login, date));
    standIn.expectApprovals(verifications);
    let count = 1;
    while ((await deliverAndCheck(events)) !== 200 && count < MAX_DELIVERIES) count += 1;
    deliveries.push(count);
    approved += verifications.filter(({ isApproved }) => isApproved).length;
    verifications = standIn.startVerifications(numbers);
    if (isRepeated) await deliverAndCheck(events);
  }
  const [calls, doubled] = [standIn.countCalls(), standIn.countDoubled()];
  return { deliveries, calls, approved, lost: batches * size - approved, doubled, miscounted };
}
