import { ok, type Result } from '../core/result';
import type { Problem } from '../core/problem';
import { renderReply, type Call } from './endpoint';
import { createJsonReply, type Reply } from './reply';

/** Answers the test page, and logs the outcome `shown`. */
export function createConsoleReply(
  body: Record<string, unknown>,
  { addLogFields }: Pick<Call<unknown>, 'addLogFields'>,
): Result<Reply> {
  addLogFields({ outcome: 'shown' });
  return ok(createJsonReply(200, body));
}

/**
 * Wraps what an endpoint would have answered a provider, as `{status, body, ms}`. So the page can tell that answer,
 * even a refusal, from a refusal of its own request. If the provider gets an answer in its own format, the standard one
 * comes beside it, as `delivery` or `problem`.
 */
export function wrapReply(
  result: Result<Reply>,
  { deadline, addLogFields }: Pick<Call<unknown>, 'deadline' | 'addLogFields'>,
  renderProblem?: (problem: Problem) => Reply,
): Result<Reply> {
  const { status, body, delivery, problem } = result.ok
    ? result.value
    : renderReply(result.problem, renderProblem);
  const { code, errors, twilio_code, rule } = problem ?? body;
  if (code !== undefined) addLogFields({ outcome: code, errors, twilio_code, rule });
  const ms = deadline.now() - deadline.startedAt;
  const ours = { ...(delivery !== undefined && { delivery }), ...(problem !== undefined && { problem }) };
  return ok(createJsonReply(200, { status, body, ms, ...ours }));
}
