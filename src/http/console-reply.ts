import { ok, type Result } from '../core/result';
import type { Call } from './endpoint';
import { json, problemReply, type Reply } from './reply';

/** What the test page asked for, and in the call's log line that it was shown. */
export function shown(body: Record<string, unknown>, { note }: Pick<Call<unknown>, 'note'>): Result<Reply> {
  note({ outcome: 'shown' });
  return ok(json(200, body));
}

/**
 * What an endpoint would have answered a provider, as `{status, body, ms}`: a page must be able to tell the answer that
 * it came to see, a refusal too, from a refusal of its own request.
 */
export function enclosed(
  answer: Result<Reply>,
  { deadline, note }: Pick<Call<unknown>, 'deadline' | 'note'>,
): Result<Reply> {
  const { status, body } = answer.ok ? answer.value : problemReply(answer.problem);
  if (body['code'] !== undefined)
    note({ outcome: body['code'], errors: body['errors'], twilio_code: body['twilio_code'] });
  return ok(json(200, { status, body, ms: deadline.now() - deadline.startedAt }));
}
