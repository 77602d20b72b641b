import type { Problem } from '../../core/problem';
import { ok, refuse, type Result } from '../../core/result';
import { toSendFailure } from './errors';

/**
 * A request that changes nothing. Without a complete response it can be repeated safely, which toSendFailure() cannot
 * say of a send request.
 */
export async function runQuery<T>(ask: () => Promise<T>): Promise<Result<T>> {
  try {
    return ok(await ask());
  } catch (error) {
    const { problem } = toSendFailure(error);
    return refuse(problem.code === 'timeout' ? UNANSWERED : problem);
  }
}

const UNANSWERED: Problem = {
  code: 'timeout',
  detail: 'Twilio gave no whole answer in time. Nothing was changed: ask again.',
  retryable: true,
};
