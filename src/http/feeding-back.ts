import { reportOutcomes, type FeedbackPorts, type Outcome, type FeedbackResult } from '../core/feedback';
import type { PhoneNumber } from '../core/phone-number';
import { ok, type Result } from '../core/result';
import { createReportReply } from './batch';
import type { Call } from './endpoint';
import type { Reply } from './reply';

/** Answers a provider's batch, once it is read: with what became of each record, or with the problem of the batch. */
export async function fedBack<Subject extends string>(
  batch: Result<unknown[]>,
  parse: (record: unknown) => Outcome<Subject>,
  ports: Omit<FeedbackPorts<Subject>, 'logError'>,
  lifetimeMs: number,
  { deadline, addLogFields, logError }: Pick<Call<unknown>, 'deadline' | 'addLogFields' | 'logError'>,
): Promise<Result<Reply>> {
  if (!batch.ok) return batch;
  return ok(
    createReportReply(await reportOutcomes(batch.value.map(parse), { ...ports, logError }, lifetimeMs, deadline), addLogFields),
  );
}

/** Where a record names the number itself, nobody need be asked for it. */
export function itself(phone: PhoneNumber): Promise<FeedbackResult<PhoneNumber>> {
  return Promise.resolve({ kind: 'done', value: phone });
}
