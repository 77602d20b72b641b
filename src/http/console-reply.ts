import { ok, type Result } from '../core/result';
import type { Call } from './endpoint';
import { createJsonReply, createProblemReply, type Reply } from './reply';

/** What the test page asked for, and in the call's log line that it was shown. */
export function createConsoleReply(
  body: Record<string, unknown>,
  { addLogFields }: Pick<Call<unknown>, 'addLogFields'>,
): Result<Reply> {
  addLogFields({ outcome: 'shown' });
  return ok(createJsonReply(200, body));
}

/**
 * What an endpoint would have answered a provider, as `{status, body, ms}`: a page must be able to tell the answer that
 * it came to see, a refusal too, from a refusal of its own request.
 */
export function wrapReply(
  answer: Result<Reply>,
  { deadline, addLogFields }: Pick<Call<unknown>, 'deadline' | 'addLogFields'>,
): Result<Reply> {
  const { status, body } = answer.ok ? answer.value : createProblemReply(answer.problem);
  if (body['code'] !== undefined)
    addLogFields({ outcome: body['code'], errors: body['errors'], twilio_code: body['twilio_code'] });
  return ok(createJsonReply(200, { status, body, ms: deadline.now() - deadline.startedAt }));
}
