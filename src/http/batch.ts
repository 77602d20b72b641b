import type { Report } from '../core/feedback';
import { createFieldProblem } from '../core/problem';
import { ok, refuse, type Result } from '../core/result';
import { getOwn } from '../core/record';
import { createJsonReply, createProblemReply, type Reply } from './reply';

type Body = Readonly<Record<string, unknown>>;

/**
 * The records of a batch, in any of the shapes in which it reaches a Function:
 * a JSON array, which the runtime turns into an object with the keys "0", "1", …; a list under one key or within an
 * object under one, `list`; or a single record, told by a key that every record has.
 *
 * @returns the records, or `invalid_request`: JSON Lines and unknown content types arrive as nothing
 */
export function readRecords(
  body: Body,
  list: readonly string[],
  recordKeys: readonly string[],
): Result<unknown[]> {
  if (Object.hasOwn(body, '0')) return ok(readIndexed(body));
  const nested = list.reduce<unknown>(getOwn, body);
  if (Array.isArray(nested)) return ok(nested);
  // A single activity of PingOne's has an empty `_embedded` of its own.
  if (recordKeys.some((key) => Object.hasOwn(body, key))) return ok([body]);
  if (list[0] !== undefined && Object.hasOwn(body, list[0])) {
    return refuse(createFieldProblem('invalid_request', [{ field: list.join('.'), problem: 'must be a list' }]));
  }
  return refuse({
    code: 'invalid_request',
    detail:
      'The body holds no events that a Twilio Function can see. Choose the format "JSON Array" or "JSON Object" and the ' +
      'content type application/json; JSON Lines and other types arrive empty.',
    retryable: false,
    errors: [{ field: 'body', problem: 'holds no events' }],
  });
}

function readIndexed(body: Body): unknown[] {
  const found: unknown[] = [];
  for (let n = 0; Object.hasOwn(body, String(n)); n++) found.push(body[String(n)]);
  return found;
}

/** 200 with the counts where nothing is left to do, else 503 with them, and the provider sends the batch again. */
export function createReportReply(report: Report, note: (fields: Record<string, unknown>) => void): Reply {
  const counts: Record<string, unknown> = { ...report };
  note({ ...(report.failed === 0 && { outcome: 'reported' }), ...counts });
  if (report.failed === 0) return createJsonReply(200, counts);
  const problem = createProblemReply({
    code: 'unavailable',
    detail: `${report.failed} of ${report.received} events may yet succeed: send the batch again.`,
    retryable: true,
    retryAfter: 10,
  });
  return { ...problem, body: { ...problem.body, ...counts } };
}
