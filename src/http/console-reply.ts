import { ok, type Result } from '../core/result';
import type { Problem } from '../core/problem';
import { renderReply, type Call } from './endpoint';
import { createJsonReply, type Reply } from './reply';

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
 * it came to see, a refusal too, from a refusal of its own request. Where the provider wants an answer of its own, ours
 * comes with it, as `delivery` or `problem`.
 */
export function wrapReply(
  result: Result<Reply>,
  { deadline, addLogFields }: Pick<Call<unknown>, 'deadline' | 'addLogFields'>,
  renderProblem?: (problem: Problem) => Reply,
): Result<Reply> {
  const { status, body, delivery, problem } = result.ok
    ? result.value
    : renderReply(result.problem, renderProblem);
  const { code, errors, twilio_code } = problem ?? body;
  if (code !== undefined) addLogFields({ outcome: code, errors, twilio_code });
  const ms = deadline.now() - deadline.startedAt;
  const ours = { ...(delivery !== undefined && { delivery }), ...(problem !== undefined && { problem }) };
  return ok(createJsonReply(200, { status, body, ms, ...ours }));
}
