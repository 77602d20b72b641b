import { feedback, type FeedbackPorts, type Outcome, type Step } from '../core/feedback';
import type { PhoneNumber } from '../core/phone-number';
import { ok, type Result } from '../core/result';
import { reported } from './batch';
import type { Call } from './endpoint';
import type { Reply } from './reply';

/** Answers a provider's batch, once it is read: with what became of each record, or with the problem of the batch. */
export async function fedBack<Subject extends string>(
  batch: Result<unknown[]>,
  parse: (record: unknown) => Outcome<Subject>,
  ports: Omit<FeedbackPorts<Subject>, 'fault'>,
  lifetimeMs: number,
  { deadline, note, fault }: Pick<Call<unknown>, 'deadline' | 'note' | 'fault'>,
): Promise<Result<Reply>> {
  if (!batch.ok) return batch;
  return ok(
    reported(await feedback(batch.value.map(parse), { ...ports, fault }, lifetimeMs, deadline), note),
  );
}

/** Where a record names the number itself, nobody need be asked for it. */
export function itself(phone: PhoneNumber): Promise<Step<PhoneNumber>> {
  return Promise.resolve({ kind: 'done', value: phone });
}
