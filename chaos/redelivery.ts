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

export interface Provider {
  name: string;
  /** The number of the event with this index. */
  numberOf: (index: number) => string;
  /** @param login which login of the same number it is */
  createEvent: (index: number, login: number, date: string) => unknown;
}

export interface Outcome {
  /** Until a batch got its 200. */
  deliveries: number[];
  callsPerApproval: number;
  /** Verifications that nobody approved. */
  lost: number;
  /** Approvals beyond one a login. */
  doubled: number;
  /** Deliveries whose counts did not add up. */
  miscounted: number;
}

const MAX_DELIVERIES = 100;

/**
 * Delivers batches as a provider does: again and again until each gets a 200. Every batch is of the same numbers, which
 * have logged in once more, so that nothing that is remembered by number alone would pass.
 */
export async function deliverBatches(
  provider: Provider,
  standIn: StandIn,
  deliver: (events: unknown[]) => Promise<Answer>,
  { batches = 3, size = 400 } = {},
): Promise<Outcome> {
  const numbers = Array.from({ length: size }, (_, index) => provider.numberOf(index));
  const deliveries: number[] = [];
  let miscounted = 0;
  for (let login = 0; login < batches; login += 1) {
    standIn.startVerifications(numbers);
    const date = new Date(Date.now()).toISOString();
    const events = numbers.map((_, index) => provider.createEvent(index, login, date));
    let status = 0;
    let count = 0;
    while (status !== 200 && count < MAX_DELIVERIES) {
      const answer = await deliver(events);
      const { received, approved, skipped, failed } = answer.body;
      const sum = Object.values(skipped).reduce((total, one) => total + one, approved + failed);
      if (received !== size || sum !== size) miscounted += 1;
      status = answer.status;
      count += 1;
    }
    deliveries.push(count);
  }
  const approved = numbers.map((number) => standIn.countApproved(number));
  const total = approved.reduce((sum, one) => sum + one, 0);
  return {
    deliveries,
    callsPerApproval: standIn.approvalCalls() / (size * batches),
    lost: Math.max(0, size * batches - total),
    doubled: approved.filter((count) => count > batches).length,
    miscounted,
  };
}

/** Auth0's log stream, whose records name the number; PingOne's webhook, whose activities name a device. */
export const auth0: Provider = {
  name: 'auth0/log-stream',
  numberOf: (index) => `+1415${5_550_000 + index}`,
  createEvent: (index, login, date) => {
    const log_id = `log-${login}-${index}`;
    const authenticator = { type: 'sms', phone_number: auth0.numberOf(index) };
    return { log_id, data: { log_id, date, type: 'gd_auth_succeed', details: { authenticator } } };
  },
};

export const pingone: Provider = {
  name: 'pingone/events',
  numberOf: (index) => `+1415${5_560_000 + index}`,
  createEvent: (index, login, date) => {
    const user = { id: '11111111-2222-4333-8444-555555555555', type: 'USER' };
    const id = `aaaaaaaa-bbbb-4ccc-8ddd-${pingone.numberOf(index).slice(-7).padStart(12, '0')}`;
    return {
      id: `activity-${login}-${index}`,
      createdAt: date,
      action: { type: 'OTP.CHECK_SUCCESS' },
      result: { status: 'SUCCESS' },
      actors: { user },
      resources: [{ type: 'DEVICE', id, name: 'SMS' }],
    };
  },
};
