import pLimit from 'p-limit';
import { addsUp, MAX_DELIVERIES, type Answer } from './redelivery';
import type { StandIn } from './stand-in';

/** An outcome of /otp/outcome: by the SID for who knows it, else by the number. */
export interface Proof {
  to: string;
  sid: string | undefined;
}

export interface ProofOutcome {
  events: number;
  /** Verifications that nobody approved, though the batch got its 200. */
  lost: number;
  /** Approvals of a verification that was not the one of the number. */
  mistaken: number;
  miscounted: number;
}

const BATCH = 250;
/** They wait for what hangs. */
const AT_ONCE = 20;

/** The users whose passcodes left prove them, and their outcomes are delivered until each batch gets its 200. */
export async function proveAll(
  delivered: readonly Proof[],
  standIn: StandIn,
  deliver: (events: unknown[]) => Promise<Answer>,
): Promise<ProofOutcome> {
  const proofs = [...new Map(delivered.map((proof) => [proof.to, proof])).values()];
  const { verifications } = standIn;
  const expected = proofs.flatMap(({ to }) => verifications.get(to) ?? []);
  verifications.expect(expected);
  const at = new Date(Date.now()).toISOString();
  let miscounted = 0;
  const deliverBatch = async (batch: readonly Proof[]) => {
    const events = batch.map(({ to, sid }) => ({
      id: `outcome-${to}`,
      ...(sid?.startsWith('VE') === true ? { sid } : { to }),
      outcome: 'approved',
      at,
    }));
    for (let count = 0; count < MAX_DELIVERIES; count += 1) {
      const { status, body } = await deliver(events);
      if (!addsUp(body, events.length)) miscounted += 1;
      if (status === 200) return;
    }
  };
  const limit = pLimit(AT_ONCE);
  const batches = Array.from({ length: Math.ceil(proofs.length / BATCH) }, (_, index) =>
    limit(() => deliverBatch(proofs.slice(index * BATCH, (index + 1) * BATCH))),
  );
  await Promise.all(batches);
  const lost = expected.filter(({ isApproved }) => !isApproved).length;
  return { events: proofs.length, lost, mistaken: verifications.doubled, miscounted };
}
